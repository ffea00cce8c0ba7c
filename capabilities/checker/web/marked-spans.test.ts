import { expect, test } from 'vitest'
import { checkText } from '../rules/check-text.ts'
import { markedSpans } from './marked-spans.ts'

const spansOf = (text: string) => {
  const checked = checkText(text)
  const asAnswered = { ...checked, figures: checked.figures.map((one) => ({ ...one, data: null })), against: null }
  return markedSpans(text.length, asAnswered).map(({ start, end, figure, slip }) =>
    [text.slice(start, end), figure === null ? '' : `#${figure}`, slip === null ? '' : 'slip'].join(''),
  )
}

test('the stretches are the whole text, figures with their comparisons marked', () => {
  expect(spansOf('2026年完成投资12.5亿元，增长8%，建设75G+矿山。')).toEqual([
    '2026年完成投资',
    '12.5#1',
    '亿元，增长',
    '8#1',
    '%，建设',
    '75Gslip',
    '+矿山。',
  ])
})

test('a text without numbers is one stretch, none is none', () => {
  expect(spansOf('项目为王。')).toEqual(['项目为王。'])
  expect(spansOf('')).toEqual([])
})
