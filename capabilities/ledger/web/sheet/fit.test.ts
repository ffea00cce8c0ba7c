import fc from 'fast-check'
import { expect, test } from 'vitest'
import { fitText } from './fit.ts'

const within = (length: number) => (candidate: string) => [...candidate].length <= length

test('what fits stays as it is, blank lines between paragraphs apart', () => {
  expect(fitText('一。\n\n 二。 ', '……', within(10))).toEqual({ shown: '一。\n二。', isCut: false })
})

test('what does not is cut before the mark, which fits too', () => {
  expect(fitText('主体施工，正在安装设备', '……', within(7))).toEqual({ shown: '主体施工……', isCut: true })
})

test('never longer than the place, never half a character, and as long as possible', () => {
  const text = fc.string({ unit: 'grapheme', maxLength: 400 })
  fc.assert(
    fc.property(text, fc.integer({ min: 2, max: 300 }), (given, length) => {
      const { shown, isCut } = fitText(given, '……', within(length))
      expect([...shown].length).toBeLessThanOrEqual(length)
      expect(shown.isWellFormed()).toBe(true)
      expect(isCut).toBe(shown.endsWith('……') && shown !== given.replace(/\s*\n\s*/g, '\n').trim())
    }),
  )
})
