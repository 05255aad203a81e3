// Which promotions are shown. A filter is a value that reads from and writes to the address of the page, so that a view
// can be sent to a colleague. What it leaves is decided in `filter-matcher.ts`, which loads with the first filter.

import { isId } from '../../../shared/base/id.ts'

export interface PromotionFilter {
  readonly text: string
  readonly accountIds: readonly string[]
  /** Promoted groups, by name. */
  readonly groups: readonly string[]
  readonly mechanics: readonly string[]
  readonly statuses: readonly string[]
  /** By name; `NOBODY` for promotions without one. */
  readonly owners: readonly string[]
  readonly themes: readonly string[]
  readonly merchandising: readonly string[]
  /** Levels of clashes. */
  readonly clashes: readonly string[]
  /** Empty, a name of `time-windows.ts` ("next-13w"), or `2027-02-01..2027-03-31`. */
  readonly when: string
}

/** A filter that is a set of choices, and its name in the address. */
export type FilterSet = Exclude<keyof PromotionFilter, 'text' | 'when'>

const PARAM_OF: Readonly<Record<FilterSet, string>> = {
  accountIds: 'accounts',
  groups: 'groups',
  mechanics: 'mechanics',
  statuses: 'statuses',
  owners: 'owners',
  themes: 'themes',
  merchandising: 'merch',
  clashes: 'clash',
}
export const FILTER_SETS = Object.keys(PARAM_OF) as readonly FilterSet[]

/** Stands for having none, where one may choose among names. */
export const NOBODY = '–'

export const NO_FILTER: PromotionFilter = {
  text: '',
  accountIds: [],
  groups: [],
  mechanics: [],
  statuses: [],
  owners: [],
  themes: [],
  merchandising: [],
  clashes: [],
  when: '',
}

export type FilterParams = Readonly<Record<string, string | undefined>>

const TEXT_LENGTH_MAX = 200
const CODE = /^\w{1,40}$/
const WHEN = /^(?:[a-z0-9-]{1,20}|\d{4}-\d\d-\d\d\.\.\d{4}-\d\d-\d\d)$/

/** A name may hold a comma; a list is apart by commas. */
const listed = (value: string | undefined): readonly string[] => (value ? value.split(',').map((name) => name.replaceAll('%2C', ',')) : [])
const joined = (names: readonly string[]): string | undefined => names.map((name) => name.replaceAll(',', '%2C')).join(',') || undefined

const isKnown = (set: FilterSet, name: string): boolean =>
  set === 'groups' || set === 'owners' || set === 'themes' ? name !== '' && name.length <= TEXT_LENGTH_MAX : set === 'accountIds' ? isId(name) : CODE.test(name)

export const filterFromParams = (params: FilterParams): PromotionFilter => ({
  ...(Object.fromEntries(FILTER_SETS.map((set) => [set, listed(params[PARAM_OF[set]]).filter((name) => isKnown(set, name))])) as unknown as Pick<
    PromotionFilter,
    FilterSet
  >),
  text: (params.q ?? '').slice(0, TEXT_LENGTH_MAX),
  // `now=1` is how older links say it.
  when: WHEN.test(params.when ?? '') ? (params.when ?? '') : params.now === '1' ? 'now' : '',
})

export const filterToParams = (filter: PromotionFilter): FilterParams => ({
  ...Object.fromEntries(FILTER_SETS.map((set) => [PARAM_OF[set], joined(filter[set])])),
  q: filter.text || undefined,
  when: filter.when || undefined,
  now: undefined,
})

/** How many things it filters by, the text not counted. */
export const filterCount = (filter: PromotionFilter): number => FILTER_SETS.filter((set) => filter[set].length > 0).length + (filter.when === '' ? 0 : 1)

export const isFiltering = (filter: PromotionFilter): boolean => filter.text.trim() !== '' || filterCount(filter) > 0
