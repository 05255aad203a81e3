// Names of people for marks that know ids only (D9): me, whoever is here now, and the members the server tells when it can
// be reached.

import { createResource } from 'solid-js'
import { Members } from '../../../shared/protocol/http.ts'
import { api } from '../../data/api.ts'
import type { WorkspaceData } from '../../data/workspace-data.ts'

export const createMemberNames = (workspace: WorkspaceData): ((personId: string) => string) => {
  const { person, workspaceId } = workspace.session
  const [members] = createResource(async () => {
    const answer = await api.get(`/api/workspaces/${workspaceId}/members`, Members)
    return new Map(answer.ok ? answer.value.members.map(({ personId, name }) => [personId, name]) : [])
  })
  return (personId) => {
    if (personId === person.id) return 'you'
    // `latest` never suspends the page: the names come when they come.
    return workspace.presence.peers().find((peer) => peer.personId === personId)?.name ?? members.latest?.get(personId) ?? 'a colleague'
  }
}
