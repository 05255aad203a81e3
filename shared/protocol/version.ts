/** Subprotocols, most capable first (SYNC §2). The relay selects one of these and never the bearer. */
export const PROTOCOL_MUX = 'endcap.mux.v1'
export const PROTOCOL_ACK = 'endcap.ack.v1'
export const PROTOCOL_PLAIN = 'endcap.v1'
export const BEARER_PREFIX = 'bearer.'

/** Close codes: 4400–4499 are final for a client, everything else means "try again later" (SYNC §2). */
export const CLOSE = {
  notSignedIn: 4401,
  notAllowed: 4403,
  noSuchDocument: 4404,
  wrongEpoch: 4409,
  slowReader: 1013,
  goingAway: 1012,
  failed: 1011,
  tooManyFailures: 4500,
} as const

/** Of what `vet-inbound.ts` lets through. Raise it with every change that refuses more: rows stored before are vetted again (G6). */
export const GATE_VERSION = 1
