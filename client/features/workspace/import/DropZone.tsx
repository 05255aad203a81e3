// Three ways in: drop files, choose them, or paste cells. The whole zone takes a drop; the paste box takes ⌘V from a
// spreadsheet and never shows what was pasted as text.

import { createSignal } from 'solid-js'
import { Button } from '../../../ui/Button.tsx'
import { Icon } from '../../../ui/Icon.tsx'
import { isPhone } from '../../../ui/viewport.ts'
import '../../../ui/Field.css'
import './DropZone.css'

export interface DropZoneProps {
  readonly onFiles: (files: Iterable<File>) => void
  readonly onPaste: (text: string) => void
  /** Something was given already: the zone is a strip. */
  readonly isSmall: boolean
}

export const DropZone = (props: DropZoneProps) => {
  const [isOver, setIsOver] = createSignal(false)
  let picker!: HTMLInputElement
  return (
    <section
      class="drop-zone"
      aria-label="Files to import"
      data-over={isOver() ? '' : undefined}
      data-small={props.isSmall ? '' : undefined}
      onDragOver={(event) => {
        event.preventDefault()
        setIsOver(true)
      }}
      onDragLeave={() => setIsOver(false)}
      onDrop={(event) => {
        event.preventDefault()
        setIsOver(false)
        const files = event.dataTransfer?.files
        if (files !== undefined && files.length > 0) return props.onFiles([...files])
        const text = event.dataTransfer?.getData('text/plain') ?? ''
        if (text !== '') props.onPaste(text)
      }}
    >
      <Icon name="import" class="drop-icon" />
      <div class="drop-words">
        <p class="drop-title">{props.isSmall ? 'Add another file' : isPhone() ? 'Choose your lists' : 'Drop your lists here'}</p>
        <p class="drop-hint">Accounts, items, promotions and weekly sales as Excel, CSV or TSV, in any order, all at once.</p>
      </div>
      <div class="drop-ways">
        <Button kind={props.isSmall ? 'plain' : 'primary'} onClick={() => picker.click()}>
          Choose files
        </Button>
        <label class="drop-paste">
          <span class="visually-hidden">Paste cells from a spreadsheet</span>
          <textarea
            class="field-input drop-paste-box"
            rows={1}
            placeholder="or paste cells"
            value=""
            onPaste={(event) => {
              event.preventDefault()
              const text = event.clipboardData?.getData('text/plain') ?? ''
              if (text.trim() !== '') props.onPaste(text)
            }}
            onInput={(event) => {
              // Dictated, dropped, or put there by an assistive tool.
              const text = event.currentTarget.value
              if (!text.includes('\n')) return
              event.currentTarget.value = ''
              props.onPaste(text)
            }}
          />
        </label>
      </div>
      <input
        ref={picker}
        class="visually-hidden"
        type="file"
        multiple
        tabIndex={-1}
        aria-label="Files to import"
        accept=".xlsx,.xlsm,.csv,.tsv,.txt,.tab,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet,text/csv,text/tab-separated-values,text/plain"
        onChange={(event) => {
          const { files } = event.currentTarget
          if (files !== null && files.length > 0) props.onFiles([...files])
          event.currentTarget.value = ''
        }}
      />
    </section>
  )
}
