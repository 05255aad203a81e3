import { useNavigate } from '@solidjs/router'
import { bootAfterSignIn } from '../../data/boot.ts'
import { useAppDeps } from '../app-deps.ts'
import { homeOf } from '../home.ts'

const isOurPlace = (path: string | null): path is string => path !== null && /^\/w\/[A-Za-z0-9_-]+/.test(path)

/** After a sign-in: makes this person the device's, then opens what they came for. Resolves with what went wrong, or null. */
export const createEnter = () => {
  const deps = useAppDeps()
  const navigate = useNavigate()
  return async (workspaceId: string | null, next: string | null = null): Promise<string | null> => {
    const wanted = workspaceId ?? (isOurPlace(next) ? (next.split('/')[2]?.split('?')[0] ?? null) : null)
    const state = await bootAfterSignIn(deps, wanted)
    switch (state.state) {
      case 'workspace':
        navigate(isOurPlace(next) && state.session.workspaceId === wanted ? next : homeOf(state.session.workspaceId), { replace: true })
        return null
      case 'noWorkspace':
        navigate('/new-workspace', { replace: true })
        return null
      case 'unreachable':
        return state.message
      default:
        return 'The browser did not keep the sign-in. Allow cookies for this address and try again.'
    }
  }
}
