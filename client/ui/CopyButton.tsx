import { createSignal, onCleanup } from 'solid-js'
import { IconButton } from './IconButton.tsx'

const SAID_MS = 1_500

/** Copies a text and says so for a moment, in its place. */
export const CopyButton = (props: { readonly text: string /** "e-mail of Kim Ode". */; readonly what: string }) => {
  const [isCopied, setCopied] = createSignal(false)
  let timer: ReturnType<typeof setTimeout> | undefined
  onCleanup(() => clearTimeout(timer))
  const copy = async () => {
    if (!(await copyText(props.text))) return
    setCopied(true)
    clearTimeout(timer)
    timer = setTimeout(() => setCopied(false), SAID_MS)
  }
  return (
    <>
      <IconButton label={`Copy ${props.what}`} icon={isCopied() ? 'check' : 'copy'} onClick={() => void copy()} />
      <span class="visually-hidden" role="status">
        {isCopied() ? 'Copied' : ''}
      </span>
    </>
  )
}

/** The clipboard proper needs https; on a plain network address the old command still works. */
const copyText = async (text: string): Promise<boolean> => {
  try {
    await navigator.clipboard.writeText(text)
    return true
  } catch {
    const area = document.createElement('textarea')
    area.value = text
    area.className = 'visually-hidden'
    document.body.append(area)
    const before = document.activeElement
    area.select()
    const isDone = document.execCommand('copy')
    area.remove()
    if (before instanceof HTMLElement) before.focus()
    return isDone
  }
}
