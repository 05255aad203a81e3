// Every address of the app. All pages are loaded when they are gone to, but the calendar's, which is home; where they are,
// and the styles they bring, is known to `pages.ts`, which comes with the first of them.

import { Route } from '@solidjs/router'
import { lazy } from 'solid-js'
import CalendarPage from '../features/calendar/CalendarPage.tsx'
import { HomePage } from './HomePage.tsx'
import { WorkspaceGate } from './WorkspaceGate.tsx'

type PageName = keyof typeof import('./pages.ts')['PAGES']

const page = (name: PageName) => lazy(async () => (await import('./pages.ts')).PAGES[name]())

export const Routes = () => (
  <>
    <Route path="/sign-in" component={page('signIn')} />
    <Route path="/setup" component={page('setup')} />
    <Route path="/invite" component={page('invite')} />
    <Route path="/recover" component={page('recover')} />
    <Route path="/new-workspace" component={page('newWorkspace')} />
    <Route path="/" component={WorkspaceGate} />
    <Route path="/w/:workspaceId" component={WorkspaceGate}>
      <Route path="/" component={HomePage} />
      <Route path="/calendar" component={CalendarPage} />
      <Route path="/today" component={page('today')} />
      <Route path="/accounts" component={page('accounts')} />
      <Route path="/accounts/:accountId" component={page('account')} />
      <Route path="/packets" component={page('packets')} />
      <Route path="/packets/:accountId/:packetId" component={page('packet')} />
      <Route path="/items" component={page('items')} />
      <Route path="/import" component={page('import')} />
      <Route path="/trash" component={page('trash')} />
      <Route path="/settings" component={page('settings')} />
      <Route path="*" component={page('notFound')} />
    </Route>
    <Route path="*" component={page('notFound')} />
  </>
)
