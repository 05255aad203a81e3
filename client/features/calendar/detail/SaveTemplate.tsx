import { createSignal } from 'solid-js'
import { Button } from '../../../ui/Button.tsx'
import { Dialog } from '../../../ui/Dialog.tsx'
import { notify } from '../../../ui/toasts.tsx'
import { useCalendar } from '../calendar-state.ts'
import { saveTemplate } from '../create/templates.ts'
import { usePromotion } from './promotion-context.ts'

/** Keeps everything that is planned, but its dates, under a name: new promotions begin with it. */
export const SaveTemplate = (props: { suggestion: string; onClose: () => void }) => {
  const calendar = useCalendar()
  const { document, promotionId } = usePromotion()
  const [name, setName] = createSignal(props.suggestion)
  const [problem, setProblem] = createSignal<string | null>(null)
  const save = async () => {
    const wrong = await saveTemplate(calendar.workspace, document.path, promotionId, name())
    setProblem(wrong)
    if (wrong !== null) return
    notify({ message: `Kept as the template “${name().trim()}”` })
    props.onClose()
  }
  return (
    <Dialog
      title="Keep as a template"
      open
      onClose={() => props.onClose()}
      actions={
        <>
          <Button onClick={() => props.onClose()}>Cancel</Button>
          <Button kind="primary" onClick={() => void save()}>
            Keep template
          </Button>
        </>
      }
    >
      <form
        onSubmit={(event) => {
          event.preventDefault()
          void save()
        }}
      >
        <label class="field">
          <span class="field-label">Name of the template</span>
          <input class="field-input" value={name()} maxLength={200} onInput={(event) => setName(event.currentTarget.value)} />
        </label>
        <p class="field-message" role="alert">
          {problem()}
        </p>
      </form>
    </Dialog>
  )
}
