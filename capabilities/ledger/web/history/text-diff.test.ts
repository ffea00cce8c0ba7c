import { describe, expect, test } from 'vitest'
import { type Piece, textDiff } from './text-diff.ts'

const shown = (pieces: Piece[]) =>
  pieces.map(({ kind, text }) => (kind === 'same' ? text : kind === 'removed' ? `[-${text}-]` : `[+${text}+]`)).join('')

describe('what changed in a text', () => {
  test.each([
    ['主体完成60%', '主体完成75%', '主体完成[-60-][+75+]%'],
    ['厂房基础完成。', '厂房基础完成，主体施工至二层。', '厂房基础完成[+，主体施工至二层+]。'],
    ['完成172.9万元', '完成120万元', '完成[-172.9-][+120+]万元'],
    ['甲、乙、丙', '甲、丙', '甲、[-乙、-]丙'],
    ['无', '征地未完成', '[-无-][+征地未完成+]'],
    ['', '新增', '[+新增+]'],
    ['同', '同', '同'],
  ])('%s → %s', (before, after, expected) => {
    expect(shown(textDiff(before, after))).toBe(expected)
  })

  test('both texts can be read off the pieces, whatever they are', () => {
    const before = '土建完成80%，设备到场3台，正在办理消防审查。'
    const after = '土建已完成，设备到场12台，消防审查已通过，正在调试。'
    const pieces = textDiff(before, after)
    expect(
      pieces
        .filter(({ kind }) => kind !== 'added')
        .map(({ text }) => text)
        .join(''),
    ).toBe(before)
    expect(
      pieces
        .filter(({ kind }) => kind !== 'removed')
        .map(({ text }) => text)
        .join(''),
    ).toBe(after)
  })

  test('very long texts are shown whole', () => {
    const pieces = textDiff(`${'a'.repeat(3000)}`, `${'b'.repeat(3000)}`)
    expect(pieces.map(({ kind }) => kind)).toEqual(['removed', 'added'])
  })
})
