// Random honest work on a document of our layout (D1), for property tests of the gate and the relay.

import fc from 'fast-check'
import * as Y from 'yjs'

export const newDoc = (client: number): Y.Doc => {
  const ydoc = new Y.Doc()
  ydoc.clientID = client
  return ydoc
}

export type HonestEdit =
  | { readonly do: 'set'; readonly key: string; readonly value: unknown }
  | { readonly do: 'unset'; readonly key: string }
  | { readonly do: 'row'; readonly row: string; readonly cell: string; readonly value: unknown }
  | { readonly do: 'dropRow'; readonly row: string }
  | { readonly do: 'type'; readonly at: number; readonly text: string }
  | { readonly do: 'erase'; readonly at: number; readonly count: number }
  | { readonly do: 'paragraph'; readonly at: number; readonly text: string; readonly isBold: boolean }
  | { readonly do: 'dropParagraph'; readonly at: number }
  | { readonly do: 'format'; readonly at: number; readonly from: number; readonly count: number; readonly isBold: boolean }
  | { readonly do: 'retype'; readonly at: number; readonly from: number; readonly count: number; readonly text: string }
  | { readonly do: 'list'; readonly at: number; readonly depth: number }
  | { readonly do: 'rowNote'; readonly row: string; readonly at: number; readonly text: string }
  | { readonly do: 'undo' }
  | { readonly do: 'redo' }
  | { readonly do: 'several'; readonly edits: readonly HonestEdit[] }

const key = fc.constantFrom('name', 'city', 'owner')
const row = fc.constantFrom('r1', 'r2', 'r3')
const value = fc.oneof(
  fc.string({ maxLength: 6 }),
  fc.integer(),
  fc.double(),
  fc.constant(null),
  fc.constant({ from: '2027-01-02', to: '2027-01-08' }),
  fc.boolean(),
)
const at = fc.nat({ max: 40 })
const text = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 8 })

const single: fc.Arbitrary<HonestEdit> = fc.oneof(
  fc.record({ do: fc.constant('set' as const), key, value }),
  fc.record({ do: fc.constant('unset' as const), key }),
  fc.record({ do: fc.constant('row' as const), row, cell: key, value }),
  fc.record({ do: fc.constant('dropRow' as const), row }),
  fc.record({ do: fc.constant('type' as const), at, text }),
  fc.record({ do: fc.constant('erase' as const), at, count: fc.nat({ max: 6 }) }),
  fc.record({ do: fc.constant('paragraph' as const), at, text, isBold: fc.boolean() }),
  fc.record({ do: fc.constant('dropParagraph' as const), at }),
  fc.record({ do: fc.constant('format' as const), at, from: at, count: fc.nat({ max: 6 }), isBold: fc.boolean() }),
  fc.record({ do: fc.constant('retype' as const), at, from: at, count: fc.nat({ max: 6 }), text }),
  fc.record({ do: fc.constant('list' as const), at, depth: fc.integer({ min: 1, max: 6 }) }),
  fc.record({ do: fc.constant('rowNote' as const), row, at, text }),
  fc.record({ do: fc.constantFrom('undo' as const, 'redo' as const) }),
)

export const honestEdits: fc.Arbitrary<HonestEdit> = fc.oneof(
  { weight: 5, arbitrary: single },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('several' as const), edits: fc.array(single, { minLength: 1, maxLength: 5 }) }) },
)

const REMOTE = Symbol('remote')

export interface HonestDocument {
  readonly ydoc: Y.Doc
  readonly perform: (edit: HonestEdit) => void
  readonly receive: (update: Uint8Array) => void
  /** Local updates only. */
  readonly onUpdate: (listener: (update: Uint8Array) => void) => () => void
}

export const honestDocument = (client: number): HonestDocument => {
  const ydoc = newDoc(client)
  const fields = ydoc.getMap<unknown>('fields')
  const rows = ydoc.getMap<Y.Map<unknown>>('rows/lines')
  const notes = ydoc.getText('text/notes')
  const rich = ydoc.getXmlFragment('rich/notes')
  // The editor's own undo, over rich text only (D11).
  const undo = new Y.UndoManager(rich, { captureTimeout: 0 })

  /** The text of the paragraph at `at`, when that is one. */
  const runAt = (at: number): Y.XmlText | null => {
    const paragraph = rich.length === 0 ? null : rich.get(at % rich.length)
    const run = paragraph instanceof Y.XmlElement && paragraph.length > 0 ? paragraph.get(0) : null
    return run instanceof Y.XmlText ? run : null
  }

  const perform = (edit: HonestEdit): void => {
    switch (edit.do) {
      case 'set':
        fields.set(edit.key, edit.value)
        return
      case 'unset':
        return fields.delete(edit.key)
      case 'row': {
        const known = rows.get(edit.row)
        const map = known ?? new Y.Map<unknown>()
        if (known === undefined) rows.set(edit.row, map)
        map.set(edit.cell, edit.value)
        return
      }
      case 'dropRow':
        return rows.delete(edit.row)
      case 'type':
        return notes.insert(Math.min(edit.at, notes.length), edit.text)
      case 'erase': {
        const from = Math.min(edit.at, notes.length)
        return notes.delete(from, Math.min(edit.count, notes.length - from))
      }
      case 'paragraph': {
        const paragraph = new Y.XmlElement('paragraph')
        const run = new Y.XmlText()
        rich.insert(Math.min(edit.at, rich.length), [paragraph])
        paragraph.setAttribute('align', 'left')
        paragraph.insert(0, [run])
        run.insert(0, edit.text, edit.isBold ? { bold: true } : {})
        return
      }
      case 'dropParagraph':
        if (edit.at < rich.length) rich.delete(edit.at, 1)
        return
      case 'format': {
        const run = runAt(edit.at)
        const from = run === null ? 0 : Math.min(edit.from, run.length)
        return run?.format(from, Math.min(edit.count, run.length - from), { bold: edit.isBold ? true : null, link: { href: '#' } })
      }
      case 'retype': {
        const run = runAt(edit.at)
        const from = run === null ? 0 : Math.min(edit.from, run.length)
        return run?.applyDelta([{ retain: from }, { delete: Math.min(edit.count, run.length - from) }, { insert: edit.text, attributes: { em: {} } }])
      }
      case 'list': {
        let element = new Y.XmlElement('bulletList')
        rich.insert(Math.min(edit.at, rich.length), [element])
        for (let depth = 1; depth < edit.depth; depth++) {
          const inner = new Y.XmlElement(depth % 2 === 0 ? 'bulletList' : 'listItem')
          element.insert(0, [inner])
          element = inner
        }
        element.insert(0, [new Y.XmlText('item'), new Y.XmlElement('hardBreak')])
        return
      }
      case 'rowNote': {
        const note = ydoc.getText(`text/remark/${edit.row}`)
        return note.insert(Math.min(edit.at, note.length), edit.text)
      }
      case 'undo':
        undo.undo()
        return
      case 'redo':
        undo.redo()
        return
      case 'several':
        return ydoc.transact(() => edit.edits.forEach(perform))
    }
  }

  return {
    ydoc,
    perform,
    receive: (update) => Y.applyUpdate(ydoc, update, REMOTE),
    onUpdate: (listener) => {
      const listen = (update: Uint8Array, origin: unknown) => {
        if (origin !== REMOTE) listener(update)
      }
      ydoc.on('update', listen)
      return () => ydoc.off('update', listen)
    },
  }
}
