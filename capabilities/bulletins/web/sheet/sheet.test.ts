import { describe, expect, test } from 'vitest'
import type { OfficialDocument } from '#platform/word/document-model.ts'
import {
  sampleLetter,
  sampleMinutes,
  sampleReport,
  sampleSupervision,
  sampleWideTable,
} from '#platform/word/sample-forms.ts'
import { documentUnits, isKeptWithNext } from './document-units.ts'
import { type Measured, paginate } from './paginate.ts'
import { sliceRuns } from './slice-runs.ts'

const unit = (height: number, more: Partial<Measured> = {}): Measured => ({
  height,
  lines: 0,
  keepNext: false,
  breakBefore: false,
  isTurned: false,
  repeated: 0,
  ...more,
})
const page = { upright: 100, turned: 60 }
const whole = (index: number) => ({ unit: index, from: 0, to: 0 })

describe('pages', () => {
  test('fill from above to below', () => {
    expect(paginate([unit(60), unit(40), unit(10)], page)).toEqual([[whole(0), whole(1)], [whole(2)]])
  })

  test('a paragraph goes over to the next page line by line', () => {
    expect(paginate([unit(70), unit(50, { lines: 5 })], page)).toEqual([
      [whole(0), { unit: 1, from: 0, to: 3 }],
      [{ unit: 1, from: 3, to: 5 }],
    ])
  })

  test('a paragraph longer than two pages fills the second entirely', () => {
    const [first, second, third] = paginate([unit(50), unit(200, { lines: 20 })], page)
    expect([first![1], second![0], third![0]]).toEqual([
      { unit: 1, from: 0, to: 5 },
      { unit: 1, from: 5, to: 15 },
      { unit: 1, from: 15, to: 20 },
    ])
  })

  test('a heading never stands last', () => {
    expect(paginate([unit(80), unit(15, { keepNext: true }), unit(30, { lines: 3 })], page)).toEqual([
      [whole(0)],
      [whole(1), { unit: 2, from: 0, to: 3 }],
    ])
  })

  test('a heading with room for one line of its paragraph stays', () => {
    expect(paginate([unit(75), unit(15, { keepNext: true }), unit(30, { lines: 3 })], page)[0]).toEqual([
      whole(0),
      whole(1),
      { unit: 2, from: 0, to: 1 },
    ])
  })

  test('rows on a new page leave room for the heading row above them', () => {
    const row = unit(10, { repeated: 10 })
    const pages = paginate([unit(90), ...Array.from({ length: 11 }, () => row)], page)
    expect(pages.map((page) => page.length)).toEqual([2, 9, 1])
  })

  test('an attachment begins a page; what is higher than a page stands alone', () => {
    expect(paginate([unit(10), unit(10, { breakBefore: true }), unit(300), unit(5)], page)).toEqual([
      [whole(0)],
      [whole(1)],
      [whole(2)],
      [whole(3)],
    ])
  })

  test('what lies on its side has pages of its own, as high as those are', () => {
    const turned = unit(25, { isTurned: true })
    expect(paginate([unit(10), turned, turned, turned, unit(10)], page)).toEqual([
      [whole(0)],
      [whole(1), whole(2)],
      [whole(3)],
      [whole(4)],
    ])
  })

  test('without an end everything is one page', () => {
    const units = [unit(900), unit(100, { lines: 10 }), unit(10, { breakBefore: true }), unit(10, { isTurned: true })]
    expect(paginate(units, { upright: Number.POSITIVE_INFINITY, turned: Number.POSITIVE_INFINITY })).toHaveLength(1)
  })
})

describe('the parts of a document', () => {
  const kinds = (document: OfficialDocument) => documentUnits(document).map((part) => part.kind)

  test('a 纪要 names who was there and is not signed', () => {
    const units = documentUnits(sampleMinutes())
    expect(units.filter((part) => part.kind === 'attendance')).toEqual([
      expect.objectContaining({ label: '出席：', names: expect.stringMatching(/^王建国、李明、/) }),
      { kind: 'attendance', label: '请假：', names: '孙立军' },
      { kind: 'attendance', label: '列席：', names: '市财政局马超、朱琳，市自然资源局胡斌' },
    ])
    expect(kinds(sampleMinutes())).not.toContain('signature')
    expect(kinds(sampleReport())).toContain('signature')
  })

  test('a 督办单 begins with its form, whose rows stay together', () => {
    const units = documentUnits(sampleSupervision())
    expect(kinds(sampleSupervision()).slice(0, 3)).toEqual(['mark', 'blank', 'formRow'])
    const rows = units.filter((part) => part.kind === 'formRow')
    expect(rows.map(isKeptWithNext)).toEqual([true, true, true, true, false, true, false])
  })

  test('the 版记 of a 函 is 抄送 alone, and nothing where nobody is copied', () => {
    const imprint = sampleLetter().imprint!
    expect(documentUnits(sampleLetter()).at(-1)).toEqual({ kind: 'imprint', imprint, isLetter: true })
    expect(kinds(sampleLetter({ imprint: { ...imprint, copyTo: [] } }))).not.toContain('imprint')
  })

  test('what is 主动公开 says so where no other note stands', () => {
    const noted = (document: OfficialDocument) => JSON.stringify(documentUnits(document))
    expect(noted(sampleReport())).toContain('（此件公开发布）')
    expect(noted(sampleReport({ note: '联系人：李明' }))).not.toContain('此件公开发布')
    expect(noted(sampleReport({ publicity: '不予公开' }))).not.toContain('此件')
  })

  test('a wide table is turned with its caption and note; an attachment with one entirely', () => {
    const turned = (document: OfficialDocument) =>
      new Set(documentUnits(document).flatMap((part) => (part.isTurned ? [part.kind] : [])))
    const blocks = [sampleWideTable(12, 2)]
    expect(turned(sampleReport({ blocks }))).toEqual(new Set(['caption', 'tableUnit', 'row', 'tableNote']))
    expect(turned(sampleReport({ blocks: [], attachments: [{ title: '清单', blocks }] }))).toContain('attachmentLabel')
    expect(turned(sampleReport({ blocks: [sampleWideTable(11, 2)] })).size).toBe(0)
  })
})

test('runs are cut by the place in the whole text, and a figure cut in two keeps its id', () => {
  const runs = [
    { kind: 'text', text: '完成投资' },
    { kind: 'figure', id: 'a', text: '383.76亿元' },
    { kind: 'text', text: '。' },
  ] as const
  expect(sliceRuns(runs, 0, 8)).toEqual([runs[0], { kind: 'figure', id: 'a', text: '383.' }])
  expect(sliceRuns(runs, 8, 99)).toEqual([{ kind: 'figure', id: 'a', text: '76亿元' }, runs[2]])
  expect(sliceRuns(runs, 4, 4)).toEqual([])
})
