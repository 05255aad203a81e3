// The compaction worker's functions without the thread, for tests that need no process of their own.

import type { Compaction } from '../../server/store/compaction.ts'
import { checkDocument, compactDocument } from '../../server/store/compaction-worker.ts'

export const inProcessCompaction = (): Compaction => ({
  compact: async (document) => compactDocument(document),
  check: async (document) => checkDocument(document),
  close: async () => {},
})
