// Devices of two people through faults: sockets cut at any frame, relays restarted, tabs killed with whatever they had in
// memory. A seed replays the choices (not the timing: the network and the event loop are real here).

import { afterEach, describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import type { Workspace } from '../../../client/data/create-workspace.ts'
import { createWorkspace } from '../../../client/data/create-workspace.ts'
import { browserPlatform } from '../../../client/platform.ts'
import { createIdbStorage } from '../../../client/storage/idb-storage.ts'
import type { WorkspaceStorage } from '../../../client/storage/workspace-storage.ts'
import { createSync } from '../../../client/sync/create-sync.ts'
import { type Dial, dialWebSocket, type Socket } from '../../../client/sync/socket.ts'
import { calendarPath, profilePath } from '../../../shared/base/document-path.ts'
import { addRow, setCell, setField } from '../../../shared/commands/rows.ts'
import { BEARER_PREFIX } from '../../../shared/protocol/version.ts'
import { createTestLog, startTestRelay, type TestRelay, WORKSPACE } from '../../support/test-relay.ts'
import { eventually } from '../../support/test-workspace.ts'

type Random = () => number

/** mulberry32 */
const seeded = (seed: number): Random => {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

/** A network that cuts a connection after some frames, when it is told to be bad. */
const cuttingDial =
  (dial: Dial, random: Random, isBad: () => boolean): Dial =>
  (events) => {
    let framesLeft = 3 + Math.floor(random() * 40)
    let isCut = false
    const socketRef: { current: Socket | null } = { current: null }
    const cut = (): void => {
      if (isCut) return
      isCut = true
      socketRef.current?.close(1000, 'cut')
    }
    const count = (): boolean => {
      if (isBad() && --framesLeft <= 0) cut()
      return !isCut
    }
    const socket = dial({
      onOpen: events.onOpen,
      onFrame: (bytes) => {
        if (count()) events.onFrame(bytes)
      },
      onClose: (_code, reason) => events.onClose(1006, reason),
    })
    socketRef.current = socket
    return {
      send: (bytes) => {
        if (count()) socket.send(bytes)
      },
      close: socket.close,
    }
  }

/** A tab that can be killed: from then on nothing reaches the disk or comes back from it. */
const killable = (storage: WorkspaceStorage): { readonly storage: WorkspaceStorage; readonly kill: () => void } => {
  let isDead = false
  const never = new Promise<never>(() => {})
  const guarded = Object.fromEntries(
    Object.entries(storage).map(([name, method]) => [
      name,
      typeof method === 'function' ? (...args: readonly unknown[]) => (isDead ? never : (method as (...args: readonly unknown[]) => unknown)(...args)) : method,
    ]),
  ) as unknown as WorkspaceStorage
  return {
    storage: { ...guarded, problem: storage.problem, pending: storage.pending, observe: storage.observe },
    kill: () => {
      isDead = true
    },
  }
}

interface Tab {
  readonly workspace: Workspace
  readonly kill: () => void
}

let relay: TestRelay | null = null
let tabs: Tab[] = []
afterEach(async () => {
  for (const { workspace } of tabs) await workspace.dispose()
  tabs = []
  await relay?.stop()
  relay = null
})

const CALENDAR = calendarPath('marlow', 2027)
const PROFILE = profilePath('marlow')

const run = async (seed: number): Promise<void> => {
  const random = seeded(seed)
  const pick = <Value>(values: readonly Value[]): Value => values[Math.floor(random() * values.length)] as Value
  const log = createTestLog()
  relay = await startTestRelay({ log })
  const { port } = relay
  let isBad = true
  let isOnline = true

  const open = (person: string, device: string): Tab => {
    const disk = createIdbStorage(`faults-${seed}-${device}`)
    const { storage, kill } = killable(disk)
    let isKilled = false
    const dial = cuttingDial(
      dialWebSocket(() => `ws://127.0.0.1:${isOnline ? port : 9}/sync/${WORKSPACE}`, [`${BEARER_PREFIX}${person}`]),
      random,
      () => isBad || isKilled,
    )
    const workspace = createWorkspace({
      session: { person: { id: person, name: person, email: '' }, workspaceId: WORKSPACE, workspaceName: 'W', role: 'manager' },
      platform: browserPlatform,
      storage,
      lingerMs: 40,
      createSync: async (listener) => createSync({ personId: person, storage, dial, listener, now: browserPlatform.now, random }),
    })
    return {
      workspace,
      kill: () => {
        isKilled = true
        kill()
      },
    }
  }
  const devices = [
    { person: 'ann', device: 'ann-desk' },
    { person: 'ann', device: 'ann-phone' },
    { person: 'ben', device: 'ben-desk' },
  ]
  const now = devices.map(({ person, device }) => open(person, device))
  tabs.push(...now)
  const rowIds: string[] = []
  const mustExist = new Set<string>()

  for (let step = 0; step < 60; step++) {
    const index = Math.floor(random() * devices.length)
    const { workspace } = now[index] as Tab
    const action = random()
    if (action < 0.3) {
      const added = await workspace.run('Added', CALENDAR, addRow, { rows: 'promotions', input: { name: `P${step}` } })
      if (added.ok) {
        rowIds.push(added.value)
        // "Saved on this device" is a promise (SYNC §1.1).
        if (random() < 0.7) {
          await workspace.flush()
          mustExist.add(added.value)
        }
      }
    } else if (action < 0.55 && rowIds.length > 0) {
      await workspace.run('Renamed', CALENDAR, setCell, { rows: 'promotions', rowId: pick(rowIds), cell: 'theme', value: `T${step}` })
    } else if (action < 0.7) {
      await workspace.run('Counted', PROFILE, setField, { name: 'storeCount', value: step })
    } else if (action < 0.85) {
      await workspace.run(
        'Typed',
        PROFILE,
        (live: import('../../../client/data/open-documents.ts').AnyLive, text: string) => {
          live.text('notes').splice(0, 0, text)
          return { ok: true as const, value: undefined }
        },
        `${step} `,
      )
    } else if (action < 0.92) {
      // The tab is killed with what it has in memory, and opened again.
      now[index]?.kill()
      void now[index]?.workspace.dispose()
      const { person, device } = devices[index] as (typeof devices)[number]
      const again = open(person, device)
      now[index] = again
      tabs.push(again)
    } else if (action < 0.96) {
      await relay?.stop()
      relay = await startTestRelay({ log, port })
    } else await new Promise((resolve) => setTimeout(resolve, random() * 60))
  }

  isBad = false
  for (const { workspace } of now) workspace.reconnect()
  await eventually(() => {
    for (const { workspace } of now) expect(workspace.sync()).toMatchObject({ connection: 'online', unsaved: 0, unsent: 0, refused: [] })
  }, 20_000)
  const server = new Y.Doc()
  const state = await log.documentState(WORKSPACE, CALENDAR)
  if (state !== null) Y.applyUpdate(server, state.update)
  const onServer = new Set(server.getMap('rows/promotions').keys())
  for (const id of mustExist) expect(onServer).toContain(id)
  expect(server.store.pendingStructs).toBeNull()

  const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value))
  const promotionsOf = (workspace: Workspace): unknown => plain([...workspace.summaries.all('promotion')].sort((a, b) => (a.key < b.key ? -1 : 1)))
  // Lists first: nothing has been opened to fill what a tail may have missed.
  await eventually(() => {
    for (const { workspace } of now) expect(new Set(workspace.summaries.all('promotion').map(({ key }) => key))).toEqual(onServer)
    for (const { workspace } of now) expect(promotionsOf(workspace)).toEqual(promotionsOf((now[0] as Tab).workspace))
  }, 10_000)
  const documentsOf = ({ workspace }: Tab) => [workspace.open('calendar', CALENDAR), workspace.open('profile', PROFILE)] as const
  const shown = (documents: ReturnType<typeof documentsOf>): unknown => plain(documents.map((document) => document.value()))
  const opened = now.map(documentsOf)
  await eventually(() => {
    for (const documents of opened) expect(shown(documents)).toEqual(shown(opened[0] as ReturnType<typeof documentsOf>))
    expect(new Set(opened[0]?.[0].value()?.promotions.map(({ id }) => id))).toEqual(onServer)
    expect(opened[0]?.[1].value()).not.toBeNull()
  }, 10_000)
  const expected = shown(opened[0] as ReturnType<typeof documentsOf>)

  // The disk alone: each device starts again without a network and has everything.
  for (const { workspace } of tabs) await workspace.dispose()
  isOnline = false
  for (const { person, device } of devices) {
    const alone = open(person, device)
    tabs.push(alone)
    const documents = documentsOf(alone)
    await eventually(() => expect(shown(documents)).toEqual(expected))
  }
  expect(relay?.errors).toEqual([])
}

describe('devices through faults (SYNC §1, F)', { timeout: 60_000 }, () => {
  it.each([1, 2, 3, 4, 5, 6])('lose nothing that was saved and end equal, seed %i', run)
})
