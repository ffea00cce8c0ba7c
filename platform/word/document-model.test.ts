import { expect, test } from 'vitest'
import {
  addresseeText,
  attachmentLabels,
  type Block,
  cleanText,
  copyToText,
  headingNumbers,
  mastheadText,
  type OfficialDocument,
  officialDate,
  titleLines,
  widthInCharacters,
} from './document-model.ts'

const heading = (level: 1 | 2 | 3 | 4): Block => ({ kind: 'heading', level, text: '标题' })
const minimal: OfficialDocument = {
  kind: '通报',
  issuer: '云州市人民政府办公室',
  title: '标题',
  addressees: [],
  blocks: [],
  signature: '云州市人民政府办公室',
  date: '2026-11-03',
}

test('headings are numbered 一、（一）1.（1） and start anew under a higher one', () => {
  const paragraph: Block = { kind: 'paragraph', runs: [] }
  const blocks = [
    heading(1),
    paragraph,
    heading(2),
    heading(3),
    heading(3),
    heading(4),
    heading(2),
    heading(3),
    heading(1),
    heading(2),
  ]
  expect(headingNumbers(blocks)).toEqual([
    '一、',
    null,
    '（一）',
    '1.',
    '2.',
    '（1）',
    '（二）',
    '1.',
    '二、',
    '（一）',
  ])
})

test('Chinese numerals beyond ten', () => {
  const numbers = headingNumbers(Array.from({ length: 21 }, () => heading(1)))
  expect([numbers[9], numbers[10], numbers[19], numbers[20]]).toEqual(['十、', '十一、', '二十、', '二十一、'])
})

test.each([
  ['通报', '云州市人民政府办公室文件'],
  ['函', '云州市人民政府办公室'],
  ['纪要', '云州市人民政府办公室纪要'],
  ['简报', '云州市人民政府办公室简报'],
  ['督办单', '云州市人民政府办公室督办单'],
] as const)('the mark of a %s', (kind, mark) => {
  expect(mastheadText({ ...minimal, kind })).toBe(mark)
  expect(mastheadText({ ...minimal, kind, masthead: '重点项目建设简报' })).toBe('重点项目建设简报')
})

test('抄送 ends with one 。 and 主送 with one ：', () => {
  const imprint = { copyTo: ['市委办公室，', ' ', '市人大常委会办公室。'], issuedBy: '', issuedOn: '2026-11-03' }
  expect(copyToText(imprint)).toBe('市委办公室，市人大常委会办公室。')
  expect(copyToText({ ...imprint, copyTo: [] })).toBe('')
  expect(addresseeText({ ...minimal, addressees: ['各县（市、区）人民政府', '市政府各部门：'] })).toBe(
    '各县（市、区）人民政府，市政府各部门：',
  )
})

test('attachments are numbered from two on and end without punctuation', () => {
  expect(attachmentLabels([{ title: '清单。' }])).toEqual(['清单'])
  expect(attachmentLabels([{ title: '清单' }, { title: '名单；' }])).toEqual(['1. 清单', '2. 名单'])
})

test('dates carry no leading zero', () => {
  expect(officialDate('2026-01-05')).toBe('2026年1月5日')
})

test.each([
  ['a\u0000b\u001bc', 'abc'],
  ['滞后\r\n项目', '滞后项目'],
  ['GDP\n growth', 'GDP growth'],
  ['\u202e倒序\u2066', '倒序'],
  ['半个\ud83d字', '半个字'],
  ['<w:p>&amp;{{x}}', '<w:p>&amp;{{x}}'],
])('cleanText %j', (raw, clean) => {
  expect(cleanText(raw)).toBe(clean)
})

test('a long title breaks between words, after its time or place, into lines that fit', () => {
  expect(titleLines('关于2026年1—10月全市重点项目建设进展情况的通报')).toEqual([
    '关于2026年1—10月全市',
    '重点项目建设进展情况的通报',
  ])
  expect(titleLines('关于开展督查的通知')).toEqual(['关于开展督查的通知'])
  const long = '关于2026年1—10月云州经济技术开发区重点项目建设进展情况和“百日会战”专项行动推进情况的通报'
  expect(titleLines(long).join('')).toBe(long)
  expect(Math.max(...titleLines(long).map(widthInCharacters))).toBeLessThanOrEqual(20)
  expect(titleLines(long).some((line) => line.includes('“百日会战”'))).toBe(true)
})
