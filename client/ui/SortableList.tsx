// A list whose rows can be put in another order: by the handle with pointer or finger, by ↑ ↓ on the handle, by Alt+↑ ↓
// anywhere in a row. What happened is said to a screen reader. The order itself is the caller's.

import type { JSX } from 'solid-js'
import { createSignal, For, Show } from 'solid-js'
import { Icon } from './Icon.tsx'
import './SortableList.css'

export interface SortableListProps<Row extends { readonly id: string }> {
  readonly label: string
  readonly rows: readonly Row[]
  /** Null puts it first. */
  readonly onMove: (row: Row, after: Row | null) => void
  readonly nameOf: (row: Row) => string
  readonly isFixed?: boolean | undefined
  readonly class?: string | undefined
  readonly children: (row: Row, index: () => number) => JSX.Element
}

interface Drag {
  readonly id: string
  /** Where it would land among the others. */
  readonly index: number
}

export const SortableList = <Row extends { readonly id: string }>(props: SortableListProps<Row>) => {
  const [drag, setDrag] = createSignal<Drag | null>(null)
  const [said, setSaid] = createSignal('')
  let list!: HTMLUListElement

  const indexOf = (row: Row) => props.rows.findIndex(({ id }) => id === row.id)
  const moveTo = (row: Row, index: number) => {
    const others = props.rows.filter(({ id }) => id !== row.id)
    const target = Math.max(0, Math.min(others.length, index))
    if (target === indexOf(row)) return
    const focused = document.activeElement
    props.onMove(row, others[target - 1] ?? null)
    setSaid(`${props.nameOf(row)}: place ${target + 1} of ${props.rows.length}`)
    // A row that moves in the document loses the focus on the way.
    requestAnimationFrame(() => {
      if (focused instanceof HTMLElement && focused.isConnected && document.activeElement !== focused) focused.focus()
    })
  }

  const onKeyDown = (event: KeyboardEvent, row: Row, isHandle: boolean) => {
    const step = { ArrowUp: -1, ArrowDown: 1 }[event.key]
    if (step === undefined || props.isFixed || !(event.altKey || isHandle)) return
    event.preventDefault()
    event.stopPropagation()
    moveTo(row, indexOf(row) + step)
  }

  const startDrag = (event: PointerEvent & { currentTarget: HTMLElement }, row: Row) => {
    if (event.button !== 0) return
    const handle = event.currentTarget
    handle.setPointerCapture(event.pointerId)
    const others = [...list.querySelectorAll<HTMLElement>(':scope > li')].filter(({ dataset }) => dataset.row !== row.id)
    const move = (moved: PointerEvent) => {
      const index = others.filter((element) => {
        const box = element.getBoundingClientRect()
        return moved.clientY > box.top + box.height / 2
      }).length
      if (drag()?.index !== index) setDrag({ id: row.id, index })
    }
    const end = (isDone: boolean) => {
      const landed = drag()
      stop.abort()
      setDrag(null)
      if (isDone && landed !== null) moveTo(row, landed.index)
    }
    const stop = new AbortController()
    const { signal } = stop
    handle.addEventListener('pointermove', move, { signal })
    handle.addEventListener('pointerup', () => end(true), { signal })
    handle.addEventListener('pointercancel', () => end(false), { signal })
    addEventListener(
      'keydown',
      (key) => {
        if (key.key !== 'Escape') return
        key.preventDefault()
        key.stopPropagation()
        end(false)
      },
      { signal, capture: true },
    )
  }

  /** The line that shows where the row would land: before or after which one. */
  const dropMark = (row: Row): 'before' | 'after' | undefined => {
    const dragged = drag()
    if (dragged === null || dragged.id === row.id) return undefined
    const others = props.rows.filter(({ id }) => id !== dragged.id)
    if (others[dragged.index]?.id === row.id) return 'before'
    return dragged.index === others.length && others.at(-1)?.id === row.id ? 'after' : undefined
  }

  return (
    <>
      <ul
        ref={list}
        class={props.class === undefined ? 'sortable' : `sortable ${props.class}`}
        aria-label={props.label}
        data-fixed={props.isFixed ? '' : undefined}
        data-dragging={drag() === null ? undefined : ''}
      >
        <For each={props.rows}>
          {(row, index) => (
            <li
              class="sortable-row"
              data-row={row.id}
              data-dragged={drag()?.id === row.id ? '' : undefined}
              data-drop={dropMark(row)}
              onKeyDown={(event) => onKeyDown(event, row, false)}
            >
              <Show when={!props.isFixed}>
                <button
                  type="button"
                  class="sortable-handle"
                  aria-label={`Move ${props.nameOf(row)}`}
                  title="Drag, or Alt+↑ ↓"
                  onPointerDown={(event) => startDrag(event, row)}
                  onKeyDown={(event) => onKeyDown(event, row, true)}
                >
                  <Icon name="drag" />
                </button>
              </Show>
              {props.children(row, index)}
            </li>
          )}
        </For>
      </ul>
      <p class="visually-hidden" role="status">
        {said()}
      </p>
    </>
  )
}
