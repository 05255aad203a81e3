// The whole values of documents, a few at a time: what summaries leave out stands there. Whatever cannot be read on this
// device is left out rather than holding everything up.

import { createEffect, createRoot } from 'solid-js'
import type { DocumentKind } from '../../../../shared/base/document-path.ts'
import type { DocFields } from '../../../../shared/docs/index.ts'
import type { DocValue } from '../../../../shared/model/field.ts'
import type { WorkspaceData } from '../../../data/workspace-data.ts'

const AT_ONCE = 8
const READ_MS_MAX = 15_000

export const documentValues = async <Kind extends DocumentKind>(
  workspace: WorkspaceData,
  kind: Kind,
  paths: readonly string[],
): Promise<readonly { readonly path: string; readonly value: DocValue<DocFields<Kind>> }[]> => {
  const found: { readonly path: string; readonly value: DocValue<DocFields<Kind>> }[] = []
  for (let at = 0; at < paths.length; at += AT_ONCE) {
    const some = paths.slice(at, at + AT_ONCE)
    const values = await Promise.all(some.map((path) => documentValue(workspace, kind, path)))
    for (const [index, value] of values.entries()) if (value !== null) found.push({ path: some[index] ?? '', value })
  }
  return found
}

const documentValue = <Kind extends DocumentKind>(workspace: WorkspaceData, kind: Kind, path: string): Promise<DocValue<DocFields<Kind>> | null> =>
  new Promise((resolve) => {
    createRoot((dispose) => {
      const finish = (value: DocValue<DocFields<Kind>> | null) => {
        clearTimeout(timer)
        resolve(value)
        queueMicrotask(dispose)
      }
      const timer = setTimeout(() => finish(null), READ_MS_MAX)
      const document = workspace.open(kind, path)
      createEffect(() => {
        const live = document.live()
        if (live !== null) finish(live.value() as DocValue<DocFields<Kind>>)
      })
    })
  })
