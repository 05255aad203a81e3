// What the gate is fuzzed with: honest updates of real documents, each with what was known before it. The five kinds edited
// through the document language by two people, one of whom is offline for spells; rich text; deletes and what garbage
// collection leaves of them; snapshots; and an import of 500 promotions, which is larger than one thinks.

import * as Y from 'yjs'
import { type DocumentKind, parseDocumentPath } from '../../shared/base/document-path.ts'
import { DOCUMENTS } from '../../shared/docs/index.ts'
import type { Field, RowCells } from '../../shared/model/field.ts'
import { type LiveDoc, openLive } from '../../shared/model/live.ts'
import { EMPTY_UPDATE } from '../../shared/model/merge-updates.ts'
import { REMOTE } from '../../shared/model/origin.ts'
import { accountsSheet, importDevice, itemsSheet, promotionsSheet } from '../support/import-device.ts'
import { manyPromotions } from '../support/sample-year.ts'
import { createRandom, type Random } from '../support/seeded-random.ts'

export interface FuzzCase {
  readonly name: string
  /** What is known of the document, as one update. */
  readonly state: Uint8Array
  readonly update: Uint8Array
}

export interface FuzzCorpus {
  /** Up to a few kilobytes each. */
  readonly small: readonly FuzzCase[]
  /** Half a megabyte: looked at in samples. */
  readonly large: readonly FuzzCase[]
}

// biome-ignore lint/suspicious/noExplicitAny: documents of every kind
type AnyLive = LiveDoc<any>

const PATHS: Record<DocumentKind, string> = {
  settings: 'workspace/settings',
  items: 'workspace/items',
  profile: 'accounts/marlow/profile',
  calendar: 'accounts/marlow/calendar/2027',
  packet: 'accounts/marlow/packets/p1',
  facts: 'accounts/marlow/facts/2027',
}
const VALUES: readonly unknown[] = ['Süßer 😀', '', 42, -7.5, null, true, { from: '2027-01-02', to: '2027-01-08' }, ['a', 1], 9_007_199_254_740_991]
const TEXTS = ['abc', 'é漢', '😀', 'a longer run of words', 'x']
const ROWS = ['r1', 'r2', 'r3']

const pick = <Value>(random: Random, values: readonly Value[]): Value => values[random.below(values.length)] as Value

const typeInto = (random: Random, live: AnyLive, name: string, rowId?: string): void => {
  const text = live.text(name, rowId)
  const { length } = text.read()
  const from = random.below(length + 1)
  text.splice(from, random.below(3) === 0 ? Math.min(3, length - from) : 0, random.below(5) === 0 ? '' : pick(random, TEXTS))
}

const writeRich = (random: Random, rich: Y.XmlFragment): void => {
  const dice = random.below(5)
  const [first] = rich.toArray()
  if (dice === 0 && rich.length > 0) return rich.delete(random.below(rich.length), 1)
  if (dice === 1 && first instanceof Y.XmlElement && first.get(0) instanceof Y.XmlText) {
    const run = first.get(0) as Y.XmlText
    return run.format(0, Math.min(2, run.length), { bold: random.below(2) === 0 ? true : null })
  }
  const paragraph = new Y.XmlElement(pick(random, ['paragraph', 'heading']))
  const run = new Y.XmlText()
  rich.insert(random.below(rich.length + 1), [paragraph])
  paragraph.setAttribute('align', 'left')
  paragraph.insert(0, [run])
  run.insert(0, pick(random, TEXTS), dice === 2 ? { bold: true } : {})
  if (dice === 3) run.insertEmbed(0, { image: 'x' })
}

const editRows = (random: Random, live: AnyLive, rows: string, cells: RowCells): void => {
  const rowId = pick(random, ROWS)
  const isThere = live.row(rows, rowId) !== null
  const dice = random.below(12)
  if (!isThere)
    return live.createRow(rows, rowId, Object.fromEntries(Object.keys(cells).flatMap((cell) => (isPlain(cells[cell]) ? [[cell, pick(random, VALUES)]] : []))))
  if (dice === 0) return void live.tombstoneRow(rows, rowId, 'ann', '2026-11-22')
  if (dice === 1) return void live.restoreRow(rows, rowId)
  if (dice === 2) return void live.purgeRow(rows, rowId)
  const cell = pick(random, Object.keys(cells))
  switch (cells[cell]?.merge) {
    case 'text':
      return typeInto(random, live, cell, rowId)
    case 'set':
      return void live.setRowChoice(rows, rowId, cell, pick(random, ['one', 'two']), random.below(2) === 0)
    default:
      return void live.setCell(rows, rowId, cell, pick(random, VALUES) as never)
  }
}
const isPlain = (field: Field | undefined): boolean => field?.merge === 'register'

