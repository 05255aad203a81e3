// Names an owner may be chosen from: who attends, who is here, who owns something already, and me.

import { attendeesShown } from '../../../shared/domain/packet/attendees.ts'
import { useWorkspace } from '../../data/context.ts'
import { alive, type PacketValue } from './packet-context.ts'

export const createOwnerSuggestions = (value: () => PacketValue): (() => readonly string[]) => {
  const { presence, session } = useWorkspace()
  return () => {
    const names = [
      session.person.name,
      ...attendeesShown(value().attendees).map(({ name }) => name),
      ...presence.peers().map(({ name }) => name),
      ...alive(value().actions).map(({ owner }) => owner),
      ...alive(value().agenda).map(({ owner }) => owner),
    ]
    return [...new Set(names)].filter((name) => name !== '')
  }
}
