import { describe, expect, test } from 'vitest'
import { layoutWall, type WallAccount, type WallGeometry, type WallPage, wallGeometry } from '../../../../client/features/calendar/export/wall-layout.ts'
import { wallSvg } from '../../../../client/features/calendar/export/wall-svg.ts'
import { labelWidth } from '../../../../client/features/calendar/timeline/label-width.ts'
import { DEFAULT_WEEK_SYSTEM, weekSystemById } from '../../../../shared/domain/weeks/week-system-presets.ts'
import { importDevice, sampleSheets } from '../../../support/import-device.ts'

const LETTER = { width: 1056, height: 816 }
const A4 = { width: 1122, height: 793 }
const YEAR = { from: '2027-01-31', to: '2028-01-29' }
const QUARTER = { from: '2027-05-02', to: '2027-07-31' }

const device = importDevice('ann')
device.import(sampleSheets())
const accounts: readonly WallAccount[] = device.summaries('account').map((account) => ({
  account: { ...account, system: weekSystemById(account.weekSystemId) ?? DEFAULT_WEEK_SYSTEM },
  promotions: device.summaries('promotion').filter(({ accountId }) => accountId === account.accountId),
}))
const barsOf = (pages: readonly WallPage[]) => pages.flatMap(({ blocks }) => blocks.flatMap(({ bars }) => bars))
const inside = (window: { from: string; to: string }, all = accounts) =>
  all.flatMap(({ promotions }) => promotions).filter(({ inStore }) => inStore !== null && inStore.to >= window.from && inStore.from <= window.to)

/** Of bar and label together. */
const extent = (bar: ReturnType<typeof barsOf>[number]) => {
  const labelPx = (labelWidth(bar.label) * bar.fontSize) / 12
  return { from: Math.min(bar.x, bar.labelX), to: Math.max(bar.x + bar.width, bar.labelX + labelPx) }
}

const expectWhole = (pages: readonly WallPage[], geometry: WallGeometry) => {
  for (const { blocks } of pages) {
    for (const { y, height, bars } of blocks) {
      expect(y).toBeGreaterThanOrEqual(geometry.top)
      expect(y + height).toBeLessThanOrEqual(geometry.bottom + 0.01)
      for (const bar of bars) {
        expect(extent(bar).from).toBeGreaterThanOrEqual(geometry.left - 0.01)
        expect(extent(bar).to).toBeLessThanOrEqual(geometry.right + 0.01)
        expect(bar.y + bar.height).toBeLessThanOrEqual(y + height)
        for (const other of bars) {
          if (other === bar || other.y !== bar.y) continue
          const [a, b] = [extent(bar), extent(other)]
          expect(a.to <= b.from || b.to <= a.from, `${bar.label} over ${other.label}`).toBe(true)
        }
      }
    }
  }
}

describe('a sheet of paper', () => {
  test.each([
    ['Letter', LETTER],
    ['A4', A4],
  ])('of %s holds a year of six accounts on one page, every promotion once, no label cut off or over another', (_name, paper) => {
    const geometry = wallGeometry(paper, YEAR)
    const pages = layoutWall(geometry, accounts)
    expect(pages).toHaveLength(1)
    expect(barsOf(pages)).toHaveLength(inside(YEAR).length)
    expectWhole(pages, geometry)
  })

  test('holds a quarter on one page, with what was ordered before under the bars', () => {
    const geometry = wallGeometry(LETTER, QUARTER)
    const pages = layoutWall(geometry, accounts)
    expect(pages).toHaveLength(1)
    expect(barsOf(pages)).toHaveLength(inside(QUARTER).length)
    expectWhole(pages, geometry)
    expect(barsOf(pages).some(({ under }) => under !== null)).toBe(true)
    expect(barsOf(pages).some(({ isCutLeft }) => isCutLeft)).toBe(true)
  })

  test('holds a year of one account however full it is, and many accounts on as many pages as they need', () => {
    const geometry = wallGeometry(LETTER, YEAR)
    const [busy] = accounts
    const full = {
      ...busy!,
      promotions: Array.from({ length: 4 }, (_, copy) => busy!.promotions.map((each) => ({ ...each, promotionId: `${each.promotionId}${copy}` }))).flat(),
    }
    const one = layoutWall(geometry, [full])
    expect(one).toHaveLength(1)
    expectWhole(one, geometry)
    const many = Array.from({ length: 5 }, () => accounts).flat()
    const pages = layoutWall(geometry, many)
    expect(pages.length).toBeGreaterThan(1)
    expect(pages.flatMap(({ blocks }) => blocks)).toHaveLength(many.length)
    expectWhole(pages, geometry)
  })

  test('names each account in its own weeks, escapes what people typed, and has a legend in words', () => {
    const geometry = wallGeometry(LETTER, QUARTER)
    const [page] = layoutWall(geometry, accounts)
    const svg = wallSvg(page!, geometry, { title: '<b>"Q2" & co', subtitle: 'x', today: '2027-06-01' }, 1, 1, 'print')
    for (const text of ['Marlow', 'Wed–Tue', 'Sat–Fri', 'Idea', 'Confirmed', 'Order window', 'url(#print-1-allowance-solid)', '&#60;b&#62;'])
      expect(svg).toContain(text)
    expect(svg).not.toContain('<b>')
    expect(svg).not.toMatch(/NaN|undefined/)
  })
})
