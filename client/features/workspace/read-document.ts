// One look at a document, open or closed: it is opened, read once it has been read from this device, and let go.

import { createEffect, createRoot, untrack } from 'solid-js'
import type { DocumentKind } from '../../../shared/base/document-path.ts'
import type { DocFields } from '../../../shared/docs/index.ts'
import type { LiveDoc } from '../../../shared/model/live.ts'
import type { WorkspaceData } from '../../data/workspace-data.ts'

const READ_MS_MAX = 15_000

/** Rejects when the document cannot be read from this device. */
export const readDocument = <Kind extends DocumentKind, Value>(
  workspace: WorkspaceData,
  kind: Kind,
  path: string,
  read: (live: LiveDoc<DocFields<Kind>>) => Value,
): Promise<Value> =>
  new Promise((resolve, reject) => {
    createRoot((dispose) => {
      const finish = (settle: () => void) => {
        clearTimeout(timer)
        settle()
        queueMicrotask(dispose)
      }
      const timer = setTimeout(() => finish(() => reject(new Error(`${path} could not be read`))), READ_MS_MAX)
      const document = workspace.open(kind, path)
      let isRead = false
      createEffect(() => {
        const live = document.live()
        if (live === null || isRead) return
        isRead = true
        untrack(() => {
          try {
            const value = read(live)
            finish(() => resolve(value))
          } catch (error) {
            finish(() => reject(error))
          }
        })
      })
    })
  })
