// A promotion typed in one line. Under it, word by word, what each was taken for; what could be several things offers them,
// what was not understood says so. The fields below follow the line.

import { For, Show } from 'solid-js'
import type { QuickAddKind, QuickAddProposal, QuickAddToken } from '../../../../shared/domain/quick-add/quick-add.ts'
import { Icon } from '../../../ui/Icon.tsx'
import './quick-line.css'

const KINDS: Readonly<Record<QuickAddKind, string>> = {
  account: 'Account',
  weeks: 'When',
  mechanic: 'Mechanic',
  retail: 'Retail',
  regular: 'Regular',
  group: 'Group',
  lift: 'Lift',
  baseline: 'Baseline',
  merchandising: 'With',
  status: 'Status',
  name: 'Name',
  filler: '',
  unknown: 'Not understood',
}
const LEVELS = { ok: '', guess: 'a guess', ambiguous: 'choose one', error: 'look again' } as const

interface QuickLineProps {
  readonly text: string
  readonly proposal: QuickAddProposal
  readonly onText: (text: string) => void
}

export const QuickLine = (props: QuickLineProps) => {
  let input!: HTMLInputElement
  const shown = () => props.proposal.tokens.filter(({ kind }) => kind !== 'filler')
  const take = ({ from, to }: QuickAddToken, instead: string) => {
    props.onText(props.text.slice(0, from) + instead + props.text.slice(to))
    input.focus()
  }
  return (
    <div class="quick-line">
      <label class="quick-line-box">
        <Icon name="spark" />
        <span class="visually-hidden">In one line</span>
        <input
          ref={input}
          class="quick-line-input"
          value={props.text}
          autocomplete="off"
          autocapitalize="off"
          spellcheck={false}
          enterkeyhint="done"
          placeholder="marlow wk 43-46 TPR 2/$5 chips scan .50"
          aria-describedby="quick-line-read"
          onInput={(event) => props.onText(event.currentTarget.value)}
        />
      </label>
      <ul id="quick-line-read" class="quick-line-read" aria-label="Read as" aria-live="polite">
        <For
          each={shown()}
          fallback={<li class="quick-line-hint">Account, weeks, mechanic, price, group – in any order. The fields below follow; Enter creates.</li>}
        >
          {(token) => (
            <li class="quick-word" data-level={token.level}>
              <span class="quick-word-kind">{KINDS[token.kind]}</span>
              <span class="quick-word-meaning">
                <Show when={token.kind === 'unknown'} fallback={token.meaning}>
                  {token.text}
                </Show>
              </span>
              <Show when={token.level === 'guess' || token.level === 'ambiguous'}>
                <span class="quick-word-level">{LEVELS[token.level]}</span>
              </Show>
              <For each={token.alternatives.slice(0, 6)}>
                {(alternative) => (
                  <button type="button" class="quick-word-choice" onClick={() => take(token, alternative)}>
                    {alternative}
                  </button>
                )}
              </For>
            </li>
          )}
        </For>
      </ul>
    </div>
  )
}
