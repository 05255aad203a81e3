import { createRoot } from 'solid-js'
import { describe, expect, test } from 'vitest'
import { commands, registerCommand, runCommand, runCommandAt } from '../../../client/data/app-commands.ts'

const within = (work: () => void): (() => void) =>
  createRoot((dispose) => {
    work()
    return dispose
  })

describe('the commands of the app', () => {
  test('are offered while their place is open', () => {
    const leave = within(() => registerCommand({ id: 'test.one', label: 'One', run: () => {} }))
    expect(commands().map(({ id }) => id)).toContain('test.one')
    leave()
    expect(commands().map(({ id }) => id)).not.toContain('test.one')
    expect(runCommand('test.one')).toBe(false)
  })

  test('of two with one id the later one counts, until its place is left', () => {
    const ran: string[] = []
    const leaveShell = within(() => registerCommand({ id: 'test.new', label: 'New', run: () => ran.push('shell') }))
    const leavePage = within(() => registerCommand({ id: 'test.new', label: 'New', run: () => ran.push('page') }))
    expect(commands().filter(({ id }) => id === 'test.new')).toHaveLength(1)
    runCommand('test.new')
    leavePage()
    runCommand('test.new')
    expect(ran).toEqual(['page', 'shell'])
    leaveShell()
  })

  test('wait for the place that offers them', async () => {
    const ran: string[] = []
    let leave = () => {}
    runCommandAt('test.later', () => {
      leave = within(() => registerCommand({ id: 'test.later', label: 'Later', run: () => ran.push('ran') }))
    })
    await Promise.resolve()
    expect(ran).toEqual(['ran'])
    leave()
  })
})
