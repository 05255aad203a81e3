// A plain-text field two people may type into. Edits are splices; each remembers which characters it inserted (by
// client and clock) and which it removed, so that its inverse takes back my characters only and never a colleague's
// typed in between (D11).

import * as Y from 'yjs'

/** One local splice, as much of it as its inverse needs. */
export interface TextSplice {
  readonly inserted: { readonly client: number; readonly from: number; readonly to: number } | null
  readonly removed: string
  readonly position: Y.RelativePosition
}

export interface LiveText {
  readonly read: () => string
  /** Removes `removeCount` UTF-16 units at `index`, then inserts there. One transaction. */
  readonly splice: (index: number, removeCount: number, insert: string) => void
  /** The smallest splice that turns the present text into `next`. */
  readonly replace: (next: string) => void
  readonly observe: (listener: () => void) => () => void
  /** A position that keeps its place while others type. */
  readonly anchor: (index: number) => Y.RelativePosition
  readonly indexOf: (anchor: Y.RelativePosition) => number | null
}

export const spliceText = (ytext: Y.Text, index: number, removeCount: number, insert: string): TextSplice => {
  const doc = ytext.doc as Y.Doc
  const removed = ytext.toString().slice(index, index + removeCount)
  if (removeCount > 0) ytext.delete(index, removeCount)
  const position = Y.createRelativePositionFromTypeIndex(ytext, index, -1)
  const from = Y.getState(doc.store, doc.clientID)
  if (insert !== '') ytext.insert(index, insert)
  const to = Y.getState(doc.store, doc.clientID)
  return { inserted: to > from ? { client: doc.clientID, from, to } : null, removed, position }
}

/** Applies the inverse of a splice and returns the splices that did it, so that it can be redone. */
export const invertSplice = (ytext: Y.Text, splice: TextSplice): readonly TextSplice[] => {
  const done: TextSplice[] = []
  for (const { index, length } of splice.inserted === null ? [] : survivingRuns(ytext, splice.inserted)) {
    done.push(spliceText(ytext, index, length, ''))
  }
  if (splice.removed !== '') {
    const at = Y.createAbsolutePositionFromRelativePosition(splice.position, ytext.doc as Y.Doc)
    done.push(spliceText(ytext, at?.index ?? ytext.length, 0, splice.removed))
  }
  return done
}

/** Runs of characters with these ids that are still there, last first, so that deleting one keeps the others' indexes. */
const survivingRuns = (ytext: Y.Text, ids: { client: number; from: number; to: number }): { index: number; length: number }[] => {
  const runs: { index: number; length: number }[] = []
  let index = 0
  for (let item = ytext._start; item !== null; item = item.right) {
    if (item.deleted || !item.countable) continue
    if (item.id.client === ids.client) {
      const from = Math.max(item.id.clock, ids.from)
      const to = Math.min(item.id.clock + item.length, ids.to)
      if (from < to) runs.unshift({ index: index + from - item.id.clock, length: to - from })
    }
    index += item.length
  }
  return runs
}

/** The smallest splice between two texts, by common prefix and suffix; null when they are equal. */
export const spliceBetween = (before: string, after: string): { index: number; removeCount: number; insert: string } | null => {
  if (before === after) return null
  const shorter = Math.min(before.length, after.length)
  let index = 0
  while (index < shorter && before[index] === after[index]) index++
  // A surrogate pair is one character: do not cut it in two.
  if (index > 0 && /[\uD800-\uDBFF]/.test(before[index - 1] ?? '')) index--
  let tail = 0
  while (tail < shorter - index && before[before.length - 1 - tail] === after[after.length - 1 - tail]) tail++
  if (tail > 0 && /[\uDC00-\uDFFF]/.test(before[before.length - tail] ?? '')) tail--
  return { index, removeCount: before.length - index - tail, insert: after.slice(index, after.length - tail) }
}
