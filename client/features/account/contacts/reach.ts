// Addresses as links. What is no address is shown as it is, without a link.

const EMAIL = /^[^\s@<>,;]+@[^\s@<>,;]+\.[^\s@<>,;]+$/

export const isEmail = (text: string): boolean => EMAIL.test(text.trim())
export const mailLink = (email: string): string | null => (isEmail(email) ? `mailto:${encodeURI(email.trim())}` : null)

/** `+1 (555) 010-4477 ext. 12` → `tel:+15550104477;ext=12`; null when there is nothing to dial. */
export const phoneLink = (phone: string): string | null => {
  const [main = '', extension] = phone.split(/\s*(?:ext\.?|x|#)\s*(?=\d+\s*$)/i)
  const digits = main.replace(/[^\d+]/g, '').replace(/(?!^)\+/g, '')
  if (digits.replace('+', '').length < 3) return null
  return `tel:${digits}${extension === undefined ? '' : `;ext=${extension.replace(/\D/g, '')}`}`
}
