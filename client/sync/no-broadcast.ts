// What the stock provider has for a BroadcastChannel in the build (an alias of vite.config.ts). Tabs talk over ours (S7): its
// own bypasses the gate and has nobody's name on it, and brings a fallback over localStorage into the first load.

export const subscribe = (): void => {}
export const unsubscribe = subscribe
export const publish = subscribe
