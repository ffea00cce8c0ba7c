import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { CLOSE, likeness, piecesOf, readLine } from './rules.ts'

describe('a pasted line', () => {
  test.each([
    ['1. 甲厂项目', null, '甲厂项目'],
    ['（12）甲厂项目', null, '甲厂项目'],
    ['3、甲厂 项目', null, '甲厂项目'],
    ['30万吨聚苯乙烯项目', null, '30万吨聚苯乙烯项目'],
    ['1.5万吨项目', null, '1.5万吨项目'],
    ['2\t2404-210921-04-01-123456\t甲厂项目\t东县', '2404-210921-04-01-123456', '甲厂项目'],
    ['２４０４-210921-04-01-123456', '2404-210921-04-01-123456', ''],
  ])('%j', (line, code, folded) => {
    expect(readLine(line)).toMatchObject({ code, folded })
  })
  test('an empty one is none', () => expect(readLine(' \t 　')).toBeNull())
})

describe('likeness', () => {
  test.each([
    ['年产12万吨玉米淀粉糖深加工项目', '12万吨玉米淀粉糖深加工生产线项目'],
    ['特种钢一期', '年产30万吨特种钢(一期)项目'],
    ['南屏县污水处理厂二期工程', '污水处理厂二期'],
  ])('%s ≈ %s', (a, b) => expect(likeness(a, b)).toBeGreaterThanOrEqual(CLOSE))
  test.each([
    ['污水处理厂项目', '风力发电场项目'],
    ['完全没有的东西', '甲厂扩能项目'],
  ])('%s ≠ %s', (a, b) => expect(likeness(a, b)).toBeLessThan(CLOSE))
  test('is symmetric, between 0 and 1, and 1 for the same name', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (a, b) => {
        const like = likeness(a, b)
        expect(like).toBe(likeness(b, a))
        expect(like).toBeGreaterThanOrEqual(0)
        expect(like).toBeLessThanOrEqual(1)
        expect(likeness(a, a)).toBe(1)
      }),
    )
  })
})

test('pieces are of the name, few, and pass over what every name has', () => {
  expect(piecesOf('污水处理厂建设项目')).toEqual(['污水处', '处理厂'])
  fc.assert(
    fc.property(fc.string({ maxLength: 80 }), (name) => {
      const pieces = piecesOf(name)
      expect(pieces.length).toBeLessThanOrEqual(8)
      for (const piece of pieces) expect(name).toContain(piece)
    }),
  )
})
