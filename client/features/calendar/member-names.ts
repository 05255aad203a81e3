// Names of people for marks that know ids only (D9): me, whoever is here now, and the members the server tells when it can
// be reached. Asked for once a workspace; again when it could not be told.

import { type Accessor, createSignal } from 'solid-js'
import { Members } from '../../../shared/protocol/http.ts'
import { api } from '../../data/api.ts'
import type { WorkspaceData } from '../../data/workspace-data.ts'

const known = new WeakMap<WorkspaceData, Accessor<ReadonlyMap<string, string>>>()

const membersOf = (workspace: WorkspaceData): Accessor<ReadonlyMap<string, string>> => {
  const asked = known.get(workspace)
  if (asked !== undefined) return asked
  const [members, setMembers] = createSignal<ReadonlyMap<string, string>>(new Map())
  known.set(workspace, members)
  void api.get(`/api/workspaces/${workspace.session.workspaceId}/members`, Members).then((answer) => {
    if (answer.ok) setMembers(new Map(answer.value.members.map(({ personId, name }) => [personId, name])))
    else known.delete(workspace)
  })
  return members
}

/** "you", a name, or "a colleague". Reactive. */
export const createMemberNames = (workspace: WorkspaceData): ((personId: string) => string) => {
  const members = membersOf(workspace)
  return (personId) => {
    if (personId === workspace.session.person.id) return 'you'
    return workspace.presence.peers().find((peer) => peer.personId === personId)?.name ?? members().get(personId) ?? 'a colleague'
  }
}
