// Clashes in words: how grave, what, and with whom; the other promotion is one press away.

import { For, Show } from 'solid-js'
import type { Clash } from '../../../../shared/domain/clash-index/clash-rules.ts'
import { CLASH_LEVEL_LABELS, CLASH_TITLES, type ClashNames, clashSentence } from '../../../../shared/domain/clash-index/clash-words.ts'
import { Icon } from '../../../ui/Icon.tsx'
import type { CalendarState } from '../calendar-state.ts'
import './clashes.css'

export const clashNames = (calendar: Pick<CalendarState, 'accountById' | 'promotionById'>, accountId: string): ClashNames => ({
  currency: calendar.accountById(accountId)?.currency ?? 'USD',
  promotionName: (promotionId) => calendar.promotionById(promotionId)?.name ?? '',
  accountName: (id) => calendar.accountById(id)?.name ?? 'another account',
})

/** From where `promotionId` stands. */
export const ClashSentences = (props: { clashes: readonly Clash[]; promotionId: string; names: ClashNames }) => (
  <ul class="clash-list" aria-label="Clashes">
    <For each={props.clashes}>
      {(clash) => (
        <li class="clash" data-level={clash.level}>
          <Icon name={clash.level === 'info' ? 'info' : 'warning'} />
          <div class="clash-words">
            <p class="clash-title">
              <span class="clash-level">{CLASH_LEVEL_LABELS[clash.level]}</span>
              <span>{CLASH_TITLES[clash.rule]}</span>
            </p>
            <Show when={clashSentence(clash, props.promotionId, props.names)}>{(sentence) => <p class="clash-sentence">{sentence()}</p>}</Show>
          </div>
        </li>
      )}
    </For>
  </ul>
)
