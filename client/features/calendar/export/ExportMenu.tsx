// What leaves the calendar: the promotions that are shown, as files, on paper, in other calendars. What each way needs is
// loaded when it is asked for.

import { useNavigate } from '@solidjs/router'
import { For } from 'solid-js'
import { useCalendar } from '../calendar-state.ts'
import { exportCalendarFile, exportCsv, exportRows } from './export-acts.ts'
import type { PaperPurpose } from './PaperDialog.tsx'
import './ExportMenu.css'

interface Way {
  readonly label: string
  readonly hint: string
  readonly run: () => void
  /** Needs no promotion to be shown. */
  readonly isAlways?: boolean
}

export const ExportMenu = (props: { readonly onClose: () => void; readonly onPaper: (purpose: PaperPurpose) => void }) => {
  const calendar = useCalendar()
  const navigate = useNavigate()
  const ways: readonly Way[] = [
    { label: 'Excel, in rows', hint: 'Real dates and numbers; imports back', run: () => void exportRows(calendar) },
    { label: 'Excel, weeks across', hint: 'The wall calendar people pass around', run: () => props.onPaper('workbook') },
    { label: 'CSV', hint: 'For other programs; imports back', run: () => void exportCsv(calendar) },
    { label: 'Print, PDF or picture', hint: 'A year or a quarter on one page', run: () => props.onPaper('paper') },
    { label: 'Calendar file', hint: 'ICS, as it is now', run: () => void exportCalendarFile(calendar) },
    {
      label: 'Calendar feed',
      hint: 'An address Outlook and others follow',
      isAlways: true,
      run: () => navigate(calendar.workspace.href('/settings?part=feeds')),
    },
  ]
  const words = () => {
    const shown = calendar.shown().length
    if (shown === 0) return 'Nothing is shown.'
    if (shown < calendar.all().length) return `The ${shown === 1 ? 'promotion' : `${shown} promotions`} the filter leaves`
    return shown === 1 ? 'The promotion of this workspace' : `All ${shown} promotions`
  }
  return (
    <div class="export-menu">
      <p class="export-menu-words">{words()}</p>
      <For each={ways}>
        {(way) => (
          <button
            type="button"
            class="export-way"
            disabled={way.isAlways !== true && calendar.shown().length === 0}
            onClick={() => {
              props.onClose()
              way.run()
            }}
          >
            <span>{way.label}</span>
            <span class="export-way-hint">{way.hint}</span>
          </button>
        )}
      </For>
    </div>
  )
}
