import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { STAGES } from '../vocabulary.ts'
import { STAGE_WORDS } from '../wording.ts'
import { type CellColumn, editableColumn, readCell } from './cell-values.ts'

const column = (field: string) => editableColumn(field)!
const own = (kind: 'choice' | 'yesNo' | 'number' | 'amount' | 'date', rest: object = {}): CellColumn => ({
  own: { id: 1, heading: '列', kind, choices: [], unit: null, ...rest },
  field: 'own.1',
})
const said = (given: CellColumn, text: string | null) => {
  const read = readCell(given, text)
  return 'text' in read ? read.text : read.code
}

describe('what is typed or pasted', () => {
  test.each<[string, string | null, string | null]>([
    ['totalInvestment', '１２，３４５．６', '12345.6'],
    ['totalInvestment', '12,345.6', '12345.6'],
    ['totalInvestment', '1.2亿', '12000'],
    ['totalInvestment', '1.2亿元', '12000'],
    ['totalInvestment', '1亿2000万', '12000'],
    ['totalInvestment', '350万元', '350'],
    ['totalInvestment', '5000元', '0.5'],
    ['totalInvestment', '0.30000000000000004', '0.3'],
    ['totalInvestment', '999999999999.9999', '999999999999.9999'],
    ['totalInvestment', '/', null],
    ['totalInvestment', '', null],
    ['totalInvestment', '1,23', 'amount_unreadable'],
    ['totalInvestment', '约3亿', 'amount_approximate'],
    ['totalInvestment', '300万美元', 'amount_foreign'],
    ['totalInvestment', '一百', 'amount_unreadable'],
    ['totalInvestment', '1e5', 'amount_unreadable'],
    ['startDate', '2026.3', '2026-03'],
    ['startDate', '2026年3月', '2026-03'],
    ['startDate', '２０２６年３月１５日', '2026-03-15'],
    ['startDate', '2026/3/15', '2026-03-15'],
    ['startDate', '2026-03', '2026-03'],
    ['startDate', '2026', '2026'],
    ['startDate', '3月15日', 'date_year_missing'],
    ['startDate', '2024-2026', 'date_period'],
    ['startDate', '2026-02-30', 'date_unreadable'],
    ['startDate', '雨季之后', 'date_unreadable'],
    ['startDate', '2026-03-15 00:00:00', '2026-03-15'],
    ['startDate', '45000', '2023-03-15'],
    ['stage', '在建', 'underConstruction'],
    ['stage', 'underConstruction', 'underConstruction'],
    ['stage', '建成投产', 'inProduction'],
    ['stage', '跟踪', 'choice_unknown'],
    ['constructionNature', '技术改造', 'technicalUpgrade'],
    ['constructionNature', '新建', 'newBuild'],
    ['planState', '续建', 'continuing'],
    ['tier', '第一梯队', '1'],
    ['tier', '2', '2'],
    ['tier', '3', 'choice_unknown'],
    ['name', '  年产５万吨项目 ', '年产5万吨项目'],
    ['name', ' ', 'cell_required'],
    ['code', 'x'.repeat(41), 'cell_refused'],
    ['remark', '一\r\n二', '一\n二'],
    ['owner', '甲\n公司', '甲 公司'],
  ])('%s: %j is %j', (field, text, expected) => {
    expect(said(column(field), text)).toBe(expected)
  })

  test.each<[CellColumn, string, string | null]>([
    [own('yesNo'), '√', '是'],
    [own('yesNo'), 'true', '是'],
    [own('yesNo'), '无', '否'],
    [own('yesNo'), '也许', 'yes_no_unknown'],
    [own('choice', { choices: ['一类', 'A Ｂ'] }), 'ab', 'A Ｂ'],
    [own('choice', { choices: ['一类'] }), '二类', 'choice_unknown'],
    [own('number', { unit: '亩' }), '１，２３４．５亩', '1234.5'],
    [own('number'), '12亩', 'number_unreadable'],
    [own('amount'), '3亿', '30000'],
    [own('date'), '2026年3月', '2026-03'],
  ])('an own column %j: %s is %s', (given, text, expected) => {
    expect(said(given, text)).toBe(expected)
  })

  test('columns that follow from something else are none to write in', () => {
    for (const field of ['county', 'light', 'completedYtd', 'library', 'isPriority', 'updatedAt', 'nothing']) {
      expect(editableColumn(field)).toBeNull()
    }
  })
})

/** Decimals of at most four places as text, and how offices write them. */
const amount = fc
  .tuple(fc.bigInt({ min: 0n, max: 10n ** 15n }), fc.integer({ min: 0, max: 4 }))
  .map(([digits, places]) => {
    const padded = digits.toString().padStart(places + 1, '0')
    const whole = padded.slice(0, padded.length - places)
    const fraction = padded.slice(padded.length - places).replace(/0+$/, '')
    return { whole: whole.replace(/^0+(?=\d)/, ''), fraction }
  })
  .filter(({ whole }) => whole.length <= 12)
const plain = ({ whole, fraction }: { whole: string; fraction: string }) => (fraction ? `${whole}.${fraction}` : whole)
const wide = (text: string) => text.replace(/[0-9.,]/g, (char) => String.fromCharCode(char.charCodeAt(0) + 0xfee0))

describe('round trips', () => {
  test('an amount comes back as it is, with separators, in full width, with its unit', () => {
    fc.assert(
      fc.property(amount, (given) => {
        const text = plain(given)
        const separated = `${given.whole.replace(/\B(?=(\d{3})+$)/g, ',')}${given.fraction ? `.${given.fraction}` : ''}`
        for (const form of [text, separated, wide(separated), ` ${text} `]) {
          expect(said(column('totalInvestment'), form)).toBe(text)
        }
        if (given.whole.length <= 9) expect(said(column('totalInvestment'), `${text}万元`)).toBe(text)
      }),
    )
  })

  test('a date comes back as precise as it is, in every way of writing it', () => {
    const day = fc.date({ min: new Date('1960-01-01'), max: new Date('2090-12-31'), noInvalidDate: true })
    fc.assert(
      fc.property(day, fc.constantFrom(4, 7, 10), (date, length) => {
        const kept = date.toISOString().slice(0, length)
        const [year, month, rest] = kept.split('-')
        const forms = [
          kept,
          [`${Number(year)}年`, month && `${Number(month)}月`, rest && `${Number(rest)}日`].filter(Boolean).join(''),
        ]
        if (rest)
          forms.push(kept.replaceAll('-', '/'), kept.replaceAll('-', '.'), `${year}/${Number(month)}/${Number(rest)}`)
        for (const form of forms) expect(said(column('startDate'), form)).toBe(kept)
      }),
    )
  })

  test('a stage comes back from its code and from its word', () => {
    for (const stage of STAGES) {
      expect(said(column('stage'), stage)).toBe(stage)
      expect(said(column('stage'), STAGE_WORDS[stage])).toBe(stage)
    }
  })

  test('what was read once is read the same again', () => {
    const fields = ['name', 'owner', 'remark', 'totalInvestment', 'startDate', 'stage'] as const
    fc.assert(
      fc.property(fc.constantFrom(...fields), fc.string({ unit: 'grapheme', maxLength: 30 }), (field, text) => {
        const once = readCell(column(field), text)
        if ('text' in once)
          expect(readCell(column(field), once.text ?? (field === 'name' ? '无' : null))).toEqual(
            once.text === null && field === 'name' ? { text: '无' } : once,
          )
      }),
    )
  })
})
