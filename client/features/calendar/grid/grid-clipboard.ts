// Blocks of cells as spreadsheets hand them over: text with tabs, quoted where a cell holds a tab, a quote or a line end, and
// an HTML table beside it.

export type TextBlock = readonly (readonly string[])[]

const ROWS_MAX = 20_000

export const toTsv = (block: TextBlock): string =>
  block.map((row) => row.map((cell) => (/[\t\n\r"]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join('\t')).join('\n')

const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }
const escaped = (text: string): string => text.replace(/[&<>"]/g, (char) => ESCAPES[char] ?? char)

export const toHtml = (block: TextBlock): string =>
  `<table>${block.map((row) => `<tr>${row.map((cell) => `<td>${escaped(cell)}</td>`).join('')}</tr>`).join('')}</table>`

/** Rows of equal length; empty lines at the end are no rows. */
export const fromTsv = (text: string): TextBlock => {
  const rows: string[][] = []
  let row: string[] = []
  let cell = ''
  let isQuoted = false
  const source = text.replace(/\r\n?/g, '\n')
  const endRow = () => {
    row.push(cell)
    rows.push(row)
    row = []
    cell = ''
  }
  for (let at = 0; at < source.length; at++) {
    const char = source.charAt(at)
    if (isQuoted) {
      if (char !== '"') cell += char
      else if (source.charAt(at + 1) === '"') {
        cell += '"'
        at++
      } else isQuoted = false
    } else if (char === '"' && cell === '' && hasClosingQuote(source, at)) isQuoted = true
    else if (char === '\t') {
      row.push(cell)
      cell = ''
    } else if (char === '\n') endRow()
    else cell += char
    if (rows.length >= ROWS_MAX) break
  }
  if (cell !== '' || row.length > 0) endRow()
  while (rows.length > 0 && rows.at(-1)?.every((each) => each.trim() === '')) rows.pop()
  const width = Math.max(0, ...rows.map((each) => each.length))
  return rows.map((each) => [...each, ...Array.from({ length: width - each.length }, () => '')])
}

/** A size in inches (`8"`) begins no quoted cell. */
const hasClosingQuote = (source: string, from: number): boolean => {
  for (let at = source.indexOf('"', from + 1); at !== -1; at = source.indexOf('"', at + 1)) {
    if (source.charAt(at + 1) === '"') at++
    else return ['', '\t', '\n'].includes(source.charAt(at + 1))
  }
  return false
}

/** The rows of the first table; empty where there is none. */
export const fromHtml = (html: string): TextBlock => {
  const table = new DOMParser().parseFromString(html, 'text/html').querySelector('table')
  if (table === null) return []
  const rows = [...table.querySelectorAll('tr')]
    .slice(0, ROWS_MAX)
    .map((row) => [...row.querySelectorAll('td, th')].map((cell) => (cell.textContent ?? '').trim()))
  const width = Math.max(0, ...rows.map((row) => row.length))
  return rows.map((row) => [...row, ...Array.from({ length: width - row.length }, () => '')])
}

/** What was put on the clipboard: the tabs, or the table where there are none. */
export const readBlock = (clipboard: Pick<DataTransfer, 'getData'>): TextBlock => {
  const text = clipboard.getData('text/plain')
  if (text.includes('\t') || text.includes('\n')) return fromTsv(text)
  const html = clipboard.getData('text/html')
  const table = html.includes('<table') ? fromHtml(html) : []
  return table.length > 0 ? table : text.trim() === '' ? [] : [[text.trim()]]
}
