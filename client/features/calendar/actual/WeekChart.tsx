// Units week by week around a promotion: bars for what was sold, a line for the usual, its weeks shaded, other promoted
// weeks hatched. Said in words, too, for who cannot see it.

import { createMemo, createSignal, createUniqueId, For, Show } from 'solid-js'
import { addDays, type DateWindow, overlaps } from '../../../../shared/base/civil.ts'
import { groupDigits } from '../../../../shared/base/money.ts'
import type { ChartWeek } from '../../../../shared/domain/actuals/fact-weeks.ts'
import { dayMonthLabel } from '../../../../shared/domain/weeks/week-labels.ts'
import './week-chart.css'

export interface WeekChartProps {
  readonly weeks: readonly ChartWeek[]
  readonly window: DateWindow
  readonly promoted: ReadonlySet<string>
  /** Units a week; null while there is none. */
  readonly baseline: number | null
  readonly label: string
}

const HEIGHT = 120
const WIDTH = 384

export const WeekChart = (props: WeekChartProps) => {
  const id = createUniqueId()
  const [pointed, setPointed] = createSignal<number | null>(null)
  const most = () => Math.max(1, props.baseline ?? 0, ...props.weeks.map(({ value }) => value))
  const step = () => WIDTH / Math.max(1, props.weeks.length)
  const y = (value: number) => HEIGHT - (Math.max(0, value) / most()) * (HEIGHT - 8)
  const isOwn = (week: string) => overlaps({ from: week, to: addDays(week, 6) }, props.window)
  const shade = createMemo(() => {
    const own = props.weeks.flatMap(({ week }, index) => (isOwn(week) ? [index] : []))
    const [first] = own
    return first === undefined ? null : { x: first * step(), width: ((own.at(-1) ?? first) - first + 1) * step() }
  })
  const kind = ({ week }: ChartWeek) => (isOwn(week) ? 'own' : props.promoted.has(week) ? 'promoted' : 'plain')
  const words = (week: ChartWeek) => `${dayMonthLabel(week.week)} ${week.week.slice(0, 4)}: ${groupDigits(Math.round(week.value))} units`
  const said = () => {
    const at = pointed()
    const week = at === null ? undefined : props.weeks[at]
    return week === undefined ? null : `${words(week)}${{ own: ', this promotion', promoted: ', promoted', plain: '' }[kind(week)]}`
  }
  return (
    <figure class="week-chart">
      <svg
        viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
        preserveAspectRatio="none"
        role="img"
        aria-label={props.label}
        onPointerMove={(event) => {
          const box = event.currentTarget.getBoundingClientRect()
          setPointed(Math.min(props.weeks.length - 1, Math.max(0, Math.floor(((event.clientX - box.left) / box.width) * props.weeks.length))))
        }}
        onPointerLeave={() => setPointed(null)}
      >
        <defs>
          <pattern id={id} width="4" height="4" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
            <rect width="4" height="4" class="week-chart-hatch-ground" />
            <rect width="2" height="4" class="week-chart-hatch" />
          </pattern>
        </defs>
        <Show when={shade()}>{(own) => <rect class="week-chart-shade" x={own().x} y="0" width={own().width} height={HEIGHT} />}</Show>
        <For each={props.weeks}>
          {(week, index) => (
            <rect
              class="week-chart-bar"
              data-kind={kind(week)}
              data-pointed={pointed() === index() ? '' : undefined}
              fill={kind(week) === 'promoted' ? `url(#${id})` : undefined}
              x={index() * step() + step() * 0.12}
              width={step() * 0.76}
              y={y(week.value)}
              height={HEIGHT - y(week.value)}
            />
          )}
        </For>
        <Show when={props.baseline}>{(usual) => <line class="week-chart-usual" x1="0" x2={WIDTH} y1={y(usual())} y2={y(usual())} />}</Show>
      </svg>
      <figcaption class="week-chart-axis">
        <span>{props.weeks[0] === undefined ? '' : dayMonthLabel(props.weeks[0].week)}</span>
        <span class="week-chart-said">{said() ?? ''}</span>
        <span>{props.weeks.at(-1) === undefined ? '' : dayMonthLabel(props.weeks.at(-1)?.week ?? '')}</span>
      </figcaption>
      <ul class="week-chart-legend" aria-hidden="true">
        <li data-kind="own">This promotion</li>
        <li data-kind="promoted">Promoted</li>
        <li data-kind="plain">Not promoted</li>
        <Show when={props.baseline !== null}>
          <li data-kind="usual">Baseline</li>
        </Show>
      </ul>
    </figure>
  )
}
