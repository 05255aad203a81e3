import { createRoot, createSignal } from 'solid-js'
import { describe, expect, test } from 'vitest'
import { createDraft } from '../../../client/ui/createDraft.ts'
import { err, ok } from '../../../shared/base/result.ts'

const field = (commit: (value: number | null) => string | null | Promise<string | null>, stored: () => number | null) =>
  createRoot((dispose) => ({
    dispose,
    draft: createDraft<number | null>({
      value: stored,
      format: (value) => (value === null ? '' : String(value)),
      parse: (text) => (text === '' ? ok(null) : /^\d+$/.test(text) ? ok(Number(text)) : err('Give a number.')),
      commit,
    }),
  }))

describe('what is typed into a field', () => {
  test('is committed once, however it is left', async () => {
    const [stored, setStored] = createSignal<number | null>(1)
    const committed: (number | null)[] = []
    const { draft, dispose } = field(async (value) => {
      committed.push(value)
      await Promise.resolve()
      setStored(value)
      return null
    }, stored)
    draft.type('25')
    await Promise.all([draft.commit(), draft.commit()])
    await draft.commit()
    expect(committed).toEqual([25])
    expect(draft.text()).toBe('25')
    expect(draft.isDirty()).toBe(false)
    dispose()
  })

  test('stays, with the message, when it cannot be kept', async () => {
    const { draft, dispose } = field(
      (value) => (value === 13 ? 'Not thirteen.' : null),
      () => 1,
    )
    draft.type('a dozen')
    await draft.commit()
    expect([draft.text(), draft.message()]).toEqual(['a dozen', 'Give a number.'])
    draft.type('13')
    expect(draft.message()).toBeNull()
    await draft.commit()
    expect([draft.text(), draft.message()]).toEqual(['13', 'Not thirteen.'])
    draft.restore()
    expect([draft.text(), draft.message()]).toEqual(['1', null])
    dispose()
  })

  test('is not moved by a colleague who changes the stored value meanwhile', async () => {
    const [stored, setStored] = createSignal<number | null>(1)
    const { draft, dispose } = field(() => null, stored)
    draft.type('2')
    setStored(99)
    expect(draft.text()).toBe('2')
    draft.restore()
    expect(draft.text()).toBe('99')
    dispose()
  })

  test('commits nothing when it is what is stored', async () => {
    const committed: unknown[] = []
    const { draft, dispose } = field(
      (value) => {
        committed.push(value)
        return null
      },
      () => 7,
    )
    draft.type('8')
    draft.type('7')
    await draft.commit()
    expect(committed).toEqual([])
    expect(draft.isDirty()).toBe(false)
    dispose()
  })
})
