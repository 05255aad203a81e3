import { describe, expect, test } from 'vitest'
import { onServer, savedHere, syncSentence } from '../../../client/app/sync/sync-sentence.ts'
import { syncWords } from '../../../client/app/sync/sync-words.ts'
import { INITIAL_SYNC_STATE, type SyncState } from '../../../client/sync/sync-state.ts'

const words = (facts: Partial<SyncState>) =>
  syncWords({ ...INITIAL_SYNC_STATE, connection: 'online', syncedAt: 1, isFirstSync: false, ...facts }, () => '14:05')

describe('the sync badge', () => {
  test('says "saved on the server" only when nothing at all is outstanding', () => {
    expect(words({}).words).toBe('Saved on the server')
    for (const facts of [{ unsent: 1 }, { unsaved: 1 }, { connection: 'connecting' }, { connection: 'offline' }, { connection: 'signedOut' }] as const) {
      expect(words(facts).words).not.toContain('on the server')
      expect(words(facts).tone).not.toBe('good')
    }
  })

  test('does not say "saved" while an edit is in memory only', () => {
    for (const connection of ['online', 'connecting', 'offline'] as const) {
      expect(words({ connection, unsaved: 1, unsent: 2 }).words.toLowerCase()).not.toContain('saved')
      expect(words({ connection, unsent: 3 }).words.toLowerCase()).toContain('saved on this device')
    }
  })

  test('counts what waits, and since when one is offline', () => {
    expect(words({ connection: 'offline', offlineSince: 7, unsent: 3 }).words).toBe('Offline since 14:05 · saved on this device · 3 to send')
    expect(words({ connection: 'signedOut', unsent: 1 }).words).toBe('Signed out: sign in to send 1 edit')
    expect(words({ connection: 'signedOut', unsent: 2 }).words).toBe('Signed out: sign in to send 2 edits')
  })

  test('puts a storage problem before everything else, and edits the server refused before the connection', () => {
    const refused = [{ path: 'workspace/items', edits: 2, reason: 'not allowed' }]
    expect(words({ storage: 'quota', refused, connection: 'offline' })).toMatchObject({ words: 'This device is full', tone: 'danger' })
    expect(words({ refused, connection: 'offline' })).toMatchObject({ words: '2 edits not accepted by the server', tone: 'danger' })
  })

  test('never calls everything on the server while it refuses some of it', () => {
    const state = {
      ...INITIAL_SYNC_STATE,
      connection: 'online',
      isFirstSync: false,
      refused: [{ path: 'workspace/items', edits: 2, reason: 'denied' }],
    } as const
    expect(syncSentence(state)).toContain('2 edits')
    expect(syncSentence(state)).not.toContain('on the server')
    expect(onServer(state)).toBe('All but 2 edits')
    expect(onServer({ ...state, refused: [] })).toBe('Everything of yours')
  })

  test('says that the server is full, what is safe and that it will be sent, and never "saved" of what is in memory only', () => {
    expect(words({ serverProblem: 'storage_full', unsent: 2 })).toMatchObject({
      words: 'The server is full · saved on this device · 2 to send',
      tone: 'danger',
    })
    expect(words({ serverProblem: 'storage_full', unsent: 1, unsaved: 1 }).words.toLowerCase()).not.toContain('saved')
    expect(words({ serverProblem: 'storage_full' }).words).toBe('Saved on the server')
    const state = { ...INITIAL_SYNC_STATE, connection: 'online', isFirstSync: false, serverProblem: 'storage_full', unsent: 2 } as const
    expect(syncSentence(state)).toMatch(/disk is full.*kept here and sent when it has room/)
    expect(onServer(state)).toBe('All but 2 edits')
  })

  test('says how far a device that was away has come, and what is still to send before that', () => {
    const catchingUp = { done: 312, total: 500 }
    expect(words({ catchingUp })).toMatchObject({ words: 'Catching up: 312 of 500', short: '62 %', tone: 'waiting' })
    expect(words({ catchingUp, isFirstSync: true }).words).toBe('Loading the workspace: 312 of 500')
    expect(words({ catchingUp, unsent: 1 }).words).toBe('Saved on this device · 1 to send')
    expect(syncSentence({ ...INITIAL_SYNC_STATE, connection: 'online', isFirstSync: false, catchingUp })).toContain('188 changes')
  })

  test('tells apart what is theirs to decide and what waits for a manager (S15)', () => {
    const left = { path: 'workspace/items', edits: 2, reason: 'handed_in' }
    expect(words({ connection: 'notAllowed', refused: [left] })).toMatchObject({ words: 'No access any more · 2 edits left for a manager' })
    expect(words({ refused: [left] })).toMatchObject({ words: '2 edits left for a manager', tone: 'waiting' })
    expect(words({ refused: [left, { ...left, reason: 'denied', edits: 1 }] })).toMatchObject({ words: '1 edit not accepted by the server' })
    const state = { ...INITIAL_SYNC_STATE, connection: 'notAllowed', refused: [left] } as const
    expect(syncSentence(state)).toContain('left for a manager')
    expect(onServer(state)).toBe('All but 2 edits')
  })

  test('calls nothing saved here when the browser keeps nothing', () => {
    expect(savedHere({ ...INITIAL_SYNC_STATE, storage: 'unavailable' })).toMatch(/^Nothing/)
    expect(savedHere({ ...INITIAL_SYNC_STATE, unsaved: 1 })).toBe('All but 1 edit')
    expect(savedHere(INITIAL_SYNC_STATE)).toBe('Everything')
  })

  test('says what is safe and what to do, whatever is wrong', () => {
    for (const storage of ['quota', 'blocked', 'outdated', 'dead', 'unavailable'] as const) {
      expect(syncSentence({ ...INITIAL_SYNC_STATE, storage })).toMatch(/[Cc]lose|[Kk]eep|until|Free/)
    }
    for (const connection of ['offline', 'signedOut', 'notAllowed', 'connecting'] as const) {
      expect(syncSentence({ ...INITIAL_SYNC_STATE, connection })).toContain('Everything is saved on this device')
    }
  })
})
