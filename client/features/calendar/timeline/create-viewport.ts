// What of the wall is seen: the scroll position and size of the scroller as signals, read once per frame. The visible days
// are stepped in quarters of a screen, so that bars and marks are added and taken away now and then and not while scrolling.

import { type Accessor, batch, createMemo, createSignal, onCleanup } from 'solid-js'
import type { DayRange } from './timeline-ruler.ts'
import { dayAt, type TimelineScale } from './timeline-scale.ts'

/** The account column. */
export const HEAD_WIDTH = 240
/** Months, weeks or days, and holidays below them. */
export const RULER_HEIGHT = 62
export const FOOTER_HEIGHT = 52

export interface Viewport {
  readonly attach: (scroller: HTMLElement) => void
  /** Where it is about to be scrolled to: what is seen there is drawn before it is scrolled, and nothing else is. */
  readonly expect: (left: number, top: number) => void
  readonly left: Accessor<number>
  readonly top: Accessor<number>
  readonly width: Accessor<number>
  readonly height: Accessor<number>
  /** Pixels for the days themselves. */
  readonly trackWidth: Accessor<number>
  /** The same while nothing stands beside the wall: opening details must not change the scale. */
  readonly wallWidth: Accessor<number>
}

export const createViewport = (): Viewport => {
  const [left, setLeft] = createSignal(0)
  const [top, setTop] = createSignal(0)
  const [width, setWidth] = createSignal(0)
  const [height, setHeight] = createSignal(0)
  const [frame, setFrame] = createSignal(0)

  const attach = (scroller: HTMLElement) => {
    const read = () =>
      batch(() => {
        setLeft(scroller.scrollLeft)
        setTop(scroller.scrollTop)
      })
    const measure = () =>
      batch(() => {
        setWidth(scroller.clientWidth)
        setHeight(scroller.clientHeight)
        setFrame((scroller.closest('main') ?? scroller).clientWidth - (scroller.offsetWidth - scroller.clientWidth))
        read()
      })
    const observer = new ResizeObserver(measure)
    observer.observe(scroller)
    scroller.addEventListener('scroll', read, { passive: true })
    measure()
    onCleanup(() => {
      observer.disconnect()
      scroller.removeEventListener('scroll', read)
    })
  }

  return {
    attach,
    expect: (nextLeft, nextTop) =>
      batch(() => {
        setLeft(Math.max(0, nextLeft))
        setTop(nextTop)
      }),
    left,
    top,
    width,
    height,
    trackWidth: () => Math.max(0, width() - HEAD_WIDTH),
    wallWidth: () => Math.max(0, frame() - HEAD_WIDTH),
  }
}

const isSameRange = (a: DayRange, b: DayRange): boolean => a.from === b.from && a.to === b.to

/** The days worth drawing: those seen and, once they are on the screen, a quarter of it to either side. */
export const createDayRange = (viewport: Viewport, scale: Accessor<TimelineScale>, isFirstPaint: Accessor<boolean>): Accessor<DayRange> =>
  createMemo(
    () => {
      const step = Math.max(1, viewport.trackWidth() / 4)
      if (isFirstPaint()) return { from: dayAt(scale(), viewport.left()), to: dayAt(scale(), viewport.left() + viewport.trackWidth()) }
      const first = Math.floor(viewport.left() / step) * step
      return { from: dayAt(scale(), first - step), to: dayAt(scale(), first + viewport.trackWidth() + 2 * step) }
    },
    { from: 0, to: 0 },
    { equals: isSameRange },
  )
