// A long table of which only the rows in sight exist, with room for the others above and below: the rows' parent is a
// `.virtual-body` with `--before` and `--after`. Rows are measured once they are there, so they may be of any height.

import { createVirtualizer, type VirtualItem } from '@tanstack/solid-virtual'
import './virtual-rows.css'

export interface VirtualRowsOptions {
  readonly count: () => number
  /** Px; a first guess. */
  readonly rowHeight: () => number
  readonly scroller: () => HTMLElement | null
}

export interface VirtualRows {
  readonly items: () => readonly VirtualItem[]
  /** Px of the rows above and below those that exist. */
  readonly before: () => number
  readonly after: () => number
  /** A `ref` for each row, which carries `data-index`. */
  readonly measure: (element: Element) => void
  readonly show: (index: number) => void
}

export const createVirtualRows = (options: VirtualRowsOptions): VirtualRows => {
  const virtualizer = createVirtualizer({
    get count() {
      return options.count()
    },
    getScrollElement: options.scroller,
    estimateSize: () => options.rowHeight(),
    overscan: 16,
    // The heading stays in sight above the rows.
    get scrollPaddingStart() {
      return options.rowHeight()
    },
  })
  return {
    items: () => virtualizer.getVirtualItems(),
    before: () => virtualizer.getVirtualItems()[0]?.start ?? 0,
    after: () => virtualizer.getTotalSize() - (virtualizer.getVirtualItems().at(-1)?.end ?? 0),
    measure: (element) => queueMicrotask(() => virtualizer.measureElement(element)),
    show: (index) => virtualizer.scrollToIndex(index, { align: 'auto' }),
  }
}
