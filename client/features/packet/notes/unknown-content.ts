// What of the notes this version cannot show. The editor's binding deletes nodes it does not know; a newer client's would
// be gone for everyone the moment an older one merely opened the page. So it is looked for first, and then the notes are
// shown as text, and not edited (D5).

import type { Schema } from '@tiptap/pm/model'
import { XmlElement, type XmlFragment, XmlText } from 'yjs'

/** The name of the first node or mark the schema has not; null when it knows them all. */
export const unknownContent = (schema: Schema, fragment: XmlFragment | XmlElement): string | null => {
  for (const child of fragment.toArray()) {
    const unknown = child instanceof XmlElement ? unknownNode(schema, child) : child instanceof XmlText ? unknownMark(schema, child) : child.constructor.name
    if (unknown !== null) return unknown
  }
  return null
}

const unknownNode = (schema: Schema, element: XmlElement): string | null =>
  schema.nodes[element.nodeName] === undefined ? element.nodeName : unknownContent(schema, element)

/** A mark that may overlap itself is stored as `name--hash`. */
const unknownMark = (schema: Schema, text: XmlText): string | null => {
  for (const { insert, attributes } of text.toDelta() as { insert: unknown; attributes?: Record<string, unknown> }[]) {
    if (typeof insert !== 'string') return 'embedded'
    for (const name of Object.keys(attributes ?? {})) if (schema.marks[name.replace(/--[a-zA-Z0-9+/=]{8}$/, '')] === undefined) return name
  }
  return null
}
