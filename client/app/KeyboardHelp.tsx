import { createMemo, For } from 'solid-js'
import { type AppCommand, commands } from '../data/app-commands.ts'
import { prefer, preferences } from '../data/preferences.ts'
import { CheckField } from '../ui/CheckField.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { keyCaps } from './keyboard.ts'
import './KeyboardHelp.css'

/** Keys that no command carries, because they act on what has the focus. */
const ON_A_BAR: readonly (readonly [caps: readonly string[], words: string])[] = [
  [['←', '→'], 'Move by an ad week'],
  [[...keyCaps('mod'), '←', '→'], 'Move by a day'],
  [[...keyCaps('shift'), '←', '→'], 'Shorten or lengthen'],
  [['Alt', '↑', '↓'], 'To the account above or below'],
  [[...keyCaps('shift'), 'Space'], 'Select, together with others'],
  [[...keyCaps('mod'), 'A'], 'Select all of the row'],
  [[...keyCaps('mod'), 'D'], 'Copy to the next week'],
  [[...keyCaps('shift'), 'F10'], 'Everything else'],
  [['Space'], 'On an account: its promoted groups'],
  [keyCaps('Enter'), 'Open'],
  [keyCaps('Escape'), 'Close one layer'],
]

export default function KeyboardHelp(props: { readonly onClose: () => void }) {
  const groups = createMemo(() => {
    const found = new Map<string, AppCommand[]>()
    for (const command of commands()) {
      if (command.keys === undefined) continue
      const group = command.group ?? 'Here'
      found.set(group, [...(found.get(group) ?? []), command])
    }
    return [...found]
  })
  return (
    <Dialog title="Keys" open size="large" onClose={props.onClose}>
      <div class="keyboard-help">
        <For each={groups()}>
          {([group, list]) => (
            <section>
              <h3>{group}</h3>
              <dl>
                <For each={list}>{(command) => <KeyRow caps={keyCaps(command.keys ?? '')} words={command.label} />}</For>
              </dl>
            </section>
          )}
        </For>
        <section>
          <h3>On a promotion</h3>
          <dl>
            <For each={ON_A_BAR}>{([caps, words]) => <KeyRow caps={caps} words={words} />}</For>
          </dl>
        </section>
      </div>
      <CheckField
        label="Keys of one letter"
        words="Single-letter keys (N, G, /, ?)"
        value={preferences().letterKeys}
        onCommit={(letterKeys) => prefer({ letterKeys })}
      />
    </Dialog>
  )
}

const KeyRow = (props: { caps: readonly string[]; words: string }) => (
  <div class="key-row">
    <dt>{props.words}</dt>
    <dd>
      <For each={props.caps}>{(cap) => <kbd>{cap}</kbd>}</For>
    </dd>
  </div>
)
