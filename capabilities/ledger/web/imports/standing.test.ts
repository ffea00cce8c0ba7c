import { describe, expect, test } from 'vitest'
import type { ImportPreview } from '../../import/contract.ts'
import { groupWarnings, hindranceOf, withAnswer } from './standing.ts'

const preview = (change: Partial<ImportPreview> = {}): ImportPreview => ({
  merge: null,
  baseFault: null,
  id: 1,
  fileName: '台账.xlsx',
  state: 'preview',
  asOf: null,
  planYear: 2026,
  completedPeriod: null,
  sheets: [],
  questions: [],
  openPoints: [],
  warnings: [],
  skipped: [],
  difference: { added: [], changed: [], unchanged: 0, missing: [], rejected: [] },
  summary: { added: 2, changed: 1, unchanged: 0, missing: 0, rejected: 0 },
  answers: {},
  ready: true,
  createdAt: '2026-11-20T10:00:00+08:00',
  createdBy: '张卫东',
  writtenAt: null,
  undoneAt: null,
  mayUndo: false,
  corrections: 0,
  recalled: null,
  asOfText: null,
  ...change,
})
const question = { key: 'k', code: 'unit', text: '？', answer: null }

describe('what stands in the way of writing', () => {
  test('nothing, when questions are answered and something is to be written', () => {
    expect(hindranceOf(preview({ questions: [{ ...question, answer: '万元' }] }))).toBeNull()
  })
  test('an open question before anything else', () => {
    const summary = { added: 0, changed: 0, unchanged: 9, missing: 0, rejected: 0 }
    expect(hindranceOf(preview({ questions: [question], summary }))).toBe('questions')
  })
  test('nothing to write', () => {
    expect(hindranceOf(preview({ summary: { added: 0, changed: 0, unchanged: 9, missing: 0, rejected: 0 } }))).toBe(
      'nothing',
    )
  })
  test('what is written is written', () => {
    expect(hindranceOf(preview({ state: 'written' }))).toBe('state')
  })
})

test('warnings one must look at come first, then the more frequent', () => {
  const warn = (code: string, must = false) => ({ code, text: code, must })
  const groups = groupWarnings([warn('a'), warn('b'), warn('b'), warn('c', true)])
  expect(groups.map(({ code, items }) => [code, items.length])).toEqual([
    ['c', 1],
    ['b', 2],
    ['a', 1],
  ])
})

test('the second answer to a question replaces the first', () => {
  const one = { key: 'x', text: '？', answer: 'org:3', label: '南屏县' }
  expect(withAnswer([one], { ...one, answer: 'create', label: '新建' })).toEqual([
    { ...one, answer: 'create', label: '新建' },
  ])
})
