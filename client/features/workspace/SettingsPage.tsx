import { useSearchParams } from '@solidjs/router'
import { Match, Switch } from 'solid-js'
import { useWorkspace } from '../../data/context.ts'
import '../../ui/CheckField.css'
import { Page } from '../../ui/Page.tsx'
import { Tabs } from '../../ui/Tabs.tsx'
import { DataSettings } from './settings/DataSettings.tsx'
import { DeviceSettings } from './settings/DeviceSettings.tsx'
import { FeedSettings } from './settings/FeedSettings.tsx'
import { MembersSettings } from './settings/MembersSettings.tsx'
import { TokenSettings } from './settings/TokenSettings.tsx'
import { WorkspaceSettings } from './settings/WorkspaceSettings.tsx'
import './SettingsPage.css'

const TABS = [
  { value: 'workspace', label: 'Workspace' },
  { value: 'members', label: 'Members' },
  { value: 'feeds', label: 'Calendar feeds' },
  { value: 'tokens', label: 'API tokens' },
  { value: 'device', label: 'This device' },
  { value: 'data', label: 'Data' },
] as const
type TabName = (typeof TABS)[number]['value']

/** Every part has an address of its own: `?part=members`. */
export default function SettingsPage() {
  const workspace = useWorkspace()
  const [params, setParams] = useSearchParams<{ part?: string }>()
  const tabs = () => TABS.filter(({ value }) => value !== 'tokens' || workspace.role() === 'manager')
  const part = (): TabName => tabs().find(({ value }) => value === params.part)?.value ?? 'workspace'
  return (
    <Page title="Settings" narrow>
      <div class="settings-page">
        <Tabs<TabName> label="Parts of the settings" tabs={tabs()} value={part()} onChange={(value) => setParams({ part: value }, { replace: true })}>
          <Switch>
            <Match when={part() === 'workspace'}>
              <WorkspaceSettings />
            </Match>
            <Match when={part() === 'members'}>
              <MembersSettings />
            </Match>
            <Match when={part() === 'feeds'}>
              <FeedSettings />
            </Match>
            <Match when={part() === 'tokens'}>
              <TokenSettings />
            </Match>
            <Match when={part() === 'device'}>
              <DeviceSettings />
            </Match>
            <Match when={part() === 'data'}>
              <DataSettings />
            </Match>
          </Switch>
        </Tabs>
      </div>
    </Page>
  )
}
