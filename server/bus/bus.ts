// Tells the other sessions of a process (later: of other processes) that a workspace's log grew or that somebody's rights
// changed. Hints only: lost, repeated or late ones make things slower, never wrong (S17).

export type Hint =
  | { readonly type: 'appended'; readonly workspaceId: string; readonly seq: number }
  /** Members, roles, sessions or tokens changed: look at every grant of the workspace again; null = of all workspaces. */
  | { readonly type: 'grantsChanged'; readonly workspaceId: string | null }

export interface Bus {
  readonly publish: (hint: Hint) => void
  readonly subscribe: (listener: (hint: Hint) => void) => () => void
  readonly close: () => Promise<void>
}
