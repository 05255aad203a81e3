import { Show } from 'solid-js'
import { useAppDeps } from './app-deps.ts'
import './InsecureNotice.css'

/** Plain http on a network address: the browser withholds what needs a secure context, and the person should know. */
export const InsecureNotice = () => {
  const { platform } = useAppDeps()
  return (
    <Show when={!platform.isSecure()}>
      <p class="insecure-notice" role="note">
        This page was opened over plain http. Working offline and signing in with a passkey need https; the README has the five lines for it.
      </p>
    </Show>
  )
}
