// What Yjs and the stock provider are told of where they run, in the build (an alias of vite.config.ts): a browser, in
// production. Their own way of finding out reads the address, localStorage and the process. A missing name fails the build.

export const isBrowser = true
export const isNode = false
export const getVariable = (): null => null
