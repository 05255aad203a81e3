// The week systems Endcap ships with (DOMAIN §5). They are starting points: a workspace may copy one and edit it.

import type { WeekSystem } from '../../docs/terms/week-system.ts'

const FEB_1 = { month: 2, day: 1 }
const JAN_1 = { month: 1, day: 1 }

const NRF_454: WeekSystem = {
  id: 'nrf-454',
  label: 'NRF 4-5-4, Sun–Sat from the Sunday nearest 1 February',
  weekStart: 0,
  pattern: '454',
  anchor: 'nearest',
  anchorDate: FEB_1,
  labelYear: 'start',
  key: 'none',
  overrides: [],
}

export const WEEK_SYSTEM_PRESETS: readonly WeekSystem[] = [
  NRF_454,
  {
    id: 'walmart',
    label: 'Walmart 4-5-4, Sat–Fri from the Saturday on or before 1 February',
    weekStart: 6,
    pattern: '454',
    anchor: 'onOrBefore',
    anchorDate: FEB_1,
    labelYear: 'end',
    key: 'startYearWeek',
    overrides: [],
  },
  {
    ...NRF_454,
    id: 'target',
    label: 'Target 4-5-4, Sun–Sat from the Sunday nearest 1 February',
    overrides: [{ year: 2023, start: '2023-01-29', weeks: 53 }],
  },
  { ...NRF_454, id: '13x4', label: '13 periods of 4 weeks, quarters of 4-3-3-3, from the Sunday nearest 1 February', pattern: '13x4' },
  {
    id: '12-12-12-16',
    label: 'Quarters of 12-12-12-16 weeks, ending the last Saturday of August',
    weekStart: 0,
    pattern: [12, 12, 12, 16],
    anchor: 'lastDowOfMonth',
    anchorDate: { month: 8, day: 31 },
    labelYear: 'end',
    key: 'none',
    overrides: [],
  },
  {
    id: 'iso',
    label: 'ISO 8601 weeks, Mon–Sun',
    weekStart: 1,
    pattern: 'iso',
    anchor: 'nearest',
    anchorDate: JAN_1,
    labelYear: 'start',
    key: 'isoWeek',
    overrides: [],
  },
  {
    id: 'gregorian',
    label: 'Calendar months, weeks Sun–Sat',
    weekStart: 0,
    pattern: 'gregorian',
    anchor: 'fixed',
    anchorDate: JAN_1,
    labelYear: 'start',
    key: 'none',
    overrides: [],
  },
  { ...NRF_454, id: '445', label: '4-4-5, Sun–Sat from the Sunday nearest 1 January', pattern: '445', anchorDate: JAN_1 },
  { ...NRF_454, id: '544', label: '5-4-4, Sun–Sat from the Sunday nearest 1 January', pattern: '544', anchorDate: JAN_1 },
]

/** What an account without a readable choice is shown in. */
export const DEFAULT_WEEK_SYSTEM: WeekSystem = NRF_454

/** The system of that id, the workspace's own before the presets; null when nobody knows it. */
export const weekSystemById = (id: string, own: readonly WeekSystem[] = []): WeekSystem | null =>
  own.find((system) => system.id === id) ?? WEEK_SYSTEM_PRESETS.find((system) => system.id === id) ?? null
