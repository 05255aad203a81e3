import { createSignal } from 'solid-js'

// The same width at which tokens.css turns to the floor's sizes.
const phone = matchMedia('(width < 48rem)')
const [isPhone, setIsPhone] = createSignal(phone.matches)
phone.addEventListener('change', () => setIsPhone(phone.matches))

/** Reactive: the floor's layout, with sheets and the bottom bar. */
export { isPhone }
