import { describe, expect, test } from 'vitest'
import { agendaTimes, durationLabel, parseClock } from '../../../shared/domain/packet/agenda-times.ts'

describe('the clock of a meeting', () => {
  test('is read however people write it', () => {
    const written: Record<string, number | null> = {
      '14:00': 840,
      '9.30': 570,
      '0930': 570,
      '930': 570,
      '9:30 am': 570,
      '12 am': 0,
      '12:15 PM': 735,
      '2 pm': 840,
      '14 h': 840,
      '': null,
      noon: null,
      '25:00': null,
      '13 pm': null,
      '9:75': null,
    }
    for (const [text, minutes] of Object.entries(written)) expect(parseClock(text), text).toBe(minutes)
  })

  test('runs through the agenda', () => {
    const topics = [
      { id: 'a', minutes: 10 },
      { id: 'b', minutes: 65 },
      { id: 'c', minutes: 0 },
    ]
    expect([...agendaTimes('13:50', topics).starts.values()]).toEqual(['13:50', '14:00', '15:05'])
    expect(agendaTimes('13:50', topics)).toMatchObject({ totalMinutes: 75, end: '15:05' })
    expect([...agendaTimes('after lunch', topics).starts.values()]).toEqual(['+0:00', '+0:10', '+1:15'])
    expect(agendaTimes('', topics).end).toBeNull()
    expect(agendaTimes('23:30', [{ id: 'a', minutes: 45 }]).end).toBe('00:15')
  })

  test('durations are short words', () => {
    expect([0, 45, 60, 80].map(durationLabel)).toEqual(['0 min', '45 min', '1 h', '1 h 20 min'])
  })
})
