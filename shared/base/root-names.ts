// The grammar of root type names inside a Yjs document (D1): the one file that `model/live.ts` writes them by and
// the gate checks them by. A name outside this grammar never reaches a document.

const NAME = '[a-z][A-Za-z0-9]{0,39}'
const ROW = '[A-Za-z0-9_-]{1,64}'

export const FIELDS_ROOT = 'fields'
export const rowsRoot = (name: string): string => `rows/${name}`
export const ledgerRoot = (name: string): string => `ledger/${name}`
export const textRoot = (name: string, rowId?: string): string => (rowId === undefined ? `text/${name}` : `text/${name}/${rowId}`)
export const richRoot = (name: string, rowId?: string): string => (rowId === undefined ? `rich/${name}` : `rich/${name}/${rowId}`)

const ROOT_NAME = new RegExp(`^(?:fields|rows/${NAME}|ledger/${NAME}|(?:text|rich)/${NAME}(?:/${ROW})?)$`)

export const isRootName = (name: string): boolean => ROOT_NAME.test(name)

/** Formats, embeds and elements are legal under these roots only (G5). */
export const isRichRootName = (name: string): boolean => name.startsWith('rich/') && isRootName(name)
