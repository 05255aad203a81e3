// Honest work on a document of our layout (D1): registers, rows, plain and rich text, tombstones, erasing; now and then
// several in one transaction.

import * as Y from 'yjs'
import { LOCAL } from '../../shared/model/origin.ts'
import type { Dice } from './dice.ts'

const KEYS = ['name', 'city', 'owner', 'status'] as const
const ROWS_MAX = 12

export const edit = (ydoc: Y.Doc, dice: Dice): string => {
  const several = dice.chance(0.12) ? dice.between(2, 5) : 1
  const done: string[] = []
  ydoc.transact(() => {
    for (let left = several; left > 0; left--) done.push(editOnce(ydoc, dice))
  }, LOCAL)
  return done.join('+')
}

const editOnce = (ydoc: Y.Doc, dice: Dice): string => {
  const kind = dice.below(100)
  if (kind < 22) {
    ydoc.getMap('fields').set(dice.pick(KEYS), dice.chance(0.2) ? { from: '2027-01-02', to: '2027-01-08' } : dice.below(1_000))
    return 'set'
  }
  if (kind < 25) {
    ydoc.getMap('fields').delete(dice.pick(KEYS))
    return 'unset'
  }
  if (kind < 50) {
    const rows = ydoc.getMap<Y.Map<unknown>>('rows/promotions')
    const ids = [...rows.keys()]
    const known = ids.length >= ROWS_MAX || (ids.length > 0 && dice.chance(0.6)) ? rows.get(dice.pick(ids.sort())) : undefined
    const row = known ?? new Y.Map<unknown>()
    if (known === undefined) rows.set(`r${dice.below(1_000_000)}`, row)
    row.set(dice.chance(0.1) ? 'deleted' : dice.pick(KEYS), dice.below(1_000))
    return 'row'
  }
  if (kind < 75) {
    const text = ydoc.getText('text/notes')
    text.insert(dice.between(0, text.length), dice.pick(['a', 'promo ', 'é漢', '😀', 'week 12']))
    return 'type'
  }
  if (kind < 84) {
    const text = ydoc.getText('text/notes')
    const from = dice.between(0, text.length)
    text.delete(from, Math.min(dice.between(0, 6), text.length - from))
    return 'erase'
  }
  const rich = ydoc.getXmlFragment('rich/agenda')
  if (kind < 92 || rich.length === 0) {
    const paragraph = new Y.XmlElement('paragraph')
    const run = new Y.XmlText()
    rich.insert(dice.between(0, rich.length), [paragraph])
    paragraph.insert(0, [run])
    run.insert(0, 'agenda', dice.chance(0.3) ? { bold: true } : {})
    return 'paragraph'
  }
  if (kind < 95) {
    rich.delete(dice.below(rich.length), 1)
    return 'dropParagraph'
  }
  const paragraph = rich.get(dice.below(rich.length))
  const run = paragraph instanceof Y.XmlElement && paragraph.length > 0 ? paragraph.get(0) : null
  if (run instanceof Y.XmlText && run.length > 1) run.format(0, dice.between(1, run.length - 1), { bold: dice.chance(0.5) ? true : null })
  return 'format'
}
