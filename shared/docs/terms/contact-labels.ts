// What people call the choices of `contact-terms.ts`. Apart from the codes, which every first load reads with the schema.

import type { ContactChannel, ContactRole } from './contact-terms.ts'

export const CONTACT_ROLE_LABELS: Readonly<Record<ContactRole, string>> = {
  buyer: 'Buyer',
  category_manager: 'Category manager',
  dmm: 'Divisional merchandise manager',
  replenishment: 'Replenishment',
  item_setup: 'Item set-up',
  pricing: 'Pricing',
  marketing: 'Marketing',
  ap_deductions: 'Accounts payable, deductions',
  dc_appointments: 'DC appointments',
  compliance: 'Compliance',
  store_manager: 'Store manager',
  broker_rep: 'Broker representative',
  distributor_rep: 'Distributor representative',
  agency: 'Agency',
  media: 'Media',
  other: 'Other',
}

export const CONTACT_CHANNEL_LABELS: Readonly<Record<ContactChannel, string>> = {
  email: 'E-mail',
  phone: 'Phone',
  text: 'Text message',
  portal: 'Portal',
  in_person: 'In person',
}
