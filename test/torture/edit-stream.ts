// Edits made ahead of time: what one person, alone, types, sets and erases in one document, each as the update it would be
// sent as, with what a replica must show once the relay has acknowledged it. The Y.Doc that made them is gone before the
// first one is sent, so that the load costs nothing while it runs.

import * as Y from 'yjs'
import type { Random } from '../support/seeded-random.ts'

export interface StreamEdit {
  readonly update: Uint8Array
  readonly isIn: (replica: EditedReplica) => boolean
}

export interface EditedReplica {
  readonly ydoc: Y.Doc
  readonly words: ReadonlySet<string>
  readonly deleted: ReturnType<typeof Y.createDeleteSetFromStructStore>
}

/** Words end in it; every word is somebody's one insertion. */
const END = '\n'
const CLIENT_ID_END = 2 ** 31

const textOf = (ydoc: Y.Doc) => ydoc.getText('text/notes')
const fieldsOf = (ydoc: Y.Doc) => ydoc.getMap('fields')

export const readReplica = (updates: readonly Uint8Array[]): EditedReplica => {
  const ydoc = new Y.Doc({ gc: false })
  for (const update of updates) Y.applyUpdate(ydoc, update)
  return { ydoc, words: new Set(textOf(ydoc).toString().split(END)), deleted: Y.createDeleteSetFromStructStore(ydoc.store) }
}

/** One clientID's work: of ten edits about seven type a word, two set a register and one erases an earlier word. */
export const makeEdits = (random: Random, count: number): StreamEdit[] => {
  const ydoc = new Y.Doc()
  ydoc.clientID = random.below(CLIENT_ID_END)
  const client = ydoc.clientID
  const isErased = ({ deleted }: EditedReplica, clock: number) => Y.isDeleted(deleted, Y.createID(client, clock))
  const typed: { readonly word: string; readonly clock: number }[] = []
  const erased = new Set<string>()
  const edits: StreamEdit[] = []
  let made: Uint8Array = new Uint8Array()
  ydoc.on('update', (update: Uint8Array) => {
    made = update
  })
  const clockNow = () => Y.getState(ydoc.store, client)

  for (let index = 0; index < count; index++) {
    const dice = random.below(10)
    const clock = clockNow()
    const word = `${client.toString(36)}-${index}`
    if (dice === 0 && typed.length > 0) {
      const [gone] = typed.splice(random.below(typed.length), 1) as [(typeof typed)[number]]
      textOf(ydoc).delete(
        textOf(ydoc)
          .toString()
          .indexOf(gone.word + END),
        gone.word.length + END.length,
      )
      erased.add(gone.word)
      edits.push({ update: made, isIn: (replica) => !replica.words.has(gone.word) && isErased(replica, gone.clock) })
    } else if (dice <= 2) {
      fieldsOf(ydoc).set(word, index)
      edits.push({ update: made, isIn: (replica) => fieldsOf(replica.ydoc).get(word) === index })
    } else {
      textOf(ydoc).insert(textOf(ydoc).length, word + END)
      typed.push({ word, clock })
      // An erasure that was sent may have arrived without its acknowledgement.
      edits.push({ update: made, isIn: (replica) => replica.words.has(word) || (erased.has(word) && isErased(replica, clock)) })
    }
  }
  ydoc.destroy()
  return edits
}