const edit = (random: Random, live: AnyLive): void => {
  const fields = Object.entries(live.definition.fields as Record<string, Field>)
  const [name, field] = pick(random, fields)
  switch (field.merge) {
    case 'register':
      return live.setField(name, pick(random, VALUES) as never)
    case 'set':
      return live.setChoice(name, pick(random, ['one', 'two']), random.below(2) === 0)
    case 'text':
      return typeInto(random, live, name)
    case 'rich':
      return writeRich(random, live.rich(name))
    case 'rows':
      return editRows(random, live, name, field.cells)
  }
}

/** Two people in one document: one always there, one offline now and then. Every update that reaches the relay is a case. */
const casesOf = (random: Random, kind: DocumentKind, steps: number): FuzzCase[] => {
  const cases: FuzzCase[] = []
  const log: Uint8Array[] = []
  const server = new Y.Doc()
  const open = (client: number): AnyLive => {
    const ydoc = new Y.Doc()
    ydoc.clientID = client
    return openLive(DOCUMENTS[kind] as never, PATHS[kind], ydoc) as AnyLive
  }
  const ann = open(5 + random.below(100))
  const ben = open(1_000_000 + random.below(1_000_000))
  let isBenOffline = false

  /** Half of the time the relay knows the document from its rows, half of the time from a snapshot, in which garbage is. */
  const stateNow = (): Uint8Array => (log.length === 0 ? EMPTY_UPDATE : random.below(2) === 0 ? Y.mergeUpdates(log) : Y.encodeStateAsUpdate(server))
  const reach = (name: string, update: Uint8Array) => {
    cases.push({ name: `${kind}: ${name}`, state: stateNow(), update })
    log.push(update)
    Y.applyUpdate(server, update, REMOTE)
    Y.applyUpdate(ann.ydoc, update, REMOTE)
    if (!isBenOffline) Y.applyUpdate(ben.ydoc, update, REMOTE)
  }
  ann.ydoc.on('update', (update: Uint8Array, origin: unknown) => {
    if (origin !== REMOTE) reach('live', update)
  })
  ben.ydoc.on('update', (update: Uint8Array, origin: unknown) => {
    if (origin !== REMOTE && !isBenOffline) reach('live', update)
  })
  for (let step = 0; step < steps; step++) {
    const live = random.below(2) === 0 ? ann : ben
    live.transact(() => {
      for (let more = random.below(3); more >= 0; more--) edit(random, live)
    })
    if (random.below(5) !== 0) continue
    if (isBenOffline) {
      const missed = Y.encodeStateAsUpdate(ben.ydoc, Y.encodeStateVector(server))
      isBenOffline = false
      Y.applyUpdate(ben.ydoc, Y.encodeStateAsUpdate(server, Y.encodeStateVector(ben.ydoc)), REMOTE)
      reach('an offline merge', missed)
    } else isBenOffline = true
  }
  cases.push({ name: `${kind}: a snapshot with garbage`, state: EMPTY_UPDATE, update: Y.encodeStateAsUpdate(server) })
  cases.push({ name: `${kind}: a state that is known`, state: Y.mergeUpdates(log), update: Y.encodeStateAsUpdate(server) })
  return cases
}

/** 500 promotions of one account, all in one update. */
const importCase = (): FuzzCase => {
  const [head = '', ...lines] = manyPromotions(500).split('\n')
  const column = head.split(',').indexOf('Account')
  const account = lines[0]?.split(',')[column] ?? ''
  const ofOne = lines.map((line) =>
    line
      .split(',')
      .map((cell, index) => (index === column ? account : cell))
      .join(','),
  )
  const device = importDevice('fuzz')
  device.import([promotionsSheet([head, ...ofOne].join('\n')), itemsSheet(), accountsSheet()])
  const states = [...device.documents]
    .filter(([path]) => parseDocumentPath(path)?.kind === 'calendar')
    .map(([, live]) => Y.encodeStateAsUpdate(live.ydoc))
    .sort((a, b) => b.length - a.length)
  return { name: 'calendar: an import of 500 promotions', state: EMPTY_UPDATE, update: states[0] ?? EMPTY_UPDATE }
}

export const fuzzCorpus = (seed: number, stepsPerKind: number): FuzzCorpus => {
  const random = createRandom(seed)
  const small = (Object.keys(PATHS) as DocumentKind[]).flatMap((kind) => casesOf(random, kind, stepsPerKind))
  return { small, large: [importCase()] }
}
