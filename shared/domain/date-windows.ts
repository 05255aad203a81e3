// Questions about windows that only planning asks.

import type { DateWindow } from '../base/civil.ts'

export const isSameDates = (a: DateWindow | null, b: DateWindow | null): boolean => a === b || (a !== null && b !== null && a.from === b.from && a.to === b.to)
