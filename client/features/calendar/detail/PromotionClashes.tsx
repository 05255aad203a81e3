// What gets in its way (DOMAIN §3), from all calendars, worked out on every change of anybody's. What must be looked at is
// shown; what is good to know, and what somebody has overridden, waits behind one press.

import { createMemo, createSignal, For, Show } from 'solid-js'
import { clashKey } from '../../../../shared/domain/clash-index/clash-rules.ts'
import { clashesIn } from '../../../data/clashes.ts'
import { Button } from '../../../ui/Button.tsx'
import { useCalendar } from '../calendar-state.ts'
import { ClashCard } from '../clashes/ClashCard.tsx'
import { clashNames } from '../clashes/ClashSentences.tsx'
import { createMemberNames } from '../member-names.ts'
import { usePromotion } from './promotion-context.ts'

export const PromotionClashes = () => {
  const calendar = useCalendar()
  const { promotionId, account } = usePromotion()
  const book = clashesIn(calendar.workspace)
  const nameOf = createMemberNames(calendar.workspace)
  const [showsAll, setShowsAll] = createSignal(false)
  const clashes = createMemo(() => book()?.of(promotionId) ?? [])
  // Cards keep their place, and what is typed into them, while the clash stays the same.
  const byKey = createMemo(() => new Map(clashes().map((clash) => [clashKey(clash), clash])))
  const isGrave = (key: string) => {
    const clash = byKey().get(key)
    return clash !== undefined && clash.level !== 'info' && clash.override === null
  }
  const [overriddenHere, setOverriddenHere] = createSignal<ReadonlySet<string>>(new Set())
  const shown = () => [...byKey().keys()].filter((key) => showsAll() || isGrave(key) || overriddenHere().has(key))
  const hidden = () => byKey().size - shown().length
  const words = () => {
    const rest = [...byKey()].filter(([key]) => !shown().includes(key)).map(([, clash]) => clash)
    const overridden = rest.filter(({ override }) => override !== null).length
    const infos = rest.length - overridden
    return [infos > 0 ? `${infos} good to know` : '', overridden > 0 ? `${overridden} overridden` : ''].filter(Boolean).join(' · ')
  }
  return (
    <Show when={byKey().size > 0}>
      <section class="promotion-clashes" aria-label="Clashes">
        <ul class="clash-list">
          <For each={shown()}>
            {(key) => (
              <Show when={byKey().get(key)}>
                {(clash) => (
                  <div style={{ display: 'contents' }} onFocusIn={() => setOverriddenHere((before) => new Set([...before, key]))}>
                    <ClashCard clash={clash()} promotionId={promotionId} names={clashNames(calendar, account()?.accountId ?? '')} nameOf={nameOf} />
                  </div>
                )}
              </Show>
            )}
          </For>
        </ul>
        <Show when={hidden() > 0}>
          <Button kind="quiet" icon="info" onClick={() => setShowsAll(true)}>
            {words()}
          </Button>
        </Show>
      </section>
    </Show>
  )
}
