// The views somebody saved: mine, and those everybody sees. Pressing one shows it; what is on the screen is saved below.

import { createMemo, createSignal, For, Show } from 'solid-js'
import { VIEW_PLACE_LABELS } from '../../../../shared/docs/terms/planning-labels.ts'
import { Button } from '../../../ui/Button.tsx'
import { Icon } from '../../../ui/Icon.tsx'
import { IconButton } from '../../../ui/IconButton.tsx'
import { openMenuAt } from '../../../ui/MenuList.tsx'
import { notifyProblem } from '../../../ui/toasts.tsx'
import { useCalendar } from '../calendar-state.ts'
import { deleteView, renameView, type SavedView, savedViews, saveView, shareView, updateView } from '../saved-views.ts'
import './saved-views.css'

export const SavedViews = (props: { onClose: () => void }) => {
  const calendar = useCalendar()
  const views = createMemo(() => savedViews(calendar))
  const [renamed, setRenamed] = createSignal<string | null>(null)
  const [message, setMessage] = createSignal<string | null>(null)
  const [isShared, setIsShared] = createSignal(false)
  let name!: HTMLInputElement
  let list!: HTMLDivElement
  const begins = () => calendar.setting('default')
  const isShown = (view: SavedView) => calendar.query() === view.query
  const show = (view: SavedView) => {
    calendar.showQuery(view.query)
    calendar.actions.announce(`Showing ${view.name}`)
    props.onClose()
  }
  const [defaultQuery, setDefaultQuery] = createSignal(begins())
  const makeDefault = (query: string | undefined) => {
    calendar.setSetting('default', query)
    setDefaultQuery(query)
  }
  const save = async (event: SubmitEvent) => {
    event.preventDefault()
    const outcome = await saveView(calendar, name.value, isShared())
    if (!outcome.ok) return setMessage(outcome.error)
    setMessage(null)
    calendar.actions.announce(`Saved the view ${name.value}`)
    name.value = ''
  }
  const menuOf = (view: SavedView, event: MouseEvent) => {
    const box = (event.currentTarget as HTMLElement | null)?.getBoundingClientRect() ?? { left: event.clientX, bottom: event.clientY }
    // The menu floats above; the popover would close under it.
    openMenuAt({ x: box.left, y: box.bottom }, view.name, [
      { label: 'Rename', icon: 'edit', onSelect: () => setRenamed(view.viewId) },
      { label: 'Save what is shown into it', icon: 'check', onSelect: () => void updateView(calendar, view).then(notifyProblem) },
      view.owner === ''
        ? { label: 'Keep it for me', icon: 'person', onSelect: () => void shareView(calendar, view, false).then(notifyProblem) }
        : { label: 'Share with everybody', icon: 'people', onSelect: () => void shareView(calendar, view, true).then(notifyProblem) },
      'separator',
      { label: 'Delete', icon: 'trash', danger: true, onSelect: () => void deleteView(calendar, view).then(notifyProblem) },
    ])
  }
  const walk = (event: KeyboardEvent) => {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
    if (step === 0 || !(event.target instanceof HTMLButtonElement)) return
    event.preventDefault()
    const buttons = [...list.querySelectorAll<HTMLElement>('.saved-view-show')]
    buttons[(buttons.indexOf(event.target) + step + buttons.length) % buttons.length]?.focus()
  }
  const section = (title: string, of: () => readonly SavedView[]) => (
    <Show when={of().length > 0}>
      <section>
        <h2 class="saved-views-title">{title}</h2>
        <ul>
          <For each={of()}>
            {(view) => (
              <li class="saved-view" data-shown={isShown(view) ? '' : undefined}>
                <Show
                  when={renamed() !== view.viewId}
                  fallback={
                    <input
                      ref={(element) => queueMicrotask(() => element.select())}
                      class="saved-view-name"
                      aria-label="Name of the view"
                      value={view.name}
                      onKeyDown={(event) => {
                        event.stopPropagation()
                        if (event.key === 'Escape') {
                          event.preventDefault()
                          setRenamed(null)
                        } else if (event.key === 'Enter') event.currentTarget.blur()
                      }}
                      onBlur={(event) => {
                        const next = event.currentTarget.value
                        if (renamed() === null) return
                        setRenamed(null)
                        if (next.trim() !== view.name) void renameView(calendar, view, next).then(notifyProblem)
                      }}
                    />
                  }
                >
                  <button type="button" class="saved-view-show" aria-current={isShown(view) ? 'true' : undefined} onClick={() => show(view)}>
                    <span class="saved-view-words">{view.name}</span>
                    <span class="saved-view-place">{VIEW_PLACE_LABELS[view.place]}</span>
                  </button>
                </Show>
                <button
                  type="button"
                  class="saved-view-default"
                  aria-pressed={defaultQuery() === view.query}
                  aria-label={`Begin with ${view.name}`}
                  title={defaultQuery() === view.query ? 'The calendar begins with it, on this device' : 'Begin with it'}
                  onClick={() => makeDefault(defaultQuery() === view.query ? undefined : view.query)}
                >
                  <Icon name="pin" />
                </button>
                <Show when={calendar.workspace.canWrite()}>
                  <IconButton label={`Change ${view.name}`} icon="more" onClick={(event) => menuOf(view, event)} />
                </Show>
              </li>
            )}
          </For>
        </ul>
      </section>
    </Show>
  )
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: its buttons have the focus
    <div ref={list} class="saved-views" onKeyDown={walk}>
      {section('Mine', () => views().mine)}
      {section('Everybody’s', () => views().shared)}
      <Show when={views().mine.length + views().shared.length === 0}>
        <p class="saved-views-none">A view keeps what is on the screen: filter, grouping, columns and where you look. Save one and it is a click away.</p>
      </Show>
      <Show when={calendar.workspace.canWrite()}>
        <form class="saved-views-form" onSubmit={(event) => void save(event)}>
          <input
            ref={name}
            aria-label="Name of the new view"
            placeholder="Save this view as …"
            maxLength={80}
            aria-invalid={message() === null ? undefined : 'true'}
          />
          <label class="saved-views-share">
            <input type="checkbox" checked={isShared()} onChange={(event) => setIsShared(event.currentTarget.checked)} />
            <span>For everybody</span>
          </label>
          <Button type="submit" kind="plain">
            Save view
          </Button>
          <Show when={message()}>
            <p class="saved-views-message" role="alert">
              {message()}
            </p>
          </Show>
        </form>
      </Show>
    </div>
  )
}
