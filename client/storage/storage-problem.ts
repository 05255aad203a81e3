// What can be wrong with this device's storage, each with words of its own on the badge (S3).

/**
 * `quota`: the disk share is full · `blocked`: another tab holds an old version open · `outdated`: another tab has a newer
 * version, and this one cannot read it · `dead`: the handle died and could not be reopened (iOS) · `unavailable`: there is none (private mode); edits live in memory and on the server only.
 */
export type StorageProblem = 'quota' | 'blocked' | 'outdated' | 'dead' | 'unavailable'

/** The problem an IndexedDB error stands for; null when it may pass by opening the database again. */
export const problemOfError = (error: unknown): StorageProblem | null => {
  const name = error instanceof Error || error instanceof DOMException ? error.name : ''
  switch (name) {
    case 'QuotaExceededError':
      return 'quota'
    case 'VersionError':
      return 'outdated'
    case 'SecurityError':
    case 'NotSupportedError':
      return 'unavailable'
    default:
      return null
  }
}

/** What is on the disk, or may be written to it later, is lost to this tab for now. `unavailable` is none of these: memory stands in for it. */
export const isStorageFailing = (problem: StorageProblem | null): boolean => problem !== null && problem !== 'unavailable'
