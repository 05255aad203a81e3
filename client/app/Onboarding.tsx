// The first look at an empty workspace: three ways to begin. Shown once; whoever chose, chose for this device.

import { useNavigate } from '@solidjs/router'
import { createSignal, Show } from 'solid-js'
import { useWorkspace } from '../data/context.ts'
import { prefer, preferences } from '../data/preferences.ts'
import { Icon, type IconName } from '../ui/Icon.tsx'
import { Page } from '../ui/Page.tsx'
import { notify } from '../ui/toasts.tsx'
import './Onboarding.css'

export default function Onboarding() {
  const workspace = useWorkspace()
  const navigate = useNavigate()
  const [loading, setLoading] = createSignal<string | null>(null)
  const begin = () => prefer({ begun: [...preferences().begun, workspace.session.workspaceId] })

  const startEmpty = () => {
    begin()
    navigate(workspace.href('/accounts'))
  }
  const importFiles = () => {
    begin()
    navigate(workspace.href('/import'))
  }
  const explore = async () => {
    setLoading('Loading the sample year')
    const outcome = await import('../features/workspace/sample-data.ts')
      .then(({ loadSampleData }) => loadSampleData(workspace, ({ done, total }) => setLoading(`Loading the sample year: ${done} of ${total}`)))
      .catch(() => null)
    const problem = outcome === null ? 'The sample year could not be loaded. Try again when the server can be reached.' : outcome.problems[0]
    if (problem !== undefined) {
      setLoading(null)
      return void notify({ message: problem, tone: 'danger' })
    }
    begin()
    notify({ message: 'The sample year is loaded. Delete its accounts when you are done exploring.' })
    navigate(workspace.href('/calendar'))
  }

  return (
    <Page title={`Welcome to ${workspace.session.workspaceName}`} subtitle="How would you like to begin?" narrow>
      <ul class="onboarding">
        <Choice
          icon="plus"
          title="Start with an empty year"
          words="Add your accounts, each in its own weeks, then plan on the timeline."
          onChoose={startEmpty}
        />
        <Choice
          icon="import"
          title="Import your files"
          words="Accounts, items and promotions from CSV or a spreadsheet, with a preview before anything is kept."
          onChoose={importFiles}
        />
        <Choice
          icon="spark"
          title="Explore with sample data"
          words="A made-up supplier’s year: six accounts, twenty items, 169 promotions."
          busy={loading()}
          onChoose={() => void explore()}
        />
      </ul>
    </Page>
  )
}

interface ChoiceProps {
  readonly icon: IconName
  readonly title: string
  readonly words: string
  readonly busy?: string | null | undefined
  readonly onChoose: () => void
}

const Choice = (props: ChoiceProps) => (
  <li>
    <button type="button" class="onboarding-choice" disabled={props.busy != null} onClick={() => props.onChoose()}>
      <span class="onboarding-icon">
        <Icon name={props.icon} />
      </span>
      <span class="onboarding-words">
        <span class="onboarding-title">{props.title}</span>
        <span class="onboarding-detail" role={props.busy == null ? undefined : 'status'}>
          {props.busy ?? props.words}
        </span>
      </span>
      <Show when={props.busy == null}>
        <Icon name="arrow-right" />
      </Show>
    </button>
  </li>
)
