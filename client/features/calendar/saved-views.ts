// Saved views: a place, a filter and what a view shows beside it, under a name. They are rows of the workspace's settings, so
// that they are on every device of whoever made them; one with an owner is that person's, one without is everybody's.

import { SETTINGS_PATH } from '../../../shared/base/document-path.ts'
import { err, ok, type Result } from '../../../shared/base/result.ts'
import { addRow, deleteRows, setCell } from '../../../shared/commands/rows.ts'
import type { SavedView } from '../../../shared/docs/settings.ts'
import type { ViewPlace } from '../../../shared/docs/terms/planning-terms.ts'
import type { CalendarState } from './calendar-state.ts'

export type { SavedView }

export interface SavedViewList {
  readonly mine: readonly SavedView[]
  readonly shared: readonly SavedView[]
}

export const savedViews = ({ workspace }: Pick<CalendarState, 'workspace'>): SavedViewList => {
  const views = workspace.summaries.all('settings')[0]?.views ?? []
  return {
    mine: views.filter(({ owner }) => owner === workspace.session.person.id),
    shared: views.filter(({ owner }) => owner === ''),
  }
}

const NAME_LENGTH_MAX = 80

export const saveView = async (calendar: CalendarState, name: string, isShared: boolean): Promise<Result<string, string>> => {
  const { workspace } = calendar
  const given = name.trim().slice(0, NAME_LENGTH_MAX)
  if (given === '') return err('Give the view a name.')
  const place: ViewPlace = calendar.view()
  const input = { name: given, place, query: calendar.query(), owner: isShared ? '' : workspace.session.person.id }
  const outcome = await workspace.run(`Saved the view ${given}`, SETTINGS_PATH, addRow, { rows: 'views', input })
  return outcome.ok ? ok(outcome.value) : err(outcome.error.message)
}

const change = async (calendar: CalendarState, label: string, viewId: string, cells: Readonly<Record<string, string>>): Promise<string | null> =>
  calendar.workspace.edit(label, async ({ run }) => {
    for (const [cell, value] of Object.entries(cells)) {
      const outcome = await run(SETTINGS_PATH, setCell, { rows: 'views', rowId: viewId, cell, value })
      if (!outcome.ok) return outcome.error.message
    }
    return null
  })

export const renameView = (calendar: CalendarState, view: SavedView, name: string): Promise<string | null> =>
  name.trim() === ''
    ? Promise.resolve('Give the view a name.')
    : change(calendar, `Renamed the view ${view.name}`, view.viewId, { name: name.trim().slice(0, NAME_LENGTH_MAX) })

/** Puts what is on the screen now under the view's name. */
export const updateView = (calendar: CalendarState, view: SavedView): Promise<string | null> =>
  change(calendar, `Changed the view ${view.name}`, view.viewId, { query: calendar.query(), place: calendar.view() })

export const shareView = (calendar: CalendarState, view: SavedView, isShared: boolean): Promise<string | null> =>
  change(calendar, isShared ? `Shared the view ${view.name}` : `Kept the view ${view.name} for me`, view.viewId, {
    owner: isShared ? '' : calendar.workspace.session.person.id,
  })

export const deleteView = async (calendar: CalendarState, view: SavedView): Promise<string | null> => {
  const outcome = await calendar.workspace.run(`Deleted the view ${view.name}`, SETTINGS_PATH, deleteRows, { rows: 'views', rowIds: [view.viewId] })
  return outcome.ok ? null : outcome.error.message
}
