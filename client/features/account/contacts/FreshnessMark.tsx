import { Show } from 'solid-js'
import { agoLabel, contactFreshness } from '../../../../shared/domain/account/contact-freshness.ts'
import { useWorkspace } from '../../../data/context.ts'
import { Chip } from '../../../ui/Chip.tsx'

/** When somebody last made sure. Amber, with a clock, after 180 days. */
export const FreshnessMark = (props: { readonly verifiedOn: string | null /** Says nothing while all is well. */; readonly isStaleOnly?: boolean }) => {
  const { today } = useWorkspace()
  const freshness = () => contactFreshness(props.verifiedOn, today())
  const words = () => (props.verifiedOn === null ? 'Never verified' : `Verified ${agoLabel(props.verifiedOn, today())}`)
  return (
    <Show when={freshness() !== 'fresh'} fallback={<Show when={props.isStaleOnly !== true}>{<span class="freshness">{words()}</span>}</Show>}>
      <Chip tone="warning" icon="clock" title={props.verifiedOn === null ? undefined : `Verified on ${props.verifiedOn}`}>
        {words()}
      </Chip>
    </Show>
  )
}
