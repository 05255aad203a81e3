// A corpus of honest updates with every kind of content, written by three clients who see each other's work in turns.

import * as Y from 'yjs'
import { newDoc } from './honest-edits.ts'
import { createRandom } from './seeded-random.ts'

export const corpusDocument = (seed: number, count: number): { readonly updates: readonly Uint8Array[] } => {
  const random = createRandom(seed)
  const updates: Uint8Array[] = []
  const ydocs = [newDoc(4), newDoc(300), newDoc(70_000)]
  const REMOTE = Symbol('remote')
  for (const ydoc of ydocs) {
    ydoc.on('update', (update: Uint8Array, origin: unknown) => {
      if (origin === REMOTE) return
      updates.push(update)
      for (const other of ydocs) if (other !== ydoc) Y.applyUpdate(other, update, REMOTE)
    })
  }
  const works: ((ydoc: Y.Doc) => void)[] = [
    (ydoc) => ydoc.getMap('fields').set(`k${random.below(4)}`, random.below(100)),
    (ydoc) => ydoc.getMap('fields').set('window', { from: '2027-01-02', to: '2027-01-08', of: [1, null, true, 2.5] }),
    (ydoc) => ydoc.getMap('fields').set('photo', new Uint8Array([1, 2, 3])),
    (ydoc) => {
      const row = new Y.Map<unknown>()
      ydoc.getMap('rows/lines').set(`r${random.below(5)}`, row)
      row.set('name', 'Süßer 😀')
      row.set('note', new Y.Text('inner'))
    },
    (ydoc) => {
      const row = ydoc.getMap<Y.Map<unknown>>('rows/lines').get(`r${random.below(5)}`)
      row?.set('name', random.below(1_000))
    },
    (ydoc) => ydoc.getMap('rows/lines').delete(`r${random.below(5)}`),
    (ydoc) => ydoc.getText('text/notes').insert(random.below(ydoc.getText('text/notes').length + 1), ['abc', 'é漢', '😀', 'x'][random.below(4)]!),
    (ydoc) => {
      const notes = ydoc.getText('text/notes')
      const from = random.below(notes.length + 1)
      notes.delete(from, Math.min(2, notes.length - from))
    },
    (ydoc) => {
      const rich = ydoc.getXmlFragment('rich/notes')
      const paragraph = new Y.XmlElement('paragraph')
      const text = new Y.XmlText()
      rich.insert(random.below(rich.length + 1), [paragraph])
      paragraph.setAttribute('align', 'left')
      paragraph.insert(0, [text])
      text.insert(0, 'hello')
      text.format(1, 2, { bold: true })
      text.insertEmbed(2, { image: 'x' })
    },
    (ydoc) => {
      const rich = ydoc.getXmlFragment('rich/notes')
      if (rich.length > 0) rich.delete(random.below(rich.length), 1)
    },
  ]
  while (updates.length < count) {
    const ydoc = ydocs[random.below(ydocs.length)]!
    ydoc.transact(() => {
      for (let step = random.below(3); step >= 0; step--) works[random.below(works.length)]!(ydoc)
    })
  }
  return { updates: updates.slice(0, count) }
}
