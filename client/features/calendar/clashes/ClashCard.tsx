// One clash of a promotion: what it is, the way to the other promotion, and "it is all right" with a reason. An override
// stays in sight with who gave it, and can be taken back; a clash that changed since asks again by itself.

import { createSignal, Show } from 'solid-js'
import { overrideClash, withdrawOverride } from '../../../../shared/commands/clash-override.ts'
import { type Clash, clashKey } from '../../../../shared/domain/clash-index/clash-rules.ts'
import { CLASH_LEVEL_LABELS, CLASH_TITLES, type ClashNames, clashSentence } from '../../../../shared/domain/clash-index/clash-words.ts'
import { dayMonthLabel } from '../../../../shared/domain/weeks/week-labels.ts'
import { Button } from '../../../ui/Button.tsx'
import { Icon } from '../../../ui/Icon.tsx'
import { notifyProblem } from '../../../ui/toasts.tsx'
import { useCalendar } from '../calendar-state.ts'
import './clashes.css'

interface ClashCardProps {
  readonly clash: Clash
  /** From whose side it is told. */
  readonly promotionId: string
  readonly names: ClashNames
  readonly nameOf: (personId: string) => string
  /** In a list over all accounts the promotion itself is a press away, too. */
  readonly withOwn?: boolean
}

export const ClashCard = (props: ClashCardProps) => {
  const calendar = useCalendar()
  const { workspace } = calendar
  const [isAsking, setIsAsking] = createSignal(false)
  const [problem, setProblem] = createSignal<string | null>(null)
  const otherId = () => (props.clash.promotionId === props.promotionId ? props.clash.otherId : props.clash.promotionId)
  /** An override lives with the promotion it was given at. */
  const pathFor = (promotionId: string): string | null => {
    const promotion = calendar.promotionById(promotionId)
    return promotion === null ? null : calendar.actions.pathOf(promotion)
  }
  let reason!: HTMLInputElement

  const override = async () => {
    const path = pathFor(props.promotionId)
    if (path === null) return void setProblem('The promotion is no longer there.')
    const args = { promotionId: props.promotionId, clash: clashKey(props.clash), reason: reason.value }
    const outcome = await workspace.run(`Overrode a clash: ${CLASH_TITLES[props.clash.rule].toLowerCase()}`, path, overrideClash, args)
    if (!outcome.ok) return void setProblem(outcome.error.message)
    setIsAsking(false)
  }
  const withdraw = async () => {
    const { override } = props.clash
    if (override === null) return
    const owner = [props.promotionId, otherId()].find(
      (id) => id !== null && calendar.promotionById(id)?.overrides?.some(({ overrideId }) => overrideId === override.overrideId) === true,
    )
    const path = owner === undefined || owner === null ? null : pathFor(owner)
    if (path === null) return
    const outcome = await workspace.run('Took back an override', path, withdrawOverride, { overrideId: override.overrideId })
    notifyProblem(outcome.ok ? null : outcome.error.message)
  }

  return (
    <li class="clash" data-level={props.clash.level} data-overridden={props.clash.override === null ? undefined : ''}>
      <Icon name={props.clash.override !== null ? 'check' : props.clash.level === 'info' ? 'info' : 'warning'} />
      <div class="clash-words">
        <p class="clash-title">
          <span class="clash-level">{CLASH_LEVEL_LABELS[props.clash.level]}</span>
          <span>{CLASH_TITLES[props.clash.rule]}</span>
        </p>
        <Show when={clashSentence(props.clash, props.promotionId, props.names)}>{(sentence) => <p class="clash-sentence">{sentence()}</p>}</Show>
        <Show when={props.clash.override}>
          {(override) => (
            <p class="clash-overridden">
              Overridden by {props.nameOf(override().by)} on {dayMonthLabel(override().on)}: “{override().reason}”
            </p>
          )}
        </Show>
        <div class="clash-acts">
          <Show when={props.withOwn}>
            <button type="button" class="clash-act" onClick={() => calendar.open(props.promotionId)}>
              Open
            </button>
          </Show>
          <Show when={otherId()}>
            {(id) => (
              <button type="button" class="clash-act" onClick={() => calendar.open(id())}>
                Go to {props.names.promotionName(id()) || 'the other'}
              </button>
            )}
          </Show>
          <Show when={workspace.canWrite()}>
            <Show
              when={props.clash.override === null}
              fallback={
                <button type="button" class="clash-act" onClick={() => void withdraw()}>
                  Take the override back
                </button>
              }
            >
              <button
                type="button"
                class="clash-act"
                aria-expanded={isAsking()}
                onClick={() => {
                  setIsAsking(!isAsking())
                  if (isAsking()) queueMicrotask(() => reason.focus())
                }}
              >
                It is all right …
              </button>
            </Show>
          </Show>
        </div>
        <Show when={isAsking()}>
          <form
            class="clash-reason"
            onSubmit={(event) => {
              event.preventDefault()
              void override()
            }}
          >
            <input
              ref={reason}
              class="field-input"
              aria-label="Why it is all right"
              placeholder="Why it is all right"
              maxLength={300}
              onKeyDown={(event) => {
                if (event.key !== 'Escape') return
                event.stopPropagation()
                event.preventDefault()
                setIsAsking(false)
              }}
            />
            <Button type="submit">Override</Button>
            <Show when={problem()}>
              <p class="field-message" role="alert">
                {problem()}
              </p>
            </Show>
          </form>
        </Show>
      </div>
    </li>
  )
}
