// Every clash of what is shown, account by account, the gravest first: what a plan is gone through with before it is
// offered. The same cards as in the details.

import { createMemo, createSignal, For, Show } from 'solid-js'
import { byName } from '../../../../shared/base/by-name.ts'
import { CLASH_LEVELS, type Clash, type ClashLevel } from '../../../../shared/domain/clash-index/clash-rules.ts'
import { clashesIn } from '../../../data/clashes.ts'
import { Button } from '../../../ui/Button.tsx'
import { EmptyState } from '../../../ui/EmptyState.tsx'
import { Panel } from '../../../ui/Panel.tsx'
import { Skeleton } from '../../../ui/Skeleton.tsx'
import { useCalendar } from '../calendar-state.ts'
import { createMemberNames } from '../member-names.ts'
import { Segmented } from '../toolbar/Segmented.tsx'
import { ClashCard } from './ClashCard.tsx'
import { clashNames } from './ClashSentences.tsx'
import './clash-panel.css'

type Level = ClashLevel | 'overridden'
const LABELS: Readonly<Record<Level, string>> = { error: 'Errors', warn: 'Warnings', info: 'Good to know', overridden: 'Overridden' }
const PAGE = 60

export const ClashList = (props: { onClose: () => void }) => {
  const calendar = useCalendar()
  const book = clashesIn(calendar.workspace)
  const nameOf = createMemberNames(calendar.workspace)
  const shownIds = createMemo(() => new Set(calendar.shown().map(({ promotionId }) => promotionId)))
  const inSight = createMemo(() =>
    (book()?.all() ?? []).filter(({ promotionId, otherId }) => shownIds().has(promotionId) || (otherId !== null && shownIds().has(otherId))),
  )
  const isAt = (clash: Clash, level: Level) => (level === 'overridden' ? clash.override !== null : clash.level === level && clash.override === null)
  const counts = createMemo(() => {
    const found: Record<Level, number> = { error: 0, warn: 0, info: 0, overridden: 0 }
    for (const { level, override } of inSight()) found[override === null ? level : 'overridden'] += 1
    return found
  })
  const [chosen, setChosen] = createSignal<Level | null>(null)
  const level = (): Level => chosen() ?? CLASH_LEVELS.find((each) => counts()[each] > 0) ?? 'error'
  const [limit, setLimit] = createSignal(PAGE)
  const listed = createMemo(() => inSight().filter((clash) => isAt(clash, level())))
  const groups = createMemo(() => {
    const byAccount = new Map<string, Clash[]>()
    for (const clash of listed().slice(0, limit())) {
      const known = byAccount.get(clash.accountId)
      if (known === undefined) byAccount.set(clash.accountId, [clash])
      else known.push(clash)
    }
    const name = (accountId: string) => calendar.accountById(accountId)?.name ?? ''
    return [...byAccount].map(([accountId, clashes]) => ({ accountId, name: name(accountId), clashes })).sort((a, b) => byName(a.name, b.name))
  })
  return (
    <Panel title="Clashes" onClose={() => props.onClose()}>
      <Show when={book()} fallback={<Skeleton rows={6} />}>
        <div class="clash-panel">
          <Segmented
            label="Which"
            value={level()}
            options={(Object.keys(LABELS) as Level[]).map((value) => ({ value, label: `${LABELS[value]} ${counts()[value]}` }))}
            onChange={(next) => {
              setChosen(next)
              setLimit(PAGE)
            }}
          />
          <For
            each={groups()}
            fallback={<EmptyState title={level() === 'overridden' ? 'Nothing was overridden.' : 'Nothing of this kind in what is shown.'} />}
          >
            {(group) => (
              <section class="clash-panel-account">
                <h3>{group.name}</h3>
                <ul class="clash-list">
                  <For each={group.clashes}>
                    {(clash) => (
                      <ClashCard clash={clash} promotionId={clash.promotionId} names={clashNames(calendar, group.accountId)} nameOf={nameOf} withOwn />
                    )}
                  </For>
                </ul>
              </section>
            )}
          </For>
          <Show when={listed().length > limit()}>
            <Button kind="quiet" onClick={() => setLimit(limit() + PAGE)}>
              {listed().length - limit()} more
            </Button>
          </Show>
        </div>
      </Show>
    </Panel>
  )
}
