// One message for everybody in a document, encoded once per kind of socket however many there are.

import { type ChannelMessage, encodeChannelMessage } from '../../shared/protocol/channel-messages.ts'
import { wrapForChannel } from '../../shared/protocol/socket-messages.ts'

export interface RoomFrame {
  readonly plain: () => Uint8Array
  readonly mux: () => Uint8Array
}

export const createRoomFrame = (channelNumber: number, message: ChannelMessage): RoomFrame => {
  let plain: Uint8Array | null = null
  let mux: Uint8Array | null = null
  const encoded = () => {
    plain ??= encodeChannelMessage(message)
    return plain
  }
  return {
    plain: encoded,
    mux: () => {
      mux ??= wrapForChannel(channelNumber, encoded())
      return mux
    },
  }
}
