import { WorkspaceBody, WorkspaceCreated } from '../../../shared/protocol/http.ts'
import { Button } from '../../ui/Button.tsx'
import { Problem } from '../../ui/Problem.tsx'
import { useAppDeps } from '../app-deps.ts'
import { createForm } from './createForm.ts'
import { createEnter } from './enter.ts'
import { FormField } from './FormField.tsx'
import { PublicFrame } from './PublicFrame.tsx'

/** For a person signed in: another workspace, or the first one. */
export default function NewWorkspacePage() {
  const { api } = useAppDeps()
  const enter = createEnter()
  const form = createForm({
    empty: { name: '' },
    labels: { name: 'Workspace' },
    schema: WorkspaceBody,
    send: async (body) => {
      const answer = await api.post('/api/workspaces', body, WorkspaceCreated)
      return answer.ok ? enter(answer.value.workspaceId) : answer.error.message
    },
  })
  const name = form.field('name')
  return (
    <PublicFrame title="New workspace" lead="It has its own accounts, calendars and people. To join an existing one, open the invite you were sent.">
      <form class="public-form" novalidate onSubmit={form.onSubmit}>
        <FormField {...name} autocomplete="organization" hint="Your company or team" autofocus />
        <Problem class="public-problem" message={form.problem()} />
        <Button kind="primary" type="submit" wide busy={form.isSending()}>
          Create workspace
        </Button>
      </form>
      <p class="public-quiet">
        <a href="/">Back</a>
      </p>
    </PublicFrame>
  )
}
