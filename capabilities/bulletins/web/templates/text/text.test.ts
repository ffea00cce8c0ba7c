import { describe, expect, test } from 'vitest'
import { insertionAt } from './insertion.ts'
import { markedLines, tagSpans } from './marks.ts'
import { carriedAt, lineOf, mistakeSpan } from './mistake-place.ts'

describe('what is marked', () => {
  const marks = (text: string) => tagSpans(text).map(({ start, end, mark }) => [text.slice(start, end), mark])

  test.each([
    ['没有标记', []],
    ['完成{{完成投资}}。', [['{{完成投资}}', 'value']]],
    [
      '{{如果 有 完成率}}{{完成率}}{{结束}}',
      [
        ['{{如果 有 完成率}}', 'block'],
        ['{{完成率}}', 'value'],
        ['{{结束}}', 'block'],
      ],
    ],
    ['{{　逐个　单位}}', [['{{　逐个　单位}}', 'block']]],
    [
      '{{完成{{月}}',
      [
        ['{{完成', 'open'],
        ['{{月}}', 'value'],
      ],
    ],
    ['头{{完成投\n下一行', [['{{完成投', 'open']]],
    ['{{', [['{{', 'open']]],
  ])('%s', (text, expected) => expect(marks(text)).toEqual(expected))

  test('lines keep every character, and a tag over two lines is marked on both', () => {
    const text = '一{{完成\n投资}}二\n\n{{月}}'
    const lines = markedLines(text, { start: 1, end: 5 })
    expect(lines.map((line) => line.map(({ text }) => text).join('')).join('\n')).toBe(text)
    expect(lines.map((line) => line.map(({ mark, isWrong }) => `${mark ?? '-'}${isWrong ? '!' : ''}`))).toEqual([
      ['-', 'value!'],
      ['value', '-'],
      [],
      ['value'],
    ])
  })
})

describe('where a mistake stands', () => {
  const marked = (text: string, at: number) => {
    const { start, end } = mistakeSpan(text, at)
    return text.slice(start, end)
  }

  test('at the word of a tag, the tag, or the rest of the line', () => {
    const text = '截至{{完成透资 同比}}止\n行：其他'
    expect(marked(text, 4)).toBe('完成透资')
    expect(marked(text, 2)).toBe('{{完成透资 同比}}')
    expect(marked(text, 15)).toBe('行：其他')
    expect(marked('完成{{投资', 2)).toBe('{{投资')
    expect(marked('文', 1)).toBe('')
  })

  test.each([
    ['typed behind it', 4, '{{月}}错', '{{月}}错了', 4],
    ['typed before it', 5, '{{月}}错', '在{{月}}错', 6],
    ['deleted before it', 5, '{{月}}错', '月}}错', 3],
    ['edited itself', 1, '一错二', '一对二', null],
    ['nothing changed', 1, '一错', '一错', 1],
    ['all gone', 0, '错', '', null],
  ])('%s', (_, at, before, after, expected) => expect(carriedAt(at, before, after)).toBe(expected))

  test('lines count from 1', () => expect([lineOf('一\n二', 1), lineOf('一\n二', 2)]).toEqual([1, 2]))
})

describe('how a word gets into the text', () => {
  /** `|` is the cursor, or both ends of what is selected. */
  const put = (marked: string, word: string) => {
    const [before = '', inner = '', ...rest] = marked.split('|')
    const selection = { start: before.length, end: before.length + (rest.length > 0 ? inner.length : 0) }
    const text = marked.replaceAll('|', '')
    const { start, end, text: added, select } = insertionAt(text, selection, word)
    const next = text.slice(0, start) + added + text.slice(end)
    return `${next.slice(0, select.start)}|${next.slice(select.start, select.end)}|${next.slice(select.end)}`
  }

  test.each([
    ['完成|。', '{{完成投资}}', '完成{{完成投资}}||。'],
    ['完成|旧文|。', '{{完成投资}}', '完成{{完成投资}}||。'],
    ['{{完成投资}}|。', '同比', '{{完成投资 同比}}||。'],
    ['{{完成投资 |}}', '同比', '{{完成投资 同比||}}'],
    ['{{|}}', '{{完成率}}', '{{完成率||}}'],
    ['{{如果 |大于 3}}', '{{位次}}', '{{如果 位次 ||大于 3}}'],
    ['{{如果 位次|大于 3}}', '数', '{{如果 位次 数 ||大于 3}}'],
    ['{{完成|投资}}', '{{如果 有上期}}…{{结束}}', '{{完成投资}}{{如果 有上期}}|…|{{结束}}'],
    ['{{月}}|', '{{年}}', '{{月}}{{年}}||'],
    ['正文|', '# 总体情况', '正文\n# 总体情况||'],
    ['|正文', '{{表单}}\n事项：…\n{{结束}}', '{{表单}}\n事项：|…|\n{{结束}}\n正文'],
    ['平常|话', '同比', '平常同比||话'],
  ])('%s + %s', (marked, word, expected) => expect(put(marked, word)).toBe(expected))
})
