import { Navigate } from '@solidjs/router'
import { useWorkspace } from '../data/context.ts'
import { isPhone } from '../ui/viewport.ts'

/** A workspace's own address: the phone begins with today, the desk with the calendar. */
export const HomePage = () => {
  const workspace = useWorkspace()
  return <Navigate href={workspace.href(isPhone() ? '/today' : '/calendar')} />
}
