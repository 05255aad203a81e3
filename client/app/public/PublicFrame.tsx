import type { JSX } from 'solid-js'
import { createEffect } from 'solid-js'
import { InsecureNotice } from '../InsecureNotice.tsx'
import { Mark } from '../Mark.tsx'
import { PlanningWall } from './PlanningWall.tsx'
import './PublicFrame.css'

/** The pages before a workspace: a column to fill in, and at the desk a glimpse of what is behind it. */
export const PublicFrame = (props: { readonly title: string; readonly lead?: JSX.Element; readonly children?: JSX.Element }) => {
  createEffect(() => {
    document.title = `${props.title} · Endcap`
  })
  return (
    <div class="public">
      <main class="public-column">
        <div class="public-brand">
          <Mark />
          <span>Endcap</span>
        </div>
        <div class="public-heading">
          <h1>{props.title}</h1>
          <div class="public-lead">{props.lead}</div>
        </div>
        {props.children}
        <InsecureNotice />
      </main>
      <PlanningWall />
    </div>
  )
}
