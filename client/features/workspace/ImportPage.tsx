import { For, lazy, Match, Show, Suspense, Switch } from 'solid-js'
import type { FactsRow } from '../../../shared/domain/import/plan-facts.ts'
import { useWorkspace } from '../../data/context.ts'
import { Button } from '../../ui/Button.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { IconButton } from '../../ui/IconButton.tsx'
import { Page } from '../../ui/Page.tsx'
import { DropZone } from './import/DropZone.tsx'
import { FactsPreview } from './import/FactsPreview.tsx'
import { ImportGuide } from './import/ImportGuide.tsx'
import { OutcomeCard } from './import/ImportOutcome.tsx'
import { createImportState, type ImportState } from './import/import-state.ts'
import { rowCount } from './import/plan-words.ts'
import { isAdded } from './import/run-import.ts'
import { SheetPreview } from './import/SheetPreview.tsx'
import '../../ui/CheckField.css'
import './ImportPage.css'

const MappingStep = lazy(() => import('./import/MappingStep.tsx').then(({ MappingStep }) => ({ default: MappingStep })))

/** Files in, a preview of every row, and one press that does it. Nothing is written before that press. */
export default function ImportPage() {
  const workspace = useWorkspace()
  const state = createImportState(workspace)
  return (
    <Page title="Import" subtitle="Bring accounts, items, promotions and weekly sales from spreadsheets.">
      <Show when={workspace.canWrite()} fallback={<p>You can look at this workspace but not change it. A manager can give you another role.</p>}>
        <div class="import-page">
          <Show when={state.outcome()}>{(outcome) => <OutcomeCard outcome={outcome()} state={state} />}</Show>
          <DropZone
            isSmall={state.sources().length > 0 || state.outcome() !== null}
            onFiles={(files) => void state.addFiles(files)}
            onPaste={(text) => void state.addText('Pasted cells', text)}
          />
          <For each={state.unreadable()}>
            {(file) => (
              <div class="import-unreadable" role="alert">
                <Icon name="warning" />
                <p>
                  <strong>{file.name}</strong> was not read. {file.message}
                </p>
                <IconButton label={`Dismiss the message about ${file.name}`} icon="close" onClick={() => state.dismiss(file)} />
              </div>
            )}
          </For>
          <Show when={state.asking()}>
            {(source) => (
              <Suspense>
                <MappingStep source={source()} state={state} />
              </Suspense>
            )}
          </Show>
          <Show when={state.sources().length === 0 && state.outcome() === null}>
            <ImportGuide />
          </Show>
          <For each={state.facts()}>{(facts) => <FactsPreview plan={facts} state={state} />}</For>
          <Show when={state.plan()}>
            {(plan) => (
              <>
                <Show when={plan().missingAccounts.length > 0}>
                  <div class="import-missing">
                    <Icon name="info" />
                    <p>
                      {plan().missingAccounts.length === 1 ? 'One account is' : `${plan().missingAccounts.length} accounts are`} not in this workspace:{' '}
                      <strong>{plan().missingAccounts.slice(0, 6).join(', ')}</strong>
                      {plan().missingAccounts.length > 6 ? ' and others' : ''}. Add your accounts file to this import and their promotions come with them.
                    </p>
                  </div>
                </Show>
                <For each={plan().sheets}>{(_, index) => <SheetPreview plan={plan()} index={index()} state={state} />}</For>
              </>
            )}
          </Show>
          <Show when={state.plan() !== null || state.facts().length > 0}>
            <ImportBar state={state} />
          </Show>
        </div>
      </Show>
    </Page>
  )
}

/** Stays in sight below the rows: what will happen, and the press that makes it happen. */
const ImportBar = (props: { readonly state: ImportState }) => {
  const factRows = (isIn: (row: FactsRow) => boolean) => props.state.facts().reduce((sum, { rows }) => sum + rows.filter(isIn).length, 0)
  const chosen = () => props.state.chosen().length + factRows(isAdded)
  const trashed = () => props.state.plan()?.trashed.length ?? 0
  const faulty = () => (props.state.plan()?.faulty.length ?? 0) + factRows(({ state }) => state === 'faulty')
  const share = () => {
    const progress = props.state.progress()
    return progress === null || progress.total === 0 ? 0 : progress.done / progress.total
  }
  return (
    <section class="import-bar" aria-label="Import">
      <Switch>
        <Match when={props.state.progress()}>
          {(progress) => (
            <>
              <div
                class="import-progress"
                role="progressbar"
                aria-label="Importing"
                aria-valuemin={0}
                aria-valuemax={progress().total}
                aria-valuenow={progress().done}
              >
                <div class="import-progress-fill" style={{ width: `${share() * 100}%` }} />
              </div>
              <span>
                {progress().done} of {rowCount(progress().total)}
              </span>
              <Button onClick={props.state.stop}>Stop</Button>
            </>
          )}
        </Match>
        <Match when={true}>
          <p class="import-bar-words">
            <Show when={chosen() > 0} fallback={props.state.isPlanning() ? 'Reading…' : 'Nothing new to import'}>
              {rowCount(chosen())} to import
            </Show>
            <Show when={faulty() > 0}> · {rowCount(faulty())} with faults left out</Show>
          </p>
          <Show when={trashed() > 0}>
            <label class="import-bar-choice">
              <input
                type="checkbox"
                class="check-input"
                checked={props.state.bringsBack()}
                onChange={(event) => props.state.setBringsBack(event.currentTarget.checked)}
              />
              Bring back {trashed() === 1 ? 'the row' : `the ${trashed()} rows`} that {trashed() === 1 ? 'is' : 'are'} in the trash
            </label>
          </Show>
          <Button kind="quiet" onClick={props.state.startOver}>
            Start over
          </Button>
          <Show when={chosen() > 0}>
            <Button kind="primary" disabled={props.state.isPlanning()} onClick={() => void props.state.run()}>
              Import {rowCount(chosen())}
            </Button>
          </Show>
        </Match>
      </Switch>
    </section>
  )
}
