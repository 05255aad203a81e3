// Where in time, and how near.

import { Button } from '../../../ui/Button.tsx'
import { IconButton } from '../../../ui/IconButton.tsx'
import { useCalendar } from '../calendar-state.ts'
import type { TimelineHandle } from '../timeline/Timeline.tsx'
import { ZOOM_LABELS, ZOOMS } from '../timeline/timeline-scale.ts'
import { Segmented } from './Segmented.tsx'

export const TimeControls = (props: { timeline: TimelineHandle | null }) => {
  const calendar = useCalendar()
  return (
    <div class="calendar-time">
      <IconButton label="Earlier" icon="chevron-left" onClick={() => props.timeline?.page(-1)} />
      <Button kind="quiet" onClick={() => props.timeline?.goToToday()}>
        Today
      </Button>
      <IconButton label="Later" icon="chevron-right" onClick={() => props.timeline?.page(1)} />
      <Segmented
        label="Zoom"
        value={calendar.zoom()}
        options={ZOOMS.map((zoom) => ({ value: zoom, label: ZOOM_LABELS[zoom] }))}
        onChange={(zoom) => calendar.setZoom(zoom)}
      />
    </div>
  )
}
