// ⌘K: one line that finds accounts, promotions, packets, contacts, items and commands on this device, offline.

import { useNavigate } from '@solidjs/router'
import { createEffect, createMemo, createSignal, createUniqueId, For, on, onCleanup, onMount, Show } from 'solid-js'
import { Portal } from 'solid-js/web'
import { commands } from '../../data/app-commands.ts'
import { useWorkspace } from '../../data/context.ts'
import { rememberRecent } from '../../data/preferences.ts'
import { Icon } from '../../ui/Icon.tsx'
import { isPhone } from '../../ui/viewport.ts'
import { keyCaps } from '../keyboard.ts'
import { type PaletteEntry, paletteEntries } from './palette-entries.ts'
import { createSearchIndex, FOUND_TYPES, type SearchIndex } from './search-index.ts'
import './CommandPalette.css'

/** One index for the page, of the workspace that is open. */
let kept: { readonly workspaceId: string; readonly index: SearchIndex } | null = null
const indexOf = (workspaceId: string): SearchIndex => {
  if (kept?.workspaceId !== workspaceId) kept = { workspaceId, index: createSearchIndex() }
  return kept.index
}

export default function CommandPalette(props: { readonly onClose: () => void }) {
  const workspace = useWorkspace()
  const navigate = useNavigate()
  const index = indexOf(workspace.session.workspaceId)
  const listId = createUniqueId()
  const [query, setQuery] = createSignal('')
  const [active, setActive] = createSignal(0)
  const [indexed, setIndexed] = createSignal(0)
  let dialog!: HTMLDialogElement
  let list!: HTMLDivElement

  createEffect(() => {
    for (const type of FOUND_TYPES) workspace.summaries.all(type)
    void index.refresh(workspace.summaries, workspace.today()).then(() => setIndexed(indexed() + 1))
  })
  const entries = createMemo(() => {
    indexed()
    return paletteEntries(workspace, index, commands(), query())
  })
  createEffect(on(query, () => setActive(0), { defer: true }))
  createEffect(() => list.querySelector(`[data-index="${active()}"]`)?.scrollIntoView({ block: 'nearest' }))

  onMount(() => {
    const before = document.activeElement
    dialog.showModal()
    onCleanup(() => {
      dialog.close()
      if (before instanceof HTMLElement) before.focus()
    })
  })

  const take = (entry: PaletteEntry | undefined) => {
    if (entry === undefined) return
    props.onClose()
    if ('command' in entry.does) {
      const { command } = entry.does
      queueMicrotask(() => command.run())
      return
    }
    rememberRecent(workspace.session.workspaceId, entry.does.recent)
    navigate(workspace.href(entry.does.place))
  }
  const move = (step: number) => {
    const { length } = entries()
    if (length > 0) setActive((active() + step + length) % length)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.isComposing) return
    const isMove = event.key === 'ArrowDown' || event.key === 'ArrowUp'
    if (isMove) move(event.key === 'ArrowDown' ? 1 : -1)
    else if (event.key === 'Enter') take(entries()[active()])
    else if (event.key === 'k' && (event.metaKey || event.ctrlKey)) props.onClose()
    else return
    event.preventDefault()
    event.stopPropagation()
  }

  return (
    <Portal>
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: Esc closes it too */}
      <dialog
        ref={dialog}
        class="palette"
        aria-label="Search or run a command"
        onCancel={(event) => {
          event.preventDefault()
          props.onClose()
        }}
        onClick={(event) => {
          if (event.target === dialog) props.onClose()
        }}
      >
        <div class="palette-box">
          <div class="palette-line">
            <Icon name="search" />
            <input
              class="palette-input"
              type="text"
              role="combobox"
              aria-label="Search"
              aria-expanded="true"
              aria-controls={listId}
              aria-autocomplete="list"
              aria-activedescendant={entries().length > 0 ? `${listId}-${active()}` : undefined}
              placeholder="An account, promotion, packet, person, item or command"
              autocomplete="off"
              spellcheck={false}
              value={query()}
              onInput={(event) => setQuery(event.currentTarget.value)}
              onKeyDown={onKeyDown}
            />
            <button type="button" class="palette-close" onClick={() => props.onClose()}>
              {isPhone() ? 'Cancel' : 'Esc'}
            </button>
          </div>
          <div ref={list} id={listId} class="palette-list" role="listbox" aria-label="Results">
            <For each={entries()}>
              {(entry, at) => (
                <>
                  <Show when={entries()[at() - 1]?.group !== entry.group}>
                    <div class="palette-group" role="presentation">
                      {entry.group}
                    </div>
                  </Show>
                  {/* biome-ignore lint/a11y/useFocusableInteractive: focus stays in the input, as the combobox pattern wants */}
                  {/* biome-ignore lint/a11y/useKeyWithClickEvents: the input has the keys */}
                  <div
                    id={`${listId}-${at()}`}
                    class="palette-entry"
                    role="option"
                    aria-selected={at() === active()}
                    data-index={at()}
                    onPointerMove={() => setActive(at())}
                    onClick={() => take(entry)}
                  >
                    <Icon name={entry.icon} />
                    <span class="palette-title">{entry.title}</span>
                    <span class="palette-detail">{entry.detail}</span>
                    <Show when={entry.keys}>
                      {(keys) => (
                        <span class="palette-keys">
                          <For each={keyCaps(keys())}>{(cap) => <kbd>{cap}</kbd>}</For>
                        </span>
                      )}
                    </Show>
                  </div>
                </>
              )}
            </For>
          </div>
          <Show when={entries().length === 0}>
            <p class="palette-nothing" role="status">
              Nothing on this device is called that.
            </p>
          </Show>
        </div>
      </dialog>
    </Portal>
  )
}
