// The pages, each loaded when somebody goes there.

export const PAGES = {
  signIn: () => import('./public/SignInPage.tsx'),
  setup: () => import('./public/SetupPage.tsx'),
  invite: () => import('./public/InvitePage.tsx'),
  recover: () => import('./public/RecoverPage.tsx'),
  newWorkspace: () => import('./public/NewWorkspacePage.tsx'),
  today: () => import('../features/today/TodayPage.tsx'),
  accounts: () => import('../features/account/AccountsPage.tsx'),
  account: () => import('../features/account/AccountPage.tsx'),
  packets: () => import('../features/packet/PacketsPage.tsx'),
  packet: () => import('../features/packet/PacketPage.tsx'),
  items: () => import('../features/items/ItemsPage.tsx'),
  import: () => import('../features/workspace/ImportPage.tsx'),
  trash: () => import('../features/workspace/TrashPage.tsx'),
  settings: () => import('../features/workspace/SettingsPage.tsx'),
  notFound: () => import('./NotFoundPage.tsx'),
} as const
