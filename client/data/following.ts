import { createSignal } from 'solid-js'

/** The colleague this tab follows, by person; null for nobody. Where they are is where this tab goes, until somebody acts here. */
const [followed, setFollowed] = createSignal<string | null>(null)

export { followed }
export const follow = (personId: string | null): void => void setFollowed(personId)
