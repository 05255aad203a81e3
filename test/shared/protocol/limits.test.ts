// The specification tells the limits in words; here both are held together, so that none is changed by accident.

import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { HTTP_LIMITS, LIMITS } from '../../../shared/protocol/limits.ts'

const KIB = 1024
const MIB = 1024 * KIB
const spec = readFileSync(join(import.meta.dirname, '../../../shared/SPEC.md'), 'utf8')
const ruleOf = (rule: string): string => spec.split('\n').find((line) => line.startsWith(`- **${rule}**`)) ?? ''
const count = (value: number): string => value.toLocaleString('en-US')

const TOLD: readonly (readonly [rule: string, words: readonly string[]])[] = [
  ['L1', [`${LIMITS.frameBytesMax / MIB} MiB`, `${LIMITS.fragmentsMax} fragments`]],
  [
    'L2',
    [
      `${count(LIMITS.structsPerUpdateMax)} structs`,
      `${count(LIMITS.rangesPerUpdateMax)} delete ranges`,
      `${count(LIMITS.clientsPerUpdateMax)} clients new`,
      `${count(LIMITS.valuesPerUpdateMax)} values`,
      `${LIMITS.jsonBytesPerUpdateMax / KIB} KiB of JSON`,
      `${count(LIMITS.neighbourStepsMax)} steps`,
      `${count(LIMITS.clientsPerDocumentMax)} clients`,
      `${count(LIMITS.structsPerDocumentMax)} structs`,
      `${count(LIMITS.rootNamesPerDocumentMax)} root names`,
    ],
  ],
  ['L3', [`${LIMITS.depthInRichMax} deep`, `${LIMITS.depthElsewhereMax} elsewhere`, `at most ${LIMITS.valueDepthMax}`]],
  ['L4', [`${LIMITS.presenceBytesMax / KIB} KiB`, LIMITS.presencePerSecondMax === 10 ? 'ten times a second' : 'another rate']],
  ['L5', [`${LIMITS.stateVectorBytesMax / MIB} MiB`]],
  ['L8', [`${count(LIMITS.documentsPerWorkspaceMax)} documents`]],
  ['L9', [`${LIMITS.chunkBytesMax / KIB} KiB`, `${LIMITS.transactionBytesMax / KIB} KiB`]],
  ['L10', [`${LIMITS.bufferedBytesHigh / MIB} MiB`]],
  ['S14', [`${LIMITS.bufferedBytesHigh / MIB} MiB`, `${LIMITS.bufferedBytesLow / KIB} KiB`, `${LIMITS.markedMsMax / 1000} s`]],
  [
    'L11',
    [
      `${HTTP_LIMITS.flushBytesMax / KIB} KiB`,
      `${HTTP_LIMITS.quarantineRequestBytesMax / MIB} MiB at a time`,
      `${HTTP_LIMITS.quarantinePersonBytesMax / MIB} MiB in all`,
      `${HTTP_LIMITS.quarantineDays} days`,
    ],
  ],
  ['L12', [`${HTTP_LIMITS.httpBodyBytesMax / KIB} KiB`]],
]

test.each(TOLD)('%s is told with the figures that are in force', (rule, words) => {
  for (const figure of words) expect(ruleOf(rule)).toContain(figure)
})
