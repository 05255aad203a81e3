// Everything about one promotion, every field editable in place. Opens the calendar document it lives in; until that has
// been read from this device, the summary already names it.

import { createMemo, createSignal, lazy, Show, Suspense } from 'solid-js'
import type { LineRow } from '../../../../shared/commands/promotion.ts'
import { createBinder } from '../../../data/field-binding.ts'
import { Menu, type MenuEntry } from '../../../ui/Menu.tsx'
import { Panel } from '../../../ui/Panel.tsx'
import { Skeleton } from '../../../ui/Skeleton.tsx'
import { Tabs } from '../../../ui/Tabs.tsx'
import { notify } from '../../../ui/toasts.tsx'
import { useCalendar } from '../calendar-state.ts'
import { promotionMenu } from '../promotion-menu.ts'
import { DeletedNotice } from './DeletedNotice.tsx'
import { PromotionClashes } from './PromotionClashes.tsx'
import { PromotionDates } from './PromotionDates.tsx'
import { PromotionFacts } from './PromotionFacts.tsx'
import { PromotionFigures } from './PromotionFigures.tsx'
import { PromotionHeading } from './PromotionHeading.tsx'
import { PromotionLastYear } from './PromotionLastYear.tsx'
import { PromotionLines } from './PromotionLines.tsx'
import { PromotionNotes } from './PromotionNotes.tsx'
import { PromotionRequirements } from './PromotionRequirements.tsx'
import { PromotionContext, type PromotionDetail } from './promotion-context.ts'
import './promotion-panel.css'

const PlanActual = lazy(() => import('../actual/PlanActual.tsx').then(({ PlanActual }) => ({ default: PlanActual })))

const SaveTemplate = lazy(() => import('./SaveTemplate.tsx').then(({ SaveTemplate }) => ({ default: SaveTemplate })))

const TABS = [
  { value: 'plan', label: 'Plan' },
  { value: 'actual', label: 'Plan and actual' },
] as const

export const PromotionPanel = (props: { promotionId: string }) => {
  const calendar = useCalendar()
  const { workspace } = calendar
  /** Also of a deleted one: it can be restored here. */
  const summary = createMemo(() => workspace.summaries.all('promotion').find(({ promotionId }) => promotionId === props.promotionId) ?? null)
  const path = createMemo(() => {
    const found = summary()
    return found === null ? null : calendar.actions.pathOf(found)
  })
  const [tab, setTab] = createSignal<(typeof TABS)[number]['value']>('plan')
  const account = () => calendar.accountById(summary()?.accountId ?? '')

  return (
    <Show
      when={path()}
      keyed
      fallback={
        <Panel title="Promotion" onClose={() => calendar.close()}>
          <Show when={calendar.isLoaded()} fallback={<Skeleton />}>
            <p class="promotion-missing">This promotion is not in the workspace. It may have been removed for good, or not have arrived on this device yet.</p>
          </Show>
        </Panel>
      }
    >
      {(opened) => {
        const document = workspace.open('calendar', opened)
        const bind = createBinder('calendar', document, props.promotionId)
        const row = createMemo(() => document.value()?.promotions.find(({ id }) => id === props.promotionId) ?? null)
        const lines = createMemo(() => document.value()?.lines.filter((line) => line.promotionId === props.promotionId && line.deleted === null) ?? [])
        const requirements = createMemo(
          () => document.value()?.requirements.filter((each) => each.promotionId === props.promotionId && each.deleted === null) ?? [],
        )
        const pins = createMemo(() => document.value()?.pins.filter((pin) => pin.promotionId === props.promotionId && pin.deleted === null) ?? [])
        const [isKeeping, setIsKeeping] = createSignal(false)
        const detail: PromotionDetail = { promotionId: props.promotionId, document, bind, row, lines, requirements, pins, account }
        const menu = (): readonly MenuEntry[] => {
          const shown = summary()
          if (shown === null || shown.isDeleted) return [copyLink]
          const keep: MenuEntry = { label: 'Keep as a template …', icon: 'note', onSelect: () => setIsKeeping(true) }
          return [
            copyLink,
            ...(workspace.canWrite() ? [keep] : []),
            ...promotionMenu(calendar, shown).filter((entry) => entry === 'separator' || entry.label !== 'Open'),
          ]
        }
        return (
          <PromotionContext.Provider value={detail}>
            <Panel
              title={summary()?.name || 'Promotion'}
              heading={<PromotionHeading />}
              onClose={() => calendar.close()}
              actions={<Menu label="More about this promotion" items={menu()} align="end" />}
            >
              <Show when={row()} keyed fallback={<Skeleton />}>
                {(shown) => (
                  <div
                    ref={(element) => calendar.takeFocus() && setTimeout(() => element.querySelector<HTMLElement>('select, input')?.focus(), 0)}
                    class="promotion-panel"
                  >
                    <Show when={shown.deleted !== null}>
                      <DeletedNotice />
                    </Show>
                    <Tabs label="Plan or actual" tabs={TABS} value={tab()} onChange={setTab}>
                      <Show
                        when={tab() === 'plan'}
                        fallback={
                          <Suspense fallback={<Skeleton rows={5} />}>
                            <PlanActual />
                          </Suspense>
                        }
                      >
                        <div class="promotion-plan">
                          <PromotionClashes />
                          <PromotionFacts row={shown} />
                          <PromotionLines />
                          <PromotionFigures row={shown} />
                          <PromotionLastYear />
                          <PromotionDates row={shown} />
                          <PromotionRequirements />
                          <PromotionNotes row={shown} />
                        </div>
                      </Show>
                    </Tabs>
                  </div>
                )}
              </Show>
            </Panel>
            <Suspense>
              <Show when={isKeeping()}>
                <SaveTemplate suggestion={templateName(lines())} onClose={() => setIsKeeping(false)} />
              </Show>
            </Suspense>
          </PromotionContext.Provider>
        )
      }}
    </Show>
  )
}

/** `CHIPS-8OZ TPR + SCAN` */
const templateName = (lines: readonly LineRow[]): string => {
  const groups = [...new Set(lines.map(({ itemGroup }) => itemGroup))].join(', ')
  return [groups, [...new Set(lines.map(({ mechanic }) => mechanic))].join(' + ')].filter(Boolean).join(' ')
}

const copyLink: MenuEntry = {
  label: 'Copy link',
  icon: 'link',
  onSelect: () =>
    void navigator.clipboard.writeText(location.href).then(
      () => notify({ message: 'Link copied' }),
      () => notify({ message: 'The link could not be copied: copy it from the address bar.', tone: 'danger' }),
    ),
}
