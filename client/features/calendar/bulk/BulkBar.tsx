// What can be done to all that is marked, in whatever view it was marked: shifted by weeks, given a status, an owner or a
// confidence, copied, cloned, taken to another account, deleted. Each is one step of undo. Esc unmarks.

import { createMemo, createSignal, onCleanup, onMount, Show } from 'solid-js'
import { PROMOTION_STATUS_LABELS, PROMOTION_STATUSES } from '../../../../shared/docs/terms/promotion-terms.ts'
import { Button } from '../../../ui/Button.tsx'
import { IconButton } from '../../../ui/IconButton.tsx'
import { Menu } from '../../../ui/Menu.tsx'
import { notify } from '../../../ui/toasts.tsx'
import { useCalendar } from '../calendar-state.ts'
import { requestClone } from '../clone/clone-request.ts'
import { copyMany, deleteMany, markedPromotions, setOnMany, setStatusOnMany, shiftMany } from './bulk-acts.ts'
import './bulk-bar.css'

export const BulkBar = () => {
  const calendar = useCalendar()
  const chosen = createMemo(() => markedPromotions(calendar))
  const [asked, setAsked] = createSignal<'owner' | 'confidence' | null>(null)
  const canWrite = () => calendar.workspace.canWrite()
  const ids = () => chosen().map(({ promotionId }) => promotionId)

  onMount(() => {
    // After whoever else uses Esc: an open menu, a field, a dialog.
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== 'Escape' || event.defaultPrevented || calendar.task() !== null || calendar.openId() !== null) return
      calendar.mark([])
      calendar.actions.announce('Nothing selected')
    }
    addEventListener('keydown', onKey)
    onCleanup(() => removeEventListener('keydown', onKey))
  })

  const shift = (weeks: number) => void shiftMany(calendar, chosen(), weeks * 7)
  const commit = async (text: string): Promise<void> => {
    const what = asked()
    setAsked(null)
    if (what === null) return
    const value = what === 'owner' ? text.trim() : text.trim() === '' ? null : Number(text.trim().replace('%', ''))
    const words = what === 'owner' ? `Owner ${text.trim() || 'nobody'}` : `Confidence ${text.trim() === '' ? 'open' : `${value}%`}`
    const problem = await setOnMany(calendar, chosen(), what, value, words)
    if (problem !== null) notify({ message: problem, tone: 'danger' })
  }

  return (
    <section class="bulk-bar" aria-label="Selected promotions">
      <span class="bulk-count">{chosen().length} selected</span>
      <Show when={canWrite()}>
        {/* biome-ignore lint/a11y/useSemanticElements: a few buttons, no form */}
        <span class="bulk-shift" role="group" aria-label="Shift by weeks">
          <IconButton label="4 weeks earlier" icon="chevrons-left" onClick={() => shift(-4)} />
          <IconButton label="A week earlier" icon="chevron-left" onClick={() => shift(-1)} />
          <span aria-hidden="true">Shift</span>
          <IconButton label="A week later" icon="chevron-right" onClick={() => shift(1)} />
          <IconButton label="4 weeks later" icon="chevrons-right" onClick={() => shift(4)} />
        </span>
        <Menu
          label="Status"
          trigger={<span class="bulk-trigger">Status</span>}
          items={PROMOTION_STATUSES.map((status) => ({
            label: PROMOTION_STATUS_LABELS[status],
            onSelect: () => void setStatusOnMany(calendar, chosen(), status),
          }))}
        />
        <Menu
          label="Set"
          trigger={<span class="bulk-trigger">Set</span>}
          items={[
            { label: 'Owner …', onSelect: () => setAsked('owner') },
            { label: 'Confidence …', onSelect: () => setAsked('confidence') },
            'separator',
            { label: 'Shared with the account', onSelect: () => void setOnMany(calendar, chosen(), 'visibility', 'shared', 'Shared') },
            { label: 'Internal', onSelect: () => void setOnMany(calendar, chosen(), 'visibility', 'internal', 'Internal') },
          ]}
        />
        <Show when={asked()}>
          {(what) => (
            <input
              class="bulk-field"
              ref={(element) => setTimeout(() => element.focus(), 0)}
              aria-label={what() === 'owner' ? 'Owner of all selected' : 'Confidence of all selected, in percent'}
              placeholder={what() === 'owner' ? 'Owner' : 'Confidence %'}
              onKeyDown={(event) => {
                event.stopPropagation()
                if (event.key === 'Enter') void commit(event.currentTarget.value)
                else if (event.key === 'Escape') {
                  event.preventDefault()
                  setAsked(null)
                }
              }}
            />
          )}
        </Show>
        <Menu
          label="More"
          trigger={<span class="bulk-trigger">Copy</span>}
          items={[
            { label: 'To the next week', icon: 'copy', onSelect: () => void copyMany(calendar, chosen(), 7) },
            {
              label: 'To another account …',
              icon: 'store',
              onSelect: () => calendar.startTask({ kind: 'copy', promotionIds: ids(), accountId: null, from: null }),
            },
            { label: 'Clone into another year …', icon: 'calendar', onSelect: () => requestClone({ promotionIds: ids(), accountId: null }) },
            'separator',
            {
              label: 'Move to another account …',
              icon: 'arrow-right',
              onSelect: () => calendar.startTask({ kind: 'move', promotionIds: ids(), accountId: null, from: null }),
            },
          ]}
        />
        <Button kind="quiet" icon="trash" onClick={() => void deleteMany(calendar, chosen())}>
          Delete
        </Button>
      </Show>
      <IconButton label="Select nothing" icon="close" onClick={() => calendar.mark([])} />
    </section>
  )
}
