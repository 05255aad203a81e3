import { parseDocumentPath } from '../../shared/base/document-path.ts'
import type { WorkspaceData } from './workspace-data.ts'

/** What a person calls a document: "Marlow Markets · calendar 2027". */
export const documentName = (workspace: WorkspaceData, path: string): string => {
  const address = parseDocumentPath(path)
  if (address === null) return path
  if (address.kind === 'settings') return 'Workspace settings'
  if (address.kind === 'items') return 'Items'
  const account = workspace.summaries.ofAccount('account', address.accountId)[0]?.name || 'An account'
  switch (address.kind) {
    case 'profile':
      return `${account} · profile`
    case 'calendar':
      return `${account} · calendar ${address.year}`
    case 'facts':
      return `${account} · weekly facts ${address.year}`
    case 'packet': {
      const packet = workspace.summaries.ofAccount('packet', address.accountId).find(({ packetId }) => packetId === address.packetId)
      return `${account} · ${packet?.title || 'packet'}`
    }
  }
}

/** Where it is edited, below the workspace. */
export const documentPlace = (path: string): string => {
  const address = parseDocumentPath(path)
  switch (address?.kind) {
    case 'profile':
      return `/accounts/${address.accountId}`
    case 'packet':
      return `/packets/${address.accountId}/${address.packetId}`
    case 'items':
      return '/items'
    case 'settings':
      return '/settings'
    default:
      return '/calendar'
  }
}
