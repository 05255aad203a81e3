// What Yjs has for a console in the build (an alias of vite.config.ts): its own brings colours, a schema library and DOM
// helpers into the first load, for two warnings nobody using the app could act on. Every name Yjs takes from `lib0/logging`
// is here; a missing one fails the build.

export const ORANGE = ''
export const RED = ''
export const BOLD = ''
export const UNBOLD = ''

export const warn = (): void => {}
export const print = warn
