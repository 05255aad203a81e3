// From an address below /w/<workspaceId> to an open workspace: asks the device who is here, opens their data at once, and
// asks the server behind their back whether that still holds (S8).

import { useNavigate, useParams } from '@solidjs/router'
import type { JSX } from 'solid-js'
import { createEffect, createMemo, createResource, createSignal, Match, on, onCleanup, Show, Switch } from 'solid-js'
import { afterEarly, bootEarly, bootWith, confirmSession } from '../data/boot.ts'
import { WorkspaceContext } from '../data/context.ts'
import { openWorkspace } from '../data/open-workspace.ts'
import { afterPaint } from '../data/pace.ts'
import type { LocalSession } from '../data/workspace-data.ts'
import { notify } from '../ui/toasts.tsx'
import { type AppDeps, useAppDeps } from './app-deps.ts'
import { ErrorPage } from './ErrorPage.tsx'
import { homeOf } from './home.ts'
import { Shell } from './Shell.tsx'
import { UnreachablePage } from './UnreachablePage.tsx'
import { beforeUpdate } from './update.ts'

const isSameSession = (a: LocalSession | null, b: LocalSession | null): boolean =>
  a === b ||
  (a?.person.id === b?.person.id &&
    a?.person.name === b?.person.name &&
    a?.workspaceId === b?.workspaceId &&
    a?.workspaceName === b?.workspaceName &&
    a?.role === b?.role)

const hereNow = (): string => `${location.pathname}${location.search}`

export const WorkspaceGate = (props: { readonly children?: JSX.Element }) => {
  const params = useParams()
  const deps = useAppDeps()
  const navigate = useNavigate()
  const [started, { refetch }] = createResource(
    () => params.workspaceId ?? '',
    async (workspaceId) => {
      await afterEarly()
      return bootWith(deps, workspaceId === '' ? null : workspaceId)
    },
    { initialValue: bootEarly() },
  )
  const session = createMemo(
    (): LocalSession | null => {
      const now = started.latest
      return now?.state === 'workspace' && now.session.workspaceId === params.workspaceId ? now.session : null
    },
    undefined,
    // What was shown early and is confirmed stays as it is.
    { equals: isSameSession },
  )
  const unreachable = () => {
    const now = started.latest
    return now?.state === 'unreachable' ? now : null
  }

  createEffect(
    on(
      () => started.latest,
      (now) => {
        switch (now?.state) {
          case 'workspace':
            if (now.session.workspaceId === params.workspaceId) return
            if (params.workspaceId !== undefined) notify({ message: 'That workspace is not one of yours, so this is another one.' })
            return navigate(homeOf(now.session.workspaceId), { replace: true })
          case 'noWorkspace':
            return navigate('/new-workspace', { replace: true })
          case 'signedOut':
            return navigate(params.workspaceId === undefined ? '/sign-in' : `/sign-in?next=${encodeURIComponent(hereNow())}`, { replace: true })
          case 'setup':
            return navigate('/setup', { replace: true })
        }
      },
    ),
  )

  return (
    <Switch>
      <Match when={started.error}>{(error) => <ErrorPage error={error()} onRetry={() => void refetch()} />}</Match>
      <Match when={unreachable()}>{(now) => <UnreachablePage message={now().message} onRetry={() => void refetch()} />}</Match>
      <Match when={session()} keyed>
        {(now) => <OpenedWorkspace session={now}>{props.children}</OpenedWorkspace>}
      </Match>
    </Switch>
  )
}

const OpenedWorkspace = (props: { readonly session: LocalSession; readonly children?: JSX.Element }) => {
  const deps = useAppDeps()
  const [failure, setFailure] = createSignal<unknown>(null)
  const workspace = openWorkspace({ session: props.session, platform: deps.platform, device: deps.device })
  workspace
    .loaded()
    .then(afterPaint)
    .then(() => confirm(deps, props.session))
    .catch(setFailure)
  const stopHolding = beforeUpdate(workspace.flush)
  onCleanup(() => {
    stopHolding()
    void workspace.dispose()
  })

  return (
    <Show when={failure() === null} fallback={<ErrorPage error={failure()} />}>
      <WorkspaceContext.Provider value={workspace}>
        <Shell>{props.children}</Shell>
      </WorkspaceContext.Provider>
    </Show>
  )
}

/** Somebody else has signed in with this browser: their workspace opens, and nothing of the former person is shown or sent (S7). */
const confirm = async (deps: AppDeps, session: LocalSession) => {
  const said = await confirmSession(deps, session)
  if (said.is !== 'otherPerson') return
  const next = said.me.workspaces[0]
  if (next === undefined) return location.replace('/new-workspace')
  await deps.device.activate({ person: said.me.person, workspaceId: next.id, workspaceName: next.name, role: next.role })
  location.replace(homeOf(next.id))
}
