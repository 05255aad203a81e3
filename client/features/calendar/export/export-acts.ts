// What the export menu does. Everything here is about the promotions that are shown: the filter decides what goes out.

import type { DateWindow } from '../../../../shared/base/civil.ts'
import { browserPlatform } from '../../../platform.ts'
import { saveFile } from '../../../ui/save-file.ts'
import { notify } from '../../../ui/toasts.tsx'
import type { CalendarState } from '../calendar-state.ts'
import type { WallAccount } from './wall-layout.ts'

export const fileName = (calendar: CalendarState, what: string, ending: string): string => {
  const [only, ...others] = calendar.shownAccountIds()
  const account = only === undefined || others.length > 0 ? '' : (calendar.accountById(only)?.name ?? '')
  return `${[account, what, calendar.workspace.today()].filter((part) => part !== '').join(' ')}.${ending}`.replace(/[\\/:*?"<>|]/g, '-')
}

/** Says what it saved, or that it could not. */
const saving = async (work: () => Promise<string>): Promise<void> => {
  try {
    notify({ message: await work() })
  } catch {
    notify({ message: 'The file could not be made. Nothing was changed; try again.' })
  }
}

const countWords = (calendar: CalendarState): string => {
  const count = calendar.shown().length
  return count === 1 ? '1 promotion' : `${count} promotions`
}

export const exportRows = (calendar: CalendarState): Promise<void> =>
  saving(async () => {
    const [{ shownSheet }, { rowSheet, writeWorkbook }] = await Promise.all([import('./row-files.ts'), import('./workbook.ts')])
    const sheet = await shownSheet(calendar.workspace, calendar, calendar.shown())
    saveFile(fileName(calendar, 'promotions', 'xlsx'), '', await writeWorkbook([rowSheet(sheet)]))
    return `Saved ${countWords(calendar)} as a workbook. Change it and import it again: each row is recognised.`
  })

export const exportCsv = (calendar: CalendarState): Promise<void> =>
  saving(async () => {
    const { csvText, shownSheet } = await import('./row-files.ts')
    saveFile(fileName(calendar, 'promotions', 'csv'), 'text/csv', csvText(await shownSheet(calendar.workspace, calendar, calendar.shown())))
    return `Saved ${countWords(calendar)} as a CSV.`
  })

export const exportCalendarFile = (calendar: CalendarState): Promise<void> =>
  saving(async () => {
    const { calendarFile } = await import('./calendar-file.ts')
    const text = calendarFile({
      name: calendar.workspace.session.workspaceName,
      promotions: calendar.shown(),
      accountOf: calendar.accountById,
      urlOf: (id) => `${location.origin}${calendar.workspace.href(`/calendar?promotion=${id}`)}`,
      now: browserPlatform.now(),
    })
    saveFile(fileName(calendar, 'promotions', 'ics'), 'text/calendar', text)
    return `Saved ${countWords(calendar)} as a calendar file. It stays as it is; a calendar feed follows the plan.`
  })

export const shownAccounts = (calendar: CalendarState): readonly WallAccount[] =>
  calendar.shownAccountIds().flatMap((accountId) => {
    const account = calendar.accountById(accountId)
    return account === null ? [] : [{ account, promotions: calendar.shownOf(accountId) }]
  })

export const exportWall = (calendar: CalendarState, window: DateWindow): Promise<void> =>
  saving(async () => {
    const [{ wallSheet }, { writeWorkbook }] = await Promise.all([import('./wall-workbook.ts'), import('./workbook.ts')])
    const sheets = shownAccounts(calendar).map(({ account, promotions }) => wallSheet({ account, promotions, window }))
    if (sheets.length === 0) return 'There is nothing to save.'
    saveFile(fileName(calendar, 'wall calendar', 'xlsx'), '', await writeWorkbook(uniquelyNamed(sheets)))
    return `Saved ${sheets.length === 1 ? 'a wall calendar' : `wall calendars of ${sheets.length} accounts`} as a workbook.`
  })

/** A workbook may not have two sheets of one name, whatever their case. */
const uniquelyNamed = <Sheet extends { readonly name: string }>(sheets: readonly Sheet[]): readonly Sheet[] => {
  const used = new Set<string>()
  return sheets.map((sheet) => {
    let name = sheet.name.slice(0, 28)
    for (let next = 2; used.has(name.toLowerCase()); next++) name = `${sheet.name.slice(0, 25)} ${next}`
    used.add(name.toLowerCase())
    return { ...sheet, name }
  })
}
