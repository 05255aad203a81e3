// Names of people for lists made from documents, which know ids only (D9): me, whoever is here now, and the members the
// server tells when it can be reached.

import { createResource } from 'solid-js'
import { Members } from '../../../shared/protocol/http.ts'
import { api } from '../../data/api.ts'
import type { WorkspaceData } from '../../data/workspace-data.ts'

export interface People {
  /** "You", a name, or "a colleague". */
  readonly nameOf: (personId: string) => string
}

export const createPeople = (workspace: WorkspaceData): People => {
  const { person, workspaceId } = workspace.session
  const [members] = createResource(async () => {
    const answer = await api.get(`/api/workspaces/${workspaceId}/members`, Members)
    return new Map(answer.ok ? answer.value.members.map(({ personId, name }) => [personId, name]) : [])
  })
  return {
    nameOf: (personId) => {
      if (personId === person.id) return 'you'
      const here = workspace.presence.peers().find((peer) => peer.personId === personId)?.name
      // `latest` never suspends the page: the names come when they come.
      return here ?? members.latest?.get(personId) ?? 'a colleague'
    },
  }
}
