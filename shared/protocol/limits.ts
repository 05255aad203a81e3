// Every limit of the wire in one place (rules L), each with its unit and its reason. Generous to honest work, which is
// larger than one thinks: an import of 500 promotions in one transaction is 20,500 structs and 533 KB.

const KIB = 1024
const MIB = 1024 * KIB

export const LIMITS = {
  /** Bytes of one websocket frame after authentication; over it `ws` closes 1009 and a stock client repeats it for ever. */
  frameBytesMax: 16 * MIB,
  /** Structs of one update: 6 times the largest honest import. */
  structsPerUpdateMax: 131_072,
  /** Structs of one document: what a phone can still load; 50 times the largest honest import. */
  structsPerDocumentMax: 1_048_576,
  /** Delete ranges of one update: twice a replace-all of a large calendar. */
  rangesPerUpdateMax: 65_536,
  /** Clients first seen in one update: a week offline on a phone is 200. */
  clientsPerUpdateMax: 4_096,
  clientsPerDocumentMax: 65_536,
  rootNamesPerDocumentMax: 4_096,
  /** Values of one update, nested ones counted: 50 for each struct of the largest honest import, and 30 ms. */
  valuesPerUpdateMax: 1_048_576,
  /** Bytes of JSON in one update, of formats and embeds: 50,000 formats, and 20 ms. */
  jsonBytesPerUpdateMax: 512 * KIB,
  /** Steps one update may take to prove that its structs were put between neighbours: a text that two people typed at one spot 1,000 times needs 54,000; 40 ms. */
  neighbourStepsMax: 100_000,
  /** Share of a document's clocks, deleted by one frame, above which the document is kept as it was before; and the fewest clocks it counts for. */
  erasedShareMax: 0.3,
  erasedClocksMin: 64,
  /** Highest clock; Yjs itself counts in doubles, the wire in 32 bits. */
  clockMax: 2 ** 31,
  stateVectorBytesMax: MIB,
  /** Nesting of shared types, counted from the root: a list in a quote in a table of rich text, and a row's cell elsewhere. */
  depthInRichMax: 64,
  depthElsewhereMax: 12,
  /** Nesting of one JSON-like value inside a field. */
  valueDepthMax: 16,
  /** Bytes of one presence state: a name, a colour, a document, a selection. */
  presenceBytesMax: 2 * KIB,
  /** Bytes of one presence frame: a stock client echoes everybody's states at once. */
  presenceFrameBytesMax: MIB,
  /** Presence frames per second one room fans out. */
  presencePerSecondMax: 10,
  /** Bytes of one tail or offer chunk. */
  chunkBytesMax: 256 * KIB,
  /** Rows that come together: a message is read in one go, and a person sees how many have come. */
  rowsPerBundleMax: 256,
  /** Bytes of a document's snapshot once inflated: what a phone can load; a larger one goes uncompressed. Whatever comes, no more is inflated. */
  inflatedBytesMax: 64 * MIB,
  /** Rows a device may be behind before it is brought up document by document, each by what is smaller, its rows or its snapshot. */
  farBehindRows: 2_000,
  /** The client keeps one transaction below this; imports go in slices. */
  transactionBytesMax: 512 * KIB,
  documentsPerWorkspaceMax: 50_000,
  channelsPerSocketMax: 4_096,
  /** Documents one person has open over all sockets, and their sockets: a stock client needs one per document. */
  channelsPerPersonMax: 16_384,
  socketsPerPersonMax: 1_024,
  /** Exceptions one acknowledgement lists; more wait for the next. */
  exceptionsPerAckMax: 16_384,
  /** Stock clients drop a socket after 30 s without an application message; pings do not count. */
  keepaliveMs: 20_000,
  /** Bytes buffered for one socket above which its presence is dropped and its channels marked (S14). */
  bufferedBytesHigh: MIB,
  bufferedBytesLow: 256 * KIB,
  /** How long a socket may stay marked before it is closed 1013. */
  markedMsMax: 30_000,
  /** A grant is looked at again after this long even when nothing was pushed (S15). */
  leaseMs: 60_000,
  /** How long a restored log takes back from devices what it lost (S13): one may be away that long. */
  healingMs: 30 * 86_400_000,
  /** Failed authentications per address and minute before further ones wait. */
  failedAuthPerMinuteMax: 30,
  /** Handshakes per second over all, and the burst on top: a relay that comes back meets everybody at once. The rest wait their turn, so many of them. */
  handshakesPerSecond: 500,
  handshakesBurst: 1_000,
  handshakesWaitingMax: 20_000,
  /** Messages per person and second, and the burst on top. */
  messagesPerSecond: 2_000,
  messagesBurst: 20_000,
  /** Messages in a row over that rate, two seconds' worth, after which their socket is closed: somebody who does not listen. */
  overBudgetMessagesMax: 4_000,
  /** Bytes per person and second, and the burst on top: a first upload of a year's work fits the burst. */
  bytesPerSecond: 8 * MIB,
  bytesBurst: 128 * MIB,
  /** A refused frame costs its sender this many messages, so that hostile ones soon run dry. */
  refusalCostMessages: 200,
  /** Full answers to step 1 per channel: the burst, and one more each `fullSyncEveryMs`; the rest wait (4 bytes once bought 1.9 MB). */
  fullSyncBurst: 20,
  fullSyncEveryMs: 1_000,
  /** Pieces one websocket message may come in. */
  fragmentsMax: 64,
  /** Documents whose clocks and deletes the relay keeps in memory beside those that are open. */
  knowledgeCacheMax: 2_000,
} as const

/** Those of HTTP, apart from the others: the first load of the client has no use for them. */
export const HTTP_LIMITS = {
  /** Bytes of an HTTP request's JSON; the largest honest one is a note in an invite. */
  httpBodyBytesMax: 64 * KIB,
  /** Bytes a closing page hands over (S6): browsers allow a `keepalive` request this much. */
  flushBytesMax: 64 * KIB,
  /** Bytes of one request into the quarantine of a removed member's edits (S15), and of all that one person may leave there. */
  quarantineRequestBytesMax: MIB,
  quarantinePersonBytesMax: 16 * MIB,
  /** Updates one person may leave there; a device hands in few, merged per document. */
  quarantinePersonUpdatesMax: 4_096,
  /** How long after they were removed somebody may leave edits there. */
  quarantineDays: 30,
} as const
