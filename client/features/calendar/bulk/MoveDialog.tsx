// Before promotions go to another account: which dates, amounts and items change there, promotion by promotion. Nothing is
// written until it is confirmed; Esc leaves everything as it is.

import { createMemo, createResource, createSignal, For, Show } from 'solid-js'
import { windowWithWeeks } from '../../../../shared/domain/weeks/week-labels.ts'
import { Button } from '../../../ui/Button.tsx'
import { Dialog } from '../../../ui/Dialog.tsx'
import { Icon } from '../../../ui/Icon.tsx'
import { SelectField } from '../../../ui/SelectField.tsx'
import { type PromotionTask, useCalendar } from '../calendar-state.ts'
import { counted } from './bulk-acts.ts'
import { doMoves, planMoves } from './move-acts.ts'
import './task-dialog.css'

export const MoveDialog = (props: { task: PromotionTask }) => {
  const calendar = useCalendar()
  const promotions = createMemo(() => props.task.promotionIds.map((id) => calendar.promotionById(id)).filter((found) => found !== null))
  const homes = createMemo(() => new Set(promotions().map(({ accountId }) => accountId)))
  const choices = createMemo(() => calendar.accounts().filter(({ accountId }) => homes().size > 1 || !homes().has(accountId)))
  const [accountId, setAccountId] = createSignal(props.task.accountId ?? choices()[0]?.accountId ?? '')
  const [isBusy, setIsBusy] = createSignal(false)
  const [planned] = createResource(
    () => [accountId(), promotions()] as const,
    ([to, rows]) => planMoves(calendar, rows, to, props.task.accountId === to ? props.task.from : null),
  )
  const isCopy = () => props.task.kind === 'copy'
  const going = createMemo(() => planned()?.filter(({ move }) => move !== null) ?? [])
  const close = () => {
    calendar.startTask(null)
    for (const promotion of promotions()) calendar.actions.place(promotion, null)
  }
  const confirm = async () => {
    const plan = planned()
    if (plan === undefined || isBusy()) return
    setIsBusy(true)
    const isDone = await doMoves(calendar, plan, accountId(), isCopy())
    setIsBusy(false)
    if (isDone) close()
  }
  const name = () => calendar.accountById(accountId())?.name ?? ''
  return (
    <Dialog
      open
      size="medium"
      title={`${isCopy() ? 'Copy' : 'Move'} ${promotions().length === 1 ? promotions()[0]?.name || 'a promotion' : counted(promotions().length)} to ${name()}`}
      onClose={close}
      actions={
        <>
          <Button kind="quiet" onClick={close}>
            Leave it
          </Button>
          <Button kind="primary" disabled={isBusy() || going().length === 0} onClick={() => void confirm()}>
            {isCopy() ? 'Copy' : 'Move'} to {name()}
          </Button>
        </>
      }
    >
      <div class="task-dialog">
        <SelectField
          label="Account"
          value={accountId()}
          options={choices().map((account) => ({ value: account.accountId, label: account.name }))}
          onCommit={(next) => void setAccountId(next)}
        />
        <ul class="task-list" aria-label="What changes" aria-busy={planned.loading}>
          <For each={planned.latest ?? []}>
            {({ promotion, move }) => (
              <li class="task-entry">
                <p class="task-name">
                  {promotion.name}
                  <Show when={move?.draft.promotion.inStore}>
                    {(inStore) => {
                      const account = () => calendar.accountById(accountId())
                      return <Show when={account()}>{(to) => <span class="task-when">{windowWithWeeks(to().system, to().adWeekStart, inStore())}</span>}</Show>
                    }}
                  </Show>
                </p>
                <Show when={move} fallback={<p class="task-change">It stays where it is: it has no dates, or is there already.</p>}>
                  {(shown) => (
                    <ul>
                      <For each={shown().changes} fallback={<li class="task-change">Nothing else changes.</li>}>
                        {(change) => (
                          <li class="task-change" data-level={change.level}>
                            <Icon name={change.level === 'info' ? 'info' : 'warning'} />
                            {change.message}
                          </li>
                        )}
                      </For>
                    </ul>
                  )}
                </Show>
              </li>
            )}
          </For>
        </ul>
        <p class="task-note">
          {isCopy() ? 'The originals stay as they are.' : 'Here they go to the trash, with a note where they went.'} One undo takes all of it back.
        </p>
      </div>
    </Dialog>
  )
}
