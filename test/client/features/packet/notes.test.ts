import { getSchema } from '@tiptap/core'
import { describe, expect, test } from 'vitest'
import { Awareness } from 'y-protocols/awareness'
import * as Y from 'yjs'
import { isCaretState } from '../../../../client/features/packet/notes/carets.ts'
import { linkAddress, notesExtensions } from '../../../../client/features/packet/notes/notes-extensions.ts'
import { unknownContent } from '../../../../client/features/packet/notes/unknown-content.ts'
import { replica } from '../../../support/replicas.ts'

const notes = () => {
  const live = replica('packet', 'accounts/marlow/packets/fall')
  return { live, fragment: live.rich('notes') }
}

describe('what of the notes this version can show', () => {
  const { live, fragment } = notes()
  const schema = getSchema(notesExtensions(fragment, { awareness: new Awareness(live.ydoc), hueOf: () => 0 }))

  const paragraph = (text: string, attributes?: Record<string, unknown>) => {
    const element = new Y.XmlElement('paragraph')
    const words = new Y.XmlText()
    words.insert(0, text, attributes)
    element.insert(0, [words])
    return element
  }

  test('D5: everything the toolbar makes is known, marks that overlap themselves too', () => {
    const { fragment } = notes()
    const list = new Y.XmlElement('taskList')
    const item = new Y.XmlElement('taskItem')
    item.insert(0, [paragraph('Send the history')])
    list.insert(0, [item])
    fragment.insert(0, [
      paragraph('Bold', { bold: {} }),
      paragraph('A link', { 'link--aB3/+=xy': { href: 'https://example.com' } }),
      list,
      new Y.XmlElement('horizontalRule'),
    ])
    expect(unknownContent(schema, fragment)).toBeNull()
  })

  test('D5: a newer client’s node, mark or embed is named, however deep it lies, and is not touched by looking', () => {
    const cases: [string, Y.XmlElement][] = []
    const quote = new Y.XmlElement('blockquote')
    quote.insert(0, [new Y.XmlElement('scorecard')])
    cases.push(['scorecard', quote], ['highlight', paragraph('Bright', { highlight: { color: 'pink' } })])
    const embed = new Y.XmlElement('paragraph')
    const holder = new Y.XmlText()
    embed.insert(0, [holder])
    cases.push(['embedded', embed])
    for (const [name, element] of cases) {
      const { live, fragment } = notes()
      fragment.insert(0, [element])
      if (name === 'embedded') holder.insertEmbed(0, { chart: 1 })
      const before = Y.encodeStateAsUpdate(live.ydoc)
      expect(unknownContent(schema, fragment)).toBe(name)
      expect(Y.encodeStateAsUpdate(live.ydoc)).toEqual(before)
    }
  })
})

test('D4: a presence state that is not the shape of a caret is left out', () => {
  const { fragment } = notes()
  const position = Y.relativePositionToJSON(Y.createRelativePositionFromTypeIndex(fragment, 0))
  expect(isCaretState({ cursor: { anchor: position, head: position } })).toBe(true)
  const hostile = [
    null,
    {},
    { cursor: null },
    { cursor: 'x' },
    { cursor: { anchor: position } },
    { cursor: { anchor: position, head: 7 } },
    { cursor: { anchor: position, head: { item: { client: 'a', clock: 1 } } } },
    { cursor: { anchor: position, head: { item: { client: 1, clock: -1 } } } },
  ]
  for (const state of hostile) expect(isCaretState(state), JSON.stringify(state)).toBe(false)
})

test('a typed address becomes one we open, or is refused', () => {
  const typed: Record<string, string | null> = {
    'https://x.example/a': 'https://x.example/a',
    'www.x.example': 'https://www.x.example',
    'x.example:8080/a': 'https://x.example:8080/a',
    'kim@x.example': 'mailto:kim@x.example',
    'mailto:kim@x.example': 'mailto:kim@x.example',
    'tel:+1515': 'tel:+1515',
    'javascript:alert(1)': null,
    'data:text/html,x': null,
    'two words': null,
    word: null,
    '': null,
  }
  for (const [text, href] of Object.entries(typed)) expect(linkAddress(text), text).toBe(href)
})
