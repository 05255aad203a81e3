import { expect, test } from 'vitest'
import { withToast } from '../../../client/ui/toast-stack.ts'

const words = (notices: readonly { readonly message: string; readonly sticky?: boolean }[]): readonly string[] =>
  notices.reduce<readonly { readonly message: string }[]>(withToast, []).map(({ message }) => message)

test('three notices stand at once, and the oldest make room', () => {
  expect(words([{ message: 'a' }, { message: 'b' }, { message: 'c' }, { message: 'd' }])).toEqual(['b', 'c', 'd'])
  expect(words([{ message: 'a' }, { message: 'b' }, { message: 'a' }])).toEqual(['b', 'a'])
})

test('a sticky notice waits for the person, however many come after it', () => {
  expect(words([{ message: 'new version', sticky: true }, { message: 'a' }, { message: 'b' }, { message: 'c' }])).toEqual(['new version', 'b', 'c'])
})
