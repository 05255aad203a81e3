// `defineDoc` turns a table of fields into a document kind (D2). A definition is data; it holds no document.

import { assert } from '../base/assert.ts'
import type { DocumentKind } from '../base/document-path.ts'
import type { DocValue, Fields } from './field.ts'

/** One derived row of the lists, the timeline and the search (DESIGN §1). `key` is unique inside its document. */
export interface SummaryRow {
  readonly key: string
  readonly type: string
}

export interface DocDefinition<Kind extends DocumentKind = DocumentKind, F extends Fields = Fields, Summary extends SummaryRow = SummaryRow> {
  readonly kind: Kind
  /** Raised when an older client would damage what this one writes (D5). */
  readonly version: number
  readonly fields: F
  /** What the lists need to know of this document. Pure; must not throw on any salvaged value. */
  readonly summary: (value: DocValue<F>, path: string) => readonly Summary[]
}

const RESERVED = new Set(['id', 'deleted', 'minWriteVersion'])

export const defineDoc = <const Kind extends DocumentKind, const F extends Fields, Summary extends SummaryRow>(
  definition: DocDefinition<Kind, F, Summary>,
): DocDefinition<Kind, F, Summary> => {
  for (const [name, field] of Object.entries(definition.fields)) {
    assert(!RESERVED.has(name), `field name ${name} is reserved`)
    if (field.merge === 'rows') for (const cell of Object.keys(field.cells)) assert(!RESERVED.has(cell), `cell name ${cell} is reserved`)
  }
  return definition
}
