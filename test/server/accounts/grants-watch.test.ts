import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { createAccounts } from '../../../server/accounts/accounts.ts'
import { watchGrants } from '../../../server/accounts/grants-watch.ts'
import type { Hint } from '../../../server/bus/bus.ts'
import { createInProcessBus } from '../../../server/bus/in-process-bus.ts'
import { systemClock, systemRandomBytes } from '../../../server/platform.ts'
import { openDatabase } from '../../../server/store/sqlite-database.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

describe('the watch over grants', () => {
  it('tells of what another connection changed, within 250 ms, and is silent about our own work', async () => {
    const path = join(await temporaryFolder(), 'endcap.sqlite')
    const [ours, theirs] = [openDatabase(path), openDatabase(path)]
    if (!ours.ok || !theirs.ok) throw new Error('no database')
    const bus = createInProcessBus()
    const hints: Hint[] = []
    bus.subscribe((hint) => hints.push(hint))
    const stop = watchGrants({ database: ours.value, bus })
    const accountsOn = (database: typeof ours.value) => createAccounts({ database, clock: systemClock, randomBytes: systemRandomBytes })

    const workspace = accountsOn(ours.value).membership.createWorkspace('A', null)
    await wait(250)
    expect(hints).toEqual([])
    accountsOn(theirs.value).membership.rename(workspace.id, 'B')
    await wait(250)
    expect(hints).toEqual([{ type: 'grantsChanged', workspaceId: null }])
    stop()
    accountsOn(theirs.value).membership.rename(workspace.id, 'C')
    await wait(250)
    expect(hints.length).toBe(1)
    ours.value.close()
    theirs.value.close()
  })
})
