// One set of icons, drawn on a 16 px grid with a 1.5 px pen. Each is a list of path data; dots are zero-length strokes. Here
// are those of the frame and the timeline; the others load with the first of them.

import { createSignal } from 'solid-js'
import type { MORE_PATHS } from './icon-paths.ts'
import './Icon.css'

const PATHS = {
  today: 'M3 4.5h10v9H3zM3 7h10M5.5 2.5v3M10.5 2.5v3M8 10.25h.01',
  calendar: 'M2.5 3.5h11v10h-11zM2.5 6.5h11M4.5 9h4M7.5 11.25h4',
  accounts:
    'M2.5 13.5V7M13.5 13.5V7M2 13.5h12M2 6.5l1-4h10l1 4c0 1-.7 1.5-1.5 1.5S11 7.5 11 6.5c0 1-.7 1.5-1.5 1.5S8 7.5 8 6.5c0 1-.7 1.5-1.5 1.5S5 7.5 5 6.5C5 7.5 4.3 8 3.5 8S2 7.5 2 6.5zM6 13.5v-3h4v3',
  packets: 'M4 2.5h5.5L12.5 5.5v8H4zM9.25 2.75V6h3M6 8.5h4.5M6 11h3',
  items: 'M8 1.75l5.5 3v6.5L8 14.25l-5.5-3v-6.5zM2.75 4.9L8 7.75l5.25-2.85M8 7.75v6.25M5.25 3.25l5.25 3',
  import: 'M8 2v7.5M5 6.75l3 3 3-3M2.5 11v2.5h11V11',
  trash: 'M2.5 4.25h11M6 4V2.5h4V4M4 4.5l.6 9h6.8l.6-9M6.75 7v4M9.25 7v4',
  settings: 'M2.5 4.5h6M12 4.5h1.5M2.5 11.5H4M7.5 11.5h6M10.25 2.75v3.5M5.75 9.75v3.5',
  more: 'M3.5 7.6a.4.4 0 1 0 0 .8.4.4 0 1 0 0-.8zM8 7.6a.4.4 0 1 0 0 .8.4.4 0 1 0 0-.8zM12.5 7.6a.4.4 0 1 0 0 .8.4.4 0 1 0 0-.8z',
  plus: 'M8 3v10M3 8h10',
  search: 'M7 2.5a4.5 4.5 0 1 0 0 9a4.5 4.5 0 1 0 0-9zM10.3 10.3l3.2 3.2',
  close: 'M3.75 3.75l8.5 8.5M12.25 3.75l-8.5 8.5',
  check: 'M3 8.5l3.25 3.25L13 4.75',
  'chevron-down': 'M4 6l4 4 4-4',
  'chevron-left': 'M10 4L6 8l4 4',
  'chevron-right': 'M6 4l4 4-4 4',
  people:
    'M6 2.75a2.5 2.5 0 1 0 0 5a2.5 2.5 0 1 0 0-5zM1.5 13.25c.25-2.5 2-3.5 4.5-3.5s4.25 1 4.5 3.5M10.5 3a2.4 2.4 0 0 1 0 4.6M12 9.9c1.5.4 2.35 1.5 2.5 3.35',
  offline: 'M2 2l12 12M6.25 4a4 4 0 0 1 5.65 3.25 2.65 2.65 0 0 1 1.85 3.75M11.5 12.5h-7a3 3 0 0 1-.3-5.95',
  list: 'M5.5 4h8M5.5 8h8M5.5 12h8M2.5 4h.01M2.5 8h.01M2.5 12h.01',
  warning: 'M8 2.25l6.25 11.25H1.75zM8 6.5v3.25M8 11.5h.01',
  timeline: 'M2 4h7M5 8h8M3 12h6',
  'sign-out': 'M6.5 2.5H3v11h3.5M9.75 5l3 3-3 3M12.5 8H6',
} as const

export type IconName = keyof typeof PATHS | keyof typeof MORE_PATHS

const [more, setMore] = createSignal<typeof MORE_PATHS | null>(null)
let isAsked = false

const pathOf = (name: IconName): string => {
  if (name in PATHS) return PATHS[name as keyof typeof PATHS]
  if (!isAsked) {
    isAsked = true
    void import('./icon-paths.ts').then(({ MORE_PATHS }) => setMore(MORE_PATHS))
  }
  return more()?.[name as keyof typeof MORE_PATHS] ?? ''
}

export const Icon = (props: { name: IconName; class?: string | undefined }) => (
  <svg class={props.class === undefined ? 'icon' : `icon ${props.class}`} viewBox="0 0 16 16" aria-hidden="true">
    <path d={pathOf(props.name)} />
  </svg>
)
