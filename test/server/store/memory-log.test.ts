import { systemRandomBytes } from '../../../server/platform.ts'
import { createMemoryLog } from '../../../server/store/memory-log.ts'
import { describeLogStore } from './log-store-contract.ts'

describeLogStore('the log in memory', async (documentsMax) => createMemoryLog({ randomBytes: systemRandomBytes, documentsMax }))
