// How far a device has come that is brought up to date document by document (SYNC §2, snapshot-first): told in the hash of a
// `seq`, kept by the client as it stands, and given back with the next tail. To the client it is a cursor like any other,
// but for what it does not mean: that everything up to there has come.

export interface TailProgress {
  /** Of the row at the cursor. */
  readonly hash: string
  /** Documents are brought up to this row. */
  readonly base: number
  /** Documents with a number up to this one have been. */
  readonly after: number
}

const MARK = '~'

export const encodeTailProgress = ({ hash, base, after }: TailProgress): string => [hash, base, after].join(MARK)

export const isTailProgress = (hash: string): boolean => hash.includes(MARK)

/** Null for the hash of a row, and for what nobody wrote. */
export const decodeTailProgress = (text: string): TailProgress | null => {
  const [hash = '', base = '', after = '', ...more] = text.split(MARK)
  if (more.length > 0 || !/^\d{1,15}$/.test(base) || !/^\d{1,15}$/.test(after)) return null
  return { hash, base: Number(base), after: Number(after) }
}
