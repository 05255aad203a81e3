// The structs of one parsed update in columns of numbers: as an object each, the most an update may hold took longer to make,
// and twice the memory, than to judge. A table is used again by the next update, so that nearly none costs any memory.

/** Ids are flat: client −1 means there is none. */
export interface Struct {
  readonly clock: number
  readonly length: number
  readonly info: number
  readonly originClient: number
  readonly originClock: number
  readonly rightClient: number
  readonly rightClock: number
  /** The name of the root it stands in, when neither neighbour says so. */
  readonly root: string | null
  readonly parentClient: number
  readonly parentClock: number
  readonly content: number
  /** −1 unless the content is a type. */
  readonly type: number
  /** Where in the bytes the struct starts, and it ends. */
  readonly start: number
  readonly end: number
}

const ROWS = 512

export class StructTable {
  size = 0
  /** Root names by their number in `root`, which is −1 for none. */
  readonly roots: string[] = []
  clock = new Uint32Array(ROWS)
  length = new Uint32Array(ROWS)
  info = new Uint8Array(ROWS)
  originClient = new Float64Array(ROWS)
  originClock = new Uint32Array(ROWS)
  rightClient = new Float64Array(ROWS)
  rightClock = new Uint32Array(ROWS)
  root = new Int32Array(ROWS)
  parentClient = new Float64Array(ROWS)
  parentClock = new Uint32Array(ROWS)
  content = new Uint8Array(ROWS)
  type = new Int8Array(ROWS)
  start = new Uint32Array(ROWS)
  end = new Uint32Array(ROWS)
  readonly #read: { -readonly [Key in keyof Struct]: Struct[Key] } = {
    clock: 0,
    length: 0,
    info: 0,
    originClient: -1,
    originClock: 0,
    rightClient: -1,
    rightClock: 0,
    root: null,
    parentClient: -1,
    parentClock: 0,
    content: 0,
    type: -1,
    start: 0,
    end: 0,
  }

  /** No more than most updates need. */
  get isSmall(): boolean {
    return this.clock.length === ROWS
  }

  clear(): void {
    this.size = 0
    this.roots.length = 0
  }

  /** The index of a new row, to be written column by column. It grows by what has been read, never by a declared count (G1). */
  add(): number {
    if (this.size === this.clock.length) this.#grow()
    return this.size++
  }

  /** Valid until the next call. */
  read(index: number): Struct {
    const struct = this.#read
    struct.clock = this.clock[index] as number
    struct.length = this.length[index] as number
    struct.info = this.info[index] as number
    struct.originClient = this.originClient[index] as number
    struct.originClock = this.originClock[index] as number
    struct.rightClient = this.rightClient[index] as number
    struct.rightClock = this.rightClock[index] as number
    struct.root = this.rootOf(index)
    struct.parentClient = this.parentClient[index] as number
    struct.parentClock = this.parentClock[index] as number
    struct.content = this.content[index] as number
    struct.type = this.type[index] as number
    struct.start = this.start[index] as number
    struct.end = this.end[index] as number
    return struct
  }

  rootOf(index: number): string | null {
    return this.roots[this.root[index] as number] ?? null
  }

  /** The first clock after a struct. */
  clockAfter(index: number): number {
    return (this.clock[index] as number) + (this.length[index] as number)
  }

  #grow(): void {
    const rows = this.clock.length * 2
    const grown = <Column extends { set: (column: Column) => void }>(column: Column, larger: Column): Column => {
      larger.set(column)
      return larger
    }
    this.clock = grown(this.clock, new Uint32Array(rows))
    this.length = grown(this.length, new Uint32Array(rows))
    this.info = grown(this.info, new Uint8Array(rows))
    this.originClient = grown(this.originClient, new Float64Array(rows))
    this.originClock = grown(this.originClock, new Uint32Array(rows))
    this.rightClient = grown(this.rightClient, new Float64Array(rows))
    this.rightClock = grown(this.rightClock, new Uint32Array(rows))
    this.root = grown(this.root, new Int32Array(rows))
    this.parentClient = grown(this.parentClient, new Float64Array(rows))
    this.parentClock = grown(this.parentClock, new Uint32Array(rows))
    this.content = grown(this.content, new Uint8Array(rows))
    this.type = grown(this.type, new Int8Array(rows))
    this.start = grown(this.start, new Uint32Array(rows))
    this.end = grown(this.end, new Uint32Array(rows))
  }
}
