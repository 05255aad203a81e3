// A drawn glimpse of the timeline for the pages before sign-in. Decoration: nothing in it is data, and nobody is told of it.

import { For } from 'solid-js'
import './PlanningWall.css'

const ROWS: readonly (readonly [from: number, weeks: number, family: string, status: string][])[] = [
  [
    [1, 4, 'price', 'confirmed'],
    [7, 4, 'allowance', 'planned'],
    [13, 5, 'price', 'idea'],
  ],
  [
    [0, 2, 'feature', 'confirmed'],
    [3, 5, 'allowance', 'offered'],
    [10, 4, 'offer', 'planned'],
    [16, 4, 'feature', 'idea'],
  ],
  [
    [2, 6, 'price', 'confirmed'],
    [11, 3, 'feature', 'offered'],
  ],
  [
    [0, 3, 'offer', 'confirmed'],
    [5, 2, 'price', 'confirmed'],
    [9, 6, 'allowance', 'offered'],
    [17, 3, 'price', 'planned'],
  ],
  [
    [3, 4, 'other', 'confirmed'],
    [8, 4, 'price', 'offered'],
    [14, 4, 'offer', 'idea'],
  ],
  [
    [1, 5, 'allowance', 'confirmed'],
    [8, 3, 'feature', 'confirmed'],
    [12, 6, 'price', 'planned'],
  ],
  [
    [0, 5, 'price', 'confirmed'],
    [6, 3, 'offer', 'offered'],
    [11, 4, 'price', 'planned'],
    [17, 4, 'allowance', 'idea'],
  ],
  [
    [4, 4, 'feature', 'confirmed'],
    [10, 5, 'price', 'offered'],
  ],
  [
    [2, 3, 'price', 'confirmed'],
    [7, 6, 'allowance', 'confirmed'],
    [15, 3, 'offer', 'planned'],
  ],
]

export const PlanningWall = () => (
  <div class="public-wall" aria-hidden="true">
    <div class="wall">
      <For each={ROWS}>
        {(row) => (
          <div class="wall-row">
            <For each={row}>
              {([from, weeks, family, status]) => (
                <span class="wall-bar" data-family={family} data-status={status} style={{ '--from': String(from), '--weeks': String(weeks) }} />
              )}
            </For>
          </div>
        )}
      </For>
      <span class="wall-today" />
    </div>
  </div>
)
