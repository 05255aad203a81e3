// Who made a Yjs transaction (S1). Only LOCAL edits are kept as unsent and sent; the others already are somewhere.

export const LOCAL = 'local'
export const STORAGE = 'storage'
export const REMOTE = 'remote'
export const TAB = 'tab'

export type Origin = typeof LOCAL | typeof STORAGE | typeof REMOTE | typeof TAB
