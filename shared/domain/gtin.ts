// GTINs carry their own proof: the last digit is 10 minus the sum of the others weighted 3-1 from the right, mod 10
// (GS1; DOMAIN §2, Item).

const LENGTHS = [8, 12, 13, 14]

/** The check digit of a GTIN given without it. */
export const gtinCheckDigit = (digits: string): number => {
  let sum = 0
  for (let index = 0; index < digits.length; index++) sum += Number(digits[digits.length - 1 - index]) * (index % 2 === 0 ? 3 : 1)
  return (10 - (sum % 10)) % 10
}

/** What is wrong with a GTIN, in words for the person; null when nothing is. */
export const gtinProblem = (gtin: string): string | null => {
  if (!/^\d+$/.test(gtin) || !LENGTHS.includes(gtin.length)) return `${gtin} is not a GTIN of 8, 12, 13 or 14 digits.`
  const expected = gtinCheckDigit(gtin.slice(0, -1))
  return Number(gtin.slice(-1)) === expected ? null : `${gtin} has a wrong check digit: the last digit should be ${expected}.`
}

/** The 14 digits that are the same for every way of writing one GTIN. */
export const gtin14 = (gtin: string): string => gtin.padStart(14, '0')
