// Words and a dot at the top right. What gets worse is said at once; what gets better waits a moment, so that typing shows
// one steady "N to send" instead of a flicker. It may say too little for that moment, never too much.

import { createEffect, createMemo, createSignal, lazy, onCleanup, Show, Suspense } from 'solid-js'
import { useWorkspace } from '../../data/context.ts'
import { isPhone } from '../../ui/viewport.ts'
import { timeWords } from '../clock-words.ts'
import { type SyncWords, syncWords } from './sync-words.ts'
import './SyncBadge.css'

const SyncPanel = lazy(() => import('./SyncPanel.tsx'))

const BETTER_AFTER_MS = 400
const SEVERITY = { good: 0, waiting: 1, offline: 2, danger: 3 } as const

const createSteady = (words: () => SyncWords): (() => SyncWords) => {
  const [shown, setShown] = createSignal(words())
  let timer: ReturnType<typeof setTimeout> | undefined
  createEffect(() => {
    const next = words()
    clearTimeout(timer)
    if (SEVERITY[next.tone] >= SEVERITY[shown().tone]) setShown(next)
    else timer = setTimeout(() => setShown(next), BETTER_AFTER_MS)
  })
  onCleanup(() => clearTimeout(timer))
  return shown
}

export const SyncBadge = () => {
  const workspace = useWorkspace()
  const [isOpen, setIsOpen] = createSignal(false)
  const words = createMemo(() => syncWords(workspace.sync(), (ms) => timeWords(ms, workspace.today())))
  const shown = createSteady(words)
  const spoken = createMemo(() => (shown().tone === 'waiting' ? '' : shown().words))
  return (
    <>
      <button
        type="button"
        class="sync-badge"
        data-tone={shown().tone}
        aria-label={`Sync: ${shown().words}`}
        aria-expanded={isOpen()}
        onClick={() => setIsOpen(!isOpen())}
      >
        <span class="sync-dot" aria-hidden="true" />
        <span class="sync-words">{isPhone() ? shown().short : shown().words}</span>
      </button>
      <span class="visually-hidden" role="status">
        {spoken()}
      </span>
      <Show when={isOpen()}>
        {/* Waited for here: further up the whole page would be taken away for a moment, and lose what it is scrolled to. */}
        <Suspense>
          <SyncPanel onClose={() => setIsOpen(false)} />
        </Suspense>
      </Show>
    </>
  )
}
