// A promotion kept as a template, in the workspace's settings: its draft with every date counted from the first day in
// store. Used, it is moved to where it is wanted. What an older or foreign client wrote and nobody can read is null.

import { type CivilDate, daysBetween } from '../../base/civil.ts'
import { type PromotionDraft, shiftDraft } from '../promotion-draft.ts'

const DRAFT_LENGTH_MAX = 20_000

/** Null when it is too long to keep, or has no dates to count from. */
export const toTemplate = (draft: PromotionDraft): string | null => {
  if (draft.promotion.inStore == null) return null
  const { externalKey: _key, clonedFrom: _cloned, movedTo: _moved, supersedes: _supersedes, settledOn: _settled, ...kept } = draft.promotion
  const text = JSON.stringify({ ...draft, promotion: { ...kept, name: '', status: 'idea' } })
  return text.length <= DRAFT_LENGTH_MAX ? text : null
}

/** The draft of a template, in store from that day on. Values are checked where it is created. */
export const fromTemplate = (template: string, from: CivilDate, today: CivilDate): PromotionDraft | null => {
  const draft = parsed(template)
  const start = draft?.promotion.inStore?.from
  return draft === null || typeof start !== 'string' ? null : shiftDraft(draft, daysBetween(start, from), today)
}

const parsed = (template: string): PromotionDraft | null => {
  try {
    const draft = JSON.parse(template) as Partial<PromotionDraft> | null
    return typeof draft?.promotion === 'object' && draft.promotion !== null && Array.isArray(draft.lines) ? (draft as PromotionDraft) : null
  } catch {
    return null
  }
}
