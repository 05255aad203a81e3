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

export const CONTACT_CHANNELS = ['email', 'phone', 'text', 'portal', 'in_person'] as const
export type ContactChannel = (typeof CONTACT_CHANNELS)[number]
