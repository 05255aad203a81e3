// What is empty and rare is one press away: a row of "+ Owner", "+ Theme". A field that was opened stays, also when it is
// cleared again, for it does not vanish under the hands of whoever just cleared it.

import { createSignal, For, Show } from 'solid-js'
import { Icon } from '../../../ui/Icon.tsx'

export interface Disclosure<Name extends string> {
  readonly isShown: (name: Name) => boolean
  readonly hidden: () => readonly Name[]
  readonly show: (name: Name) => void
}

export const createDisclosure = <Name extends string>(names: () => readonly Name[], isFilled: (name: Name) => boolean): Disclosure<Name> => {
  const [opened, setOpened] = createSignal<ReadonlySet<Name>>(new Set(names().filter(isFilled)))
  const isShown = (name: Name) => opened().has(name) || isFilled(name)
  return {
    isShown,
    hidden: () => names().filter((name) => !isShown(name)),
    show: (name) => setOpened((before) => new Set([...before, name])),
  }
}

interface AddFieldsProps<Name extends string> {
  readonly disclosure: Disclosure<Name>
  readonly labelOf: (name: Name) => string
  /** The new field takes the focus from here. */
  readonly within: () => HTMLElement
  readonly readOnly: boolean
  /** Where there are many: behind one more press. */
  readonly foldedAs?: string
}

export const AddFields = <Name extends string>(props: AddFieldsProps<Name>) => {
  const [isUnfolded, setIsUnfolded] = createSignal(false)
  const add = (name: Name) => {
    props.disclosure.show(name)
    const label = props.labelOf(name)
    queueMicrotask(() => {
      const fields = [...props.within().querySelectorAll<HTMLElement>('.field')]
      const field = fields.find((each) => each.querySelector('.field-label, .visually-hidden')?.textContent === label)
      field?.querySelector<HTMLElement>('input, select, textarea, button')?.focus()
    })
  }
  return (
    <Show when={!props.readOnly && props.disclosure.hidden().length > 0}>
      <div class="add-fields">
        <Show when={props.foldedAs !== undefined && !isUnfolded()}>
          <button type="button" class="add-field" aria-expanded="false" onClick={() => setIsUnfolded(true)}>
            <Icon name="plus" />
            {props.foldedAs}
          </button>
        </Show>
        <For each={props.foldedAs !== undefined && !isUnfolded() ? [] : props.disclosure.hidden()}>
          {(name) => (
            <button type="button" class="add-field" aria-label={`Add ${props.labelOf(name).toLowerCase()}`} onClick={() => add(name)}>
              <Icon name="plus" />
              {props.labelOf(name)}
            </button>
          )}
        </For>
      </div>
    </Show>
  )
}
