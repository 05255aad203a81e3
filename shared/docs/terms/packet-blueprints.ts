// What practitioners put on the agenda of each kind of meeting (DOMAIN §8): where a new packet starts. Minutes are a
// first guess that fits the usual length of such a meeting.

import type { MeetingType } from './packet-terms.ts'

export interface BlueprintTopic {
  readonly title: string
  readonly minutes: number
}

export const PACKET_BLUEPRINTS: Readonly<Record<MeetingType, readonly BlueprintTopic[]>> = {
  line_review: [
    { title: 'Last year’s scorecard and what we learned', minutes: 10 },
    { title: 'Category assessment: assortment, pricing, promotion, shelving, marketing', minutes: 15 },
    { title: 'Innovation, size of prize and fair share', minutes: 15 },
    { title: 'Integrated plan', minutes: 10 },
    { title: 'Next steps and our asks', minutes: 10 },
  ],
  qbr: [
    { title: 'KPI scorecard against targets', minutes: 10 },
    { title: 'Promotion recap: plan and actual', minutes: 15 },
    { title: 'Calendar of the next 13 weeks', minutes: 15 },
    { title: 'Open issues and deductions by age', minutes: 10 },
    { title: 'Compliance and funds', minutes: 5 },
    { title: 'Asks and gives', minutes: 5 },
    { title: 'Decisions from last time', minutes: 5 },
  ],
  jbp: [
    { title: 'Foundation: shared objectives', minutes: 15 },
    { title: 'Discover and align: insights', minutes: 20 },
    { title: 'Initiatives: promotion and pricing strategy', minutes: 30 },
    { title: 'Execution and guard-rails', minutes: 15 },
    { title: 'How we monitor and renew', minutes: 10 },
  ],
  promo_review: [
    { title: 'What ran: plan and actual', minutes: 15 },
    { title: 'What we repeat, change, stop', minutes: 10 },
    { title: 'Next promotions', minutes: 15 },
  ],
  weekly: [
    { title: 'Open actions', minutes: 5 },
    { title: 'Live and next promotions', minutes: 10 },
    { title: 'Issues', minutes: 10 },
  ],
  store_walk: [
    { title: 'Live promotions and planned displays', minutes: 20 },
    { title: 'Open points of the last visit', minutes: 10 },
  ],
  trade_show: [
    { title: 'Who we meet', minutes: 10 },
    { title: 'What we show', minutes: 15 },
    { title: 'Follow-ups', minutes: 5 },
  ],
  call: [{ title: 'Purpose of the call', minutes: 10 }],
}
