import { expect, test } from 'vitest'
import type { Stage } from '#capabilities/ledger/public.ts'
import { aMaterial, figureIn, fullBook } from './sample-material.ts'
import { aRow } from './sample-rows.ts'
import { isStartDue, planStateOf } from './starts.ts'
import type { SubjectCode } from './subjects.ts'

const NOTHING = { planState: null, stage: null, plannedStart: null, startDate: null }

test.each([
  ['the ledger says so', { planState: 'new', startDate: '2020-01' }, 'new', false],
  ['the ledger says so', { planState: 'continuing', startDate: '2026-05' }, 'continuing', false],
  ['begun before 1 January', { startDate: '2025-12-31' }, 'continuing', true],
  ['begun this year', { startDate: '2026-01-01' }, 'new', true],
  ['planned for this year', { plannedStart: '2026' }, 'new', true],
  ['under construction without a date', { stage: 'underConstruction' }, 'continuing', true],
  ['not begun, no date', { stage: 'preparation' }, 'new', true],
] as const)('plan state: %s', (_, row, state, isInferred) => {
  expect(planStateOf({ ...NOTHING, ...row }, 2026)).toEqual({ state, isInferred })
})

test.each([
  ['2026-10', 'preparation', true],
  ['2026-11', 'preparation', false],
  ['2026-10-25', 'preparation', true],
  ['2026-10-26', 'preparation', false],
  ['2026', 'preparation', false],
  ['2025', 'preparation', true],
  [null, 'preparation', false],
  [null, 'started', true],
  ['2026-11', 'started', false],
] as const)('planned %s, %s: due by 25 October 2026 is %s', (plannedStart, stage, due) => {
  expect(isStartDue({ ...NOTHING, plannedStart, stage }, '2026-10-25')).toBe(due)
})

test('183 planned, 140 due, 118 started, 11 of them early: 33 overdue, 64.5 % of the year and 76.4 % of those due', () => {
  const many = (count: number, plannedStart: string, stage: Stage) =>
    Array.from({ length: count }, () => aRow({ planState: 'new', plannedStart, startDate: null, stage }))
  const rows = [
    ...many(107, '2026-03', 'started'),
    ...many(33, '2026-09', 'preparation'),
    ...many(11, '2026-12', 'underConstruction'),
    ...many(32, '2026-12', 'signed'),
    ...many(50, '2026-03', 'started').map((row) => ({ ...row, planState: 'continuing' as const })),
  ]
  const book = fullBook(aMaterial(rows))
  const text = (subject: SubjectCode) => figureIn(book, { subject, whose: { kind: 'region' } }).text
  const counts = ['startPlanned', 'startDue', 'startStarted', 'startDueStarted', 'startEarly', 'startOverdue'] as const
  expect(counts.map(text)).toEqual(['183个', '140个', '118个', '107个', '11个', '33个'])
  expect([text('startRate'), text('startDueRate')]).toEqual(['64.5%', '76.4%'])
})
