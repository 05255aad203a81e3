// What is promoted and how it pays, line by line.

import { For, Show } from 'solid-js'
import { addRow, deleteRows, moveRow } from '../../../../shared/commands/rows.ts'
import { Button } from '../../../ui/Button.tsx'
import { notifyProblem } from '../../../ui/toasts.tsx'
import { LineEditor } from './LineEditor.tsx'
import { usePromotion } from './promotion-context.ts'

export const PromotionLines = () => {
  const { bind, lines, promotionId } = usePromotion()
  const add = async () => {
    const last = lines().at(-1)
    const input = { promotionId, mechanic: last?.mechanic ?? 'TPR', rateBasis: last?.rateBasis ?? null }
    notifyProblem(await bind.run('Added a line', addRow, { rows: 'lines', input, ...(last === undefined ? {} : { afterId: last.id }) }))
  }
  const remove = async (rowId: string) => notifyProblem(await bind.run('Deleted a line', deleteRows, { rows: 'lines', rowIds: [rowId] }))
  const move = async (index: number, step: -1 | 1) => {
    const line = lines()[index]
    const after = lines()[step === -1 ? index - 2 : index + 1]
    if (line !== undefined) notifyProblem(await bind.run('Reordered the lines', moveRow, { rows: 'lines', rowId: line.id, afterId: after?.id ?? null }))
  }
  return (
    <section class="promotion-section" aria-label="Lines">
      <For each={lines()}>
        {(line, index) => (
          <LineEditor line={line} index={index()} count={lines().length} onRemove={() => void remove(line.id)} onMove={(step) => void move(index(), step)} />
        )}
      </For>
      <Show when={!bind.isReadOnly()}>
        <Button kind="quiet" icon="plus" onClick={() => void add()}>
          Add a line
        </Button>
      </Show>
    </section>
  )
}
