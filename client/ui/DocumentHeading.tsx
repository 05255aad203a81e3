// The head of a document's page: where it belongs, a slash, and its name, which is typed in place. Until the document has
// been read the name is plain text.

import type { JSX } from 'solid-js'
import { Show } from 'solid-js'
import './DocumentHeading.css'

export interface DocumentHeadingProps {
  readonly parent: { readonly label: string; readonly href: string }
  readonly name: string
  /** On the phone: the way back stays, as a line of its own. */
  readonly keepsParent?: boolean
  /** The field for the name; null until there is something to edit. */
  readonly children: JSX.Element | null
}

export const DocumentHeading = (props: DocumentHeadingProps) => (
  <div class="document-heading" data-keeps-parent={props.keepsParent ? '' : undefined}>
    <a class="document-parent" href={props.parent.href}>
      {props.parent.label}
    </a>
    <span class="document-slash" aria-hidden="true">
      /
    </span>
    <Show when={props.children} fallback={<span class="document-name">{props.name}</span>}>
      {(field) => <div class="document-name">{field()}</div>}
    </Show>
  </div>
)
