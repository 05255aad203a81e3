// The mechanic families on paper: light colours that take black ink, a darker line, and a pattern each, so that a greyscale
// print tells them apart (LOOK). Hex, because workbooks and pictures know no tokens; the same hues as `tokens.css`.

import type { MechanicFamily } from '../../../../shared/domain/mechanic-families.ts'

export interface PaperColours {
  readonly label: string
  readonly solid: string
  readonly tint: string
  readonly line: string
  /** A workbook's name for the pattern. */
  readonly fill: 'lightUp' | 'gray125' | 'lightTrellis' | 'gray0625' | null
}

export const PAPER_COLOURS: Readonly<Record<MechanicFamily, PaperColours>> = {
  price: { label: 'Price: TPR, EDLP', solid: '#9db9ea', tint: '#e1e9f8', line: '#2f5dac', fill: null },
  allowance: { label: 'Allowance: OI, BB, SCAN, MCB', solid: '#c6b0e6', tint: '#ece5f7', line: '#6a3fa3', fill: 'lightUp' },
  feature: { label: 'Feature and display: AD, DISP', solid: '#f0cd85', tint: '#faf0da', line: '#8a5a00', fill: 'gray125' },
  offer: { label: 'Offer: BOGO, coupon, loyalty', solid: '#efaeb9', tint: '#fae5e9', line: '#a3294a', fill: 'lightTrellis' },
  other: { label: 'Other', solid: '#c3c9cf', tint: '#eceef0', line: '#4c5863', fill: 'gray0625' },
}
