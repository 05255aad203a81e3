// How wide a label will be, without asking the browser: laying out hundreds of bars must not measure text. The widths are
// those of Inter at 12 px, weight 500, rounded up a little; a label that comes out wider is cut with an ellipsis.

const WIDE = /[A-Z@%&mw#]/
const NARROW = /[\sijlt.,:;'|()![\]1f/-]/

const WIDE_PX = 8.6
const MIDDLE_PX = 7
const NARROW_PX = 4.6

/** The same few thousand labels are asked about at every zoom. */
const widths = new Map<string, number>()
const WIDTHS_MAX = 20_000

/** Pixels at 12 px. */
export const labelWidth = (text: string): number => {
  let width = widths.get(text)
  if (width !== undefined) return width
  width = measured(text)
  if (widths.size >= WIDTHS_MAX) widths.clear()
  widths.set(text, width)
  return width
}

const measured = (text: string): number => {
  let width = 0
  for (const char of text) width += NARROW.test(char) ? NARROW_PX : WIDE.test(char) ? WIDE_PX : MIDDLE_PX
  return Math.ceil(width)
}
