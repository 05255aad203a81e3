import { Router } from '@solidjs/router'
import type { JSX } from 'solid-js'
import { ErrorBoundary, Suspense } from 'solid-js'
import { Toasts } from '../ui/toasts.tsx'
import { type AppDeps, AppDepsContext } from './app-deps.ts'
import { ErrorPage } from './ErrorPage.tsx'
import { Routes } from './routes.tsx'
import { createTheme } from './theme.ts'

export const App = (props: { readonly deps: AppDeps }) => {
  createTheme()
  return (
    <AppDepsContext.Provider value={props.deps}>
      <Router root={Root}>
        <Routes />
      </Router>
    </AppDepsContext.Provider>
  )
}

const Root = (props: { children?: JSX.Element }) => (
  <>
    <ErrorBoundary fallback={(error, reset) => <ErrorPage error={error} onRetry={reset} />}>
      <Suspense>{props.children}</Suspense>
    </ErrorBoundary>
    <Toasts />
  </>
)
