// A sheet of paper before it is printed, saved as PDF or as a picture: choose the weeks and the paper, look at it, in grey
// too. What is printed is the same drawing, alone on the page.

import { createMemo, createSignal, For, Show } from 'solid-js'
import { dayMonthLabel } from '../../../../shared/domain/weeks/week-labels.ts'
import { DEFAULT_WEEK_SYSTEM, weekSystemById } from '../../../../shared/domain/weeks/week-system-presets.ts'
import { Button } from '../../../ui/Button.tsx'
import { Dialog } from '../../../ui/Dialog.tsx'
import { SelectField } from '../../../ui/SelectField.tsx'
import { saveFile } from '../../../ui/save-file.ts'
import { notify } from '../../../ui/toasts.tsx'
import { useCalendar } from '../calendar-state.ts'
import { exportWall, fileName, shownAccounts } from './export-acts.ts'
import { windowOnScreen } from './on-screen.ts'
import { PAPERS, type PaperName, printPages } from './print-pages.ts'
import { layoutWall, wallGeometry } from './wall-layout.ts'
import { likelyRange, wallRanges, windowWords } from './wall-ranges.ts'
import { type DrawingName, wallSvg } from './wall-svg.ts'
import './PaperDialog.css'

/** The same choice of weeks, for paper or for a workbook. */
export type PaperPurpose = 'paper' | 'workbook'

export const PaperDialog = (props: { readonly purpose: PaperPurpose; readonly onClose: () => void }) => {
  const calendar = useCalendar()
  const [paperName, setPaperName] = createSignal<PaperName>(usualPaper())
  const [isGrey, setIsGrey] = createSignal(false)
  const [isBusy, setIsBusy] = createSignal(false)
  const onScreen = windowOnScreen(calendar)
  const system = createMemo(() => {
    const ids = calendar.shownAccountIds()
    const only = ids.length === 1 ? calendar.accountById(ids[0] ?? '')?.system : undefined
    return only ?? weekSystemById(calendar.workspace.summaries.all('settings')[0]?.defaultWeekSystemId ?? '') ?? DEFAULT_WEEK_SYSTEM
  })
  const ranges = createMemo(() => wallRanges(system(), calendar.shown(), onScreen))
  const [chosen, setChosen] = createSignal<string | null>(null)
  const range = () => ranges().find(({ id }) => id === chosen()) ?? likelyRange(ranges(), onScreen)
  const paper = () => PAPERS[paperName()]
  const drawn = (name: DrawingName): readonly string[] => {
    const found = range()
    if (found === null || props.purpose === 'workbook') return []
    const accounts = shownAccounts(calendar)
    const geometry = wallGeometry(paper(), found.window)
    const laidOut = layoutWall(geometry, accounts)
    const only = accounts.length === 1 ? accounts[0]?.account.name : undefined
    const today = calendar.workspace.today()
    const words = {
      title: `${only ?? 'Promotional calendar'} · ${found.id === 'screen' ? windowWords(found.window) : found.label}`,
      subtitle: [
        calendar.workspace.session.workspaceName,
        ...(only === undefined ? [`${accounts.length} accounts, each in its own weeks`] : []),
        windowWords(found.window),
        `as planned on ${dayMonthLabel(today)} ${today.slice(0, 4)}`,
      ].join(' · '),
      today,
    }
    return laidOut.map((page, index) => wallSvg(page, geometry, words, index + 1, laidOut.length, name))
  }
  const pages = createMemo(() => drawn('preview'))
  const savePictures = async () => {
    setIsBusy(true)
    try {
      const { svgPicture } = await import('./picture.ts')
      for (const [index, svg] of drawn('picture').entries()) {
        const name = pages().length === 1 ? 'calendar' : `calendar ${index + 1}`
        saveFile(fileName(calendar, name, 'png'), 'image/png', await svgPicture(svg, paper().width, paper().height))
      }
    } catch {
      notify({ message: 'The picture could not be made. Print it, or save it as PDF.' })
    } finally {
      setIsBusy(false)
    }
  }
  const saveWorkbook = async () => {
    const found = range()
    if (found === null) return
    props.onClose()
    await exportWall(calendar, found.window)
  }
  return (
    <Dialog
      title={props.purpose === 'paper' ? 'Print, PDF or picture' : 'Weeks across, in Excel'}
      open
      onClose={props.onClose}
      size={props.purpose === 'paper' ? 'large' : 'small'}
      actions={
        <Show
          when={props.purpose === 'paper'}
          fallback={
            <Button kind="primary" disabled={range() === null} onClick={() => void saveWorkbook()}>
              Save the workbook
            </Button>
          }
        >
          <Button busy={isBusy()} disabled={pages().length === 0} onClick={() => void savePictures()}>
            Save as picture
          </Button>
          <Button kind="primary" disabled={pages().length === 0} onClick={() => printPages(drawn('print'), paper())}>
            Print or save as PDF
          </Button>
        </Show>
      }
    >
      <div class="paper-choices">
        <SelectField
          label="Weeks"
          value={range()?.id ?? ''}
          placeholder="Nothing is planned"
          options={ranges().map(({ id, label, window }) => ({ value: id, label: id.startsWith('q') ? label : `${label} · ${windowWords(window)}` }))}
          onCommit={(id) => void setChosen(id)}
        />
        <Show
          when={props.purpose === 'paper'}
          fallback={<p class="paper-words">A sheet for each account in its own weeks, promoted groups down, coloured and patterned by type.</p>}
        >
          <SelectField<PaperName>
            label="Paper"
            value={paperName()}
            options={(Object.keys(PAPERS) as PaperName[]).map((value) => ({ value, label: PAPERS[value].label }))}
            onCommit={(name) => void setPaperName(name)}
          />
          <label class="paper-grey">
            <input type="checkbox" class="check-input" checked={isGrey()} onChange={(event) => setIsGrey(event.currentTarget.checked)} />
            Show it in grey
          </label>
        </Show>
      </div>
      <Show when={props.purpose === 'paper'}>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard */}
        <section class="paper-pages" tabIndex={0} aria-label="Pages" data-grey={isGrey() ? '' : undefined}>
          <For each={pages()} fallback={<p class="paper-words">Nothing is planned in what is shown.</p>}>
            {(svg) => (
              // The drawing is ours, and every word in it was escaped.
              <div class="paper-page" innerHTML={svg} />
            )}
          </For>
        </section>
      </Show>
    </Dialog>
  )
}

/** Letter where people measure in inches. */
const usualPaper = (): PaperName => (/^(?:en-US|en-CA|es-MX|fr-CA)/.test(navigator.language) ? 'letter' : 'a4')
