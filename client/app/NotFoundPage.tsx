import { Notice } from './Notice.tsx'

export default function NotFoundPage() {
  return (
    <Notice
      title="There is nothing at this address"
      actions={
        <a class="button" data-kind="primary" href="/">
          Go to the calendar
        </a>
      }
    >
      <p>The link may be cut short, or what it led to has been moved. Nothing was lost.</p>
    </Notice>
  )
}
