// The choices a contact is described with (DOMAIN §2). Codes are stored, labels are shown.

export const CONTACT_ROLES = [
  'buyer',
  'category_manager',
  'dmm',
  'replenishment',
  'item_setup',
  'pricing',
  'marketing',
  'ap_deductions',
  'dc_appointments',
  'compliance',
  'store_manager',
  'broker_rep',
  'distributor_rep',
  'agency',
  'media',
  'other',
] as const
export type ContactRole = (typeof CONTACT_ROLES)[number]
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

export const CONTACT_CHANNELS = ['email', 'phone', 'text', 'portal', 'in_person'] as const
export type ContactChannel = (typeof CONTACT_CHANNELS)[number]
export const CONTACT_CHANNEL_LABELS: Readonly<Record<ContactChannel, string>> = {
  email: 'E-mail',
  phone: 'Phone',
  text: 'Text message',
  portal: 'Portal',
  in_person: 'In person',
}
