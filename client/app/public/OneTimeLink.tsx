// A page behind a one-time link: reads the secret from the address, asks the server about it, and says so when the link is
// used up, unknown or cannot be checked. Only an open link gets to what the page is for.

import { createResource, type JSX, Match, Switch } from 'solid-js'
import type { Result } from '../../../shared/base/result.ts'
import type { LinkState } from '../../../shared/protocol/http.ts'
import type { ApiError } from '../../data/api.ts'
import { Button } from '../../ui/Button.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'
import { LINK_WORDS } from './link-words.ts'
import { PublicFrame } from './PublicFrame.tsx'
import { takeSecret } from './take-secret.ts'

export interface OneTimeLinkProps<Inspection extends { readonly state: LinkState }> {
  readonly looking: string
  readonly uncheckable: string
  readonly inspect: (secret: string) => Promise<Result<Inspection, ApiError>>
  readonly children: (secret: string, inspection: Inspection) => JSX.Element
}

export const OneTimeLink = <Inspection extends { readonly state: LinkState }>(props: OneTimeLinkProps<Inspection>) => {
  const secret = takeSecret()
  const [inspected, { refetch }] = createResource(
    () => secret !== '' && secret,
    (known) => props.inspect(known),
  )
  const link = () => {
    const now = inspected()
    return now?.ok ? now.value : null
  }
  const failure = () => {
    const now = inspected()
    return now !== undefined && !now.ok ? now.error : null
  }
  const closed = () => {
    const state = secret === '' ? 'unknown' : link()?.state
    return state === undefined || state === 'open' ? null : LINK_WORDS[state]
  }
  return (
    <Switch
      fallback={
        <PublicFrame title={props.looking}>
          <Skeleton rows={3} />
        </PublicFrame>
      }
    >
      <Match when={closed()}>
        {(words) => (
          <PublicFrame title={words().title} lead={words().words}>
            <a class="button" data-kind="primary" href="/sign-in">
              Sign in
            </a>
          </PublicFrame>
        )}
      </Match>
      <Match when={failure()}>
        {(error) => (
          <PublicFrame title={props.uncheckable} lead={error().message}>
            <Button kind="primary" onClick={() => void refetch()}>
              Try again
            </Button>
          </PublicFrame>
        )}
      </Match>
      <Match when={link()}>{(open) => props.children(secret, open())}</Match>
    </Switch>
  )
}
