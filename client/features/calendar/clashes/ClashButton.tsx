// How many clashes there are in what is shown: the way to their list. Nothing while there are none.

import { createMemo, createSignal, lazy, Show, Suspense } from 'solid-js'
import { registerCommand } from '../../../data/app-commands.ts'
import { clashesIn } from '../../../data/clashes.ts'
import { Button } from '../../../ui/Button.tsx'
import { useCalendar } from '../calendar-state.ts'
import './clash-button.css'

const ClashList = lazy(() => import('./ClashList.tsx').then(({ ClashList }) => ({ default: ClashList })))

export const ClashButton = () => {
  const calendar = useCalendar()
  const book = clashesIn(calendar.workspace)
  const [isOpen, setIsOpen] = createSignal(false)
  registerCommand({ id: 'calendar.clashes', label: 'Clashes of what is shown', group: 'Calendar', run: () => setIsOpen(true) })
  const counts = createMemo(() => {
    const loaded = book()
    if (loaded === null) return null
    let [errors, warnings] = [0, 0]
    for (const promotion of calendar.shown()) {
      const { error, warn } = loaded.counts(promotion)
      if (error > 0) errors += 1
      else if (warn > 0) warnings += 1
    }
    return { errors, warnings }
  })
  const words = () => {
    const { errors, warnings } = counts() ?? { errors: 0, warnings: 0 }
    return errors > 0 ? `${errors} ${errors === 1 ? 'clash' : 'clashes'}` : `${warnings} to look at`
  }
  const title = () => `${counts()?.errors ?? 0} promotions with errors, ${counts()?.warnings ?? 0} with warnings only`
  return (
    <>
      <Show when={(counts()?.errors ?? 0) + (counts()?.warnings ?? 0) > 0}>
        <Button kind="quiet" title={title()} onClick={() => setIsOpen(!isOpen())}>
          <span class="clash-button" data-level={(counts()?.errors ?? 0) > 0 ? 'error' : 'warn'}>
            {words()}
          </span>
        </Button>
      </Show>
      <Suspense>
        <Show when={isOpen() && calendar.openId() === null}>
          <ClashList onClose={() => setIsOpen(false)} />
        </Show>
      </Suspense>
    </>
  )
}
