// Every address of the app. All pages are loaded when they are gone to, but the calendar's, which is home.

import { Route } from '@solidjs/router'
import { lazy } from 'solid-js'
import CalendarPage from '../features/calendar/CalendarPage.tsx'
import { HomePage } from './HomePage.tsx'
import { WorkspaceGate } from './WorkspaceGate.tsx'

export const Routes = () => (
  <>
    <Route path="/sign-in" component={lazy(() => import('./public/SignInPage.tsx'))} />
    <Route path="/setup" component={lazy(() => import('./public/SetupPage.tsx'))} />
    <Route path="/invite" component={lazy(() => import('./public/InvitePage.tsx'))} />
    <Route path="/recover" component={lazy(() => import('./public/RecoverPage.tsx'))} />
    <Route path="/new-workspace" component={lazy(() => import('./public/NewWorkspacePage.tsx'))} />
    <Route path="/" component={WorkspaceGate} />
    <Route path="/w/:workspaceId" component={WorkspaceGate}>
      <Route path="/" component={HomePage} />
      <Route path="/calendar" component={CalendarPage} />
      <Route path="/today" component={lazy(() => import('../features/today/TodayPage.tsx'))} />
      <Route path="/accounts" component={lazy(() => import('../features/account/AccountsPage.tsx'))} />
      <Route path="/accounts/:accountId" component={lazy(() => import('../features/account/AccountPage.tsx'))} />
      <Route path="/packets" component={lazy(() => import('../features/packet/PacketsPage.tsx'))} />
      <Route path="/packets/:accountId/:packetId" component={lazy(() => import('../features/packet/PacketPage.tsx'))} />
      <Route path="/items" component={lazy(() => import('../features/items/ItemsPage.tsx'))} />
      <Route path="/import" component={lazy(() => import('../features/workspace/ImportPage.tsx'))} />
      <Route path="/trash" component={lazy(() => import('../features/workspace/TrashPage.tsx'))} />
      <Route path="/settings" component={lazy(() => import('../features/workspace/SettingsPage.tsx'))} />
      <Route path="*" component={lazy(() => import('./NotFoundPage.tsx'))} />
    </Route>
    <Route path="*" component={lazy(() => import('./NotFoundPage.tsx'))} />
  </>
)
