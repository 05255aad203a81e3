// Rows of the tail together (SYNC §2), as `{document, seq, person, time, bytes}` each, without saying every time what the row
// before said: the documents and people are named once, and what is left is told in columns, as the difference to the row
// before and how often it comes again. A page of typed letters costs about its letters' updates.
//
// Per document its rows keep their order; between documents they do not, and need not: only the page's `seq` moves the cursor.
// The reader is as strict as the rest of the wire: every row has bytes of its own, so that none come from a count alone.

import * as encoding from 'lib0/encoding'
import { type Decoder, readText, readUint } from './wire-reader.ts'

/** One logged update. `seq` counts per workspace from 1; `time` is the relay's clock in ms since the epoch. */
export interface WireRow {
  readonly document: string
  readonly seq: number
  readonly person: string
  readonly time: number
  readonly bytes: Uint8Array
}

export const writeRows = (encoder: encoding.Encoder, rows: readonly WireRow[]): void => {
  const people = new Map<string, number>()
  const documents = new Map<string, WireRow[]>()
  for (const row of rows) {
    if (!people.has(row.person)) people.set(row.person, people.size)
    const known = documents.get(row.document)
    if (known === undefined) documents.set(row.document, [row])
    else known.push(row)
  }
  encoding.writeVarUint(encoder, people.size)
  for (const person of people.keys()) encoding.writeVarString(encoder, person)
  encoding.writeVarUint(encoder, documents.size)
  let seq = 0
  let time = 0
  for (const [document, own] of documents) {
    encoding.writeVarString(encoder, document)
    encoding.writeVarUint(encoder, own.length)
    const columns: readonly [number[], number[], number[], number[]] = [[], [], [], []]
    const [seqs, times, persons, lengths] = columns
    let size = 0
    for (const row of own) {
      seqs.push(zigzag(row.seq - seq))
      times.push(zigzag(row.time - time))
      persons.push(people.get(row.person) ?? 0)
      lengths.push(row.bytes.length)
      seq = row.seq
      time = row.time
      size += row.bytes.length
    }
    for (const column of columns) writeColumn(encoder, column)
    encoding.writeUint8Array(encoder, joined(own, size))
  }
}

/** Most rows are a few bytes, and setting up a copy costs more than they do. */
const COPIED_BYTES_MIN = 32

const joined = (rows: readonly WireRow[], size: number): Uint8Array => {
  const all = new Uint8Array(size)
  let at = 0
  for (const { bytes } of rows) {
    if (bytes.length < COPIED_BYTES_MIN) for (let index = 0; index < bytes.length; index++) all[at + index] = bytes[index] as number
    else all.set(bytes, at)
    at += bytes.length
  }
  return all
}

/** Throws at what is no bundle. */
export const readRows = (decoder: Decoder): WireRow[] => {
  const people = Array.from({ length: countOf(decoder) }, () => readText(decoder))
  const rows: WireRow[] = []
  let seq = 0
  let time = 0
  for (let documents = countOf(decoder); documents > 0; documents--) {
    const document = readText(decoder)
    const count = countOf(decoder)
    const seqs = readColumn(decoder, count)
    const times = readColumn(decoder, count)
    const persons = readColumn(decoder, count)
    const lengths = readColumn(decoder, count)
    for (let index = 0; index < count; index++) {
      seq = asCount(seq + unzigzag(seqs[index] ?? 0))
      time = asCount(time + unzigzag(times[index] ?? 0))
      const person = people[persons[index] ?? 0]
      const length = lengths[index] ?? 0
      if (person === undefined || length === 0) throw new Error('not a row of the wire')
      rows.push({ document, seq, person, time, bytes: take(decoder, length) })
    }
  }
  return rows
}

/** Values from 0 as pairs of value and how often; the count is left out where it is one. */
const writeColumn = (encoder: encoding.Encoder, values: readonly number[]): void => {
  for (let from = 0; from < values.length; ) {
    const value = values[from] as number
    let end = from + 1
    while (end < values.length && values[end] === value) end++
    const run = end - from
    encoding.writeVarUint(encoder, value * 2 + (run > 1 ? 1 : 0))
    if (run > 1) encoding.writeVarUint(encoder, run - 2)
    from = end
  }
}

const readColumn = (decoder: Decoder, count: number): number[] => {
  const values: number[] = []
  while (values.length < count) {
    const told = readUint(decoder)
    const run = told % 2 === 1 ? readUint(decoder) + 2 : 1
    if (run > count - values.length) throw new Error('more rows than were told')
    const value = Math.floor(told / 2)
    for (let index = 0; index < run; index++) values.push(value)
  }
  return values
}

/** A count of what has at least a byte each. */
const countOf = (decoder: Decoder): number => {
  const count = readUint(decoder)
  if (count > decoder.arr.length - decoder.pos) throw new Error('more than there are bytes for')
  return count
}

const take = (decoder: Decoder, length: number): Uint8Array => {
  const from = decoder.pos
  if (length > decoder.arr.length - from) throw new Error('more than there are bytes for')
  decoder.pos += length
  return decoder.arr.subarray(from, from + length)
}

const asCount = (value: number): number => {
  if (!Number.isSafeInteger(value) || value < 0) throw new Error('not a number of the wire')
  return value
}

const zigzag = (value: number): number => (value < 0 ? -2 * value - 1 : 2 * value)
const unzigzag = (value: number): number => (value % 2 === 1 ? -(value + 1) / 2 : value / 2)
