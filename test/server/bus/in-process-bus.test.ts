import { createInProcessBus } from '../../../server/bus/in-process-bus.ts'
import { describeBus } from './bus-contract.ts'

describeBus(
  'the bus of one process',
  async () => createInProcessBus(),
  () => new Promise((resolve) => setImmediate(resolve)),
)
