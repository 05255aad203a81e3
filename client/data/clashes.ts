// The clashes of a workspace (DOMAIN §3), one index for whatever shows them: bars, grid, filter, panel, quick add. It is
// derived from summaries alone, loads after the first paint, and is null until all that is planned has been looked at.

import { type Accessor, createEffect, createRoot, createSignal } from 'solid-js'
import type { ClashBook } from './clash-book.ts'
import { afterPaint } from './pace.ts'
import type { WorkspaceData } from './workspace-data.ts'

export type { ClashBook } from './clash-book.ts'

/** Kept while the workspace is, and forgotten with it. */
const books = new WeakMap<WorkspaceData, Accessor<ClashBook | null>>()

export const clashesIn = (workspace: WorkspaceData): Accessor<ClashBook | null> => {
  const known = books.get(workspace)
  if (known !== undefined) return known
  const [book, setBook] = createSignal<ClashBook | null>(null)
  books.set(workspace, book)
  // Of no page: it outlives whoever asked first. Behind the documents: planning can begin without it.
  createRoot((dispose) =>
    createEffect(() => {
      if (workspace.sync().connection === 'connecting') return
      queueMicrotask(dispose)
      void afterPaint().then(async () => {
        const { createClashBook } = await import('./clash-book.ts')
        createRoot(() => createClashBook(workspace, (ready) => setBook(() => ready)))
      })
    }),
  )
  return book
}
