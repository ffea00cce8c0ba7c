import { describe, expect, test } from 'vitest'
import { comparedLines, folded, lineDiff } from './line-diff.ts'

describe('the difference of two texts by line', () => {
  const signs = { same: ' ', gone: '-', new: '+' }
  const drawn = (before: string, after: string) => lineDiff(before, after).map(({ kind, text }) => signs[kind] + text)

  test.each([
    ['a\nb', 'a\nb', [' a', ' b']],
    ['', 'a', ['+a']],
    ['a', '', ['-a']],
    ['a\nb\nc', 'a\nx\nc', [' a', '-b', '+x', ' c']],
    ['a\nb\nc\nd', 'b\nc\ne\nd', ['-a', ' b', ' c', '+e', ' d']],
    ['a\na\na', 'a\na', [' a', ' a', '-a']],
    ['a\n', 'a', [' a', '-']],
  ])('%j → %j', (before, after, expected) => expect(drawn(before, after)).toEqual(expected))

  test('nothing is lost of either text', () => {
    const lines = (seed: number) => Array.from({ length: 40 }, (_, at) => String((at * seed) % 7)).join('\n')
    const diff = lineDiff(lines(3), lines(5))
    const without = (kind: string) => diff.filter((line) => line.kind !== kind).map(({ text }) => text)
    expect([without('new').join('\n'), without('gone').join('\n')]).toEqual([lines(3), lines(5)])
  })

  test('texts too long to compare line with line are still both whole', () => {
    const many = (word: string) => Array.from({ length: 2100 }, (_, at) => `${word}${at}`).join('\n')
    const diff = lineDiff(many('a'), many('b'))
    expect([diff.length, diff[0]?.kind, diff.at(-1)?.kind]).toEqual([4200, 'gone', 'new'])
  })

  test('equal lines away from a change are folded', () => {
    const before = ['1', '2', '3', '4', 'x', '5', '6', '7'].join('\n')
    const shown = folded(comparedLines(lineDiff(before, before.replace('x', 'y'))))
    expect(shown.map((one) => ('folded' in one ? one.folded : one.line.text))).toEqual([
      2,
      '3',
      '4',
      'x',
      'y',
      '5',
      '6',
      1,
    ])
  })

  test('of a line that another took the place of, only what differs is marked', () => {
    const marked = (before: string, after: string) =>
      comparedLines(lineDiff(before, after)).map(({ text, from, to }) => text.slice(from, to))
    expect(marked('同前\n现将情况通报如下', '同前\n经同意，现将情况通报如下')).toEqual(['', '', '经同意，'])
    expect(marked('完成投资增长\n多一行', '完成投资下降')).toEqual(['增长', '多一行', '下降'])
    expect(marked('甲\n乙', '甲\n丙\n乙')).toEqual(['', '丙', ''])
  })
})
