import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { formatPercent } from '#kernel/ratio.ts'
import { conversionOf, type Due, dueOn, standingOf } from './rules/conversion.ts'
import { addDays, addMonthsToDay, daysBetween, finalDayOf, firstDayOf, knownBy } from './rules/days.ts'
import { compareWithEarlier, missingOf, startStateOn } from './rules/joint-start.ts'
import { type Change, daysInStage, type LineFacts, lineOf, reachedBy, type Step } from './rules/line.ts'
import { faultOf, movesProject, stageWithout } from './rules/recording.ts'
import { dueInYear } from './rules/start-rate.ts'

const ASOF = '2026-10-31'

function step(id: number, stage: Step['stage'], reachedOn: string, more: Partial<Step> = {}): Step {
  const none = { startWorks: null, document: null, note: null, witness: null, recordedAt: '', recordedBy: '' }
  return { id, stage, reachedOn, reachedBy: finalDayOf(reachedOn), ...none, ...more }
}
function change(id: number, old: Change['old'], next: Change['new'], on: string): Change {
  return { id, old, new: next, on, at: `${on}T02:00:00Z`, by: '项目办', source: 'edit' }
}
function facts(given: Partial<LineFacts>): LineFacts {
  return { stage: null, startDate: null, enteredAs: null, enteredOn: '2026-01-05', steps: [], changes: [], ...given }
}
const shown = (given: Partial<LineFacts>) =>
  lineOf(facts(given)).map(({ stage, by, source }) => `${stage} ${by} ${source}`)

describe('a rate with both denominators', () => {
  test('183 planned, 140 due, 118 started of which 11 early: 33 overdue, 64.5 % of the year, 76.4 % of those due', () => {
    const rows = (count: number, due: Due): Due[] => Array.from({ length: count }, () => due)
    const members = [
      ...rows(107, { dueOn: '2026-08-31', movedOn: '2026-08-10' }),
      ...rows(33, { dueOn: '2026-09-30', movedOn: null }),
      ...rows(11, { dueOn: '2026-12-31', movedOn: '2026-10-01' }),
      ...rows(32, { dueOn: '2026-12-31', movedOn: null }),
    ]
    const rate = conversionOf(members, ASOF)
    expect(rate).toMatchObject({ all: 183, due: 140, moved: 118, early: 11, movedOfDue: 107, overdue: 33 })
    expect([formatPercent(rate.rateOfAll!), formatPercent(rate.rateOfDue!)]).toEqual(['64.5%', '76.4%'])
  })

  test('what is due and what moved is as of the day: later events are not known', () => {
    const members: Due[] = [{ dueOn: '2026-06-30', movedOn: '2026-07-02' }]
    expect(conversionOf(members, '2026-06-29')).toMatchObject({ due: 0, moved: 0, overdue: 0, rateOfDue: null })
    expect(conversionOf(members, '2026-06-30')).toMatchObject({ due: 1, moved: 0, overdue: 1, rateOfDue: '0' })
    expect(conversionOf(members, '2026-07-02')).toMatchObject({ due: 1, moved: 1, overdue: 0, rateOfDue: '100' })
  })

  test('nothing to divide by has no rate', () => {
    expect(conversionOf([], ASOF)).toMatchObject({ all: 0, rateOfAll: null, rateOfDue: null })
  })

  test('overdue and moved always make the due, whatever the dates', () => {
    const day = fc.integer({ min: 0, max: 800 }).map((offset) => addDays('2025-06-01', offset))
    const member = fc.record({ dueOn: fc.option(day), movedOn: fc.option(day) })
    fc.assert(
      fc.property(fc.array(member, { maxLength: 40 }), day, (members, asOf) => {
        const rate = conversionOf(members, asOf)
        const standings = members.map((one) => standingOf(one, asOf, 30).standing)
        expect(rate.movedOfDue + rate.overdue).toBe(rate.due)
        expect(rate.movedOfDue + rate.early).toBe(rate.moved)
        expect(standings.filter((one) => one === 'overdue')).toHaveLength(rate.overdue)
        expect(standings.filter((one) => one === 'moved')).toHaveLength(rate.moved)
      }),
    )
  })

  test.each([
    ['2026-10-31', 'overdue', 0],
    ['2026-10-30', 'overdue', 1],
    ['2026-11-01', 'dueSoon', 1],
    ['2026-11-30', 'dueSoon', 30],
    ['2026-12-01', 'notDue', 31],
    [null, 'noRule', null],
  ] as const)('due on %s: %s, %s days', (due, standing, days) => {
    expect(standingOf({ dueOn: due, movedOn: null }, ASOF, 30)).toEqual({ standing, days })
    expect(standingOf({ dueOn: due, movedOn: ASOF }, ASOF, 30)).toEqual({ standing: 'moved', days: null })
  })
})

describe('days', () => {
  test.each([
    ['2024-01-31', 1, '2024-02-29'],
    ['2025-01-31', 1, '2025-02-28'],
    ['2025-08-15', 18, '2027-02-15'],
    ['2025-12-31', 12, '2026-12-31'],
  ])('%s and %s months: %s', (from, months, to) => expect(addMonthsToDay(from, months)).toBe(to))

  test('a deadline of days and one of months', () => {
    expect(dueOn('2026-01-01', { within: 180, unit: 'days' })).toBe('2026-06-30')
    expect(dueOn('2024-08-31', { within: 18, unit: 'months' })).toBe('2026-02-28')
    expect(dueOn('2026-01-01', { within: null, unit: 'days' })).toBeNull()
  })

  test('a partial date spans its month or year, and is known no later than the day it was written down', () => {
    expect([firstDayOf('2024'), finalDayOf('2024'), finalDayOf('2024-02'), finalDayOf('2024-02-03')]).toEqual([
      '2024-01-01',
      '2024-12-31',
      '2024-02-29',
      '2024-02-03',
    ])
    expect(knownBy('2026', '2026-11-10')).toBe('2026-11-10')
    expect(knownBy('2025', '2026-11-10')).toBe('2025-12-31')
    expect(daysBetween('2026-02-28', '2026-03-01')).toBe(1)
  })
})

describe('the line', () => {
  test('steps, changes without a date and what it was entered with, in order of time', () => {
    expect(
      shown({
        stage: 'underConstruction',
        enteredAs: 'signed',
        changes: [
          change(1, 'signed', 'preparation', '2026-02-01'),
          change(2, 'preparation', 'underConstruction', '2026-06-01'),
        ],
        steps: [step(1, 'started', '2026-04-08')],
      }),
    ).toEqual([
      'signed 2026-01-05 entered',
      'preparation 2026-02-01 change',
      'started 2026-04-08 step',
      'underConstruction 2026-06-01 change',
    ])
  })

  test('recording the stage of a change completes it', () => {
    const changes = [change(1, 'preparation', 'started', '2026-06-01')]
    expect(
      shown({ stage: 'started', enteredAs: 'preparation', changes, steps: [step(1, 'started', '2026-05-20')] }),
    ).toEqual(['preparation 2026-01-05 entered', 'started 2026-05-20 step'])
  })

  test('a change back along the line takes back what lay beyond', () => {
    const changes = [
      change(1, 'preparation', 'started', '2026-03-01'),
      change(2, 'started', 'preparation', '2026-03-02'),
    ]
    const line = facts({ stage: 'preparation', enteredAs: 'preparation', changes })
    expect(reachedBy(lineOf(line), 'started')).toBeNull()
  })

  test('the ledger’s start date counts once the project has begun, until a start is recorded', () => {
    expect(shown({ stage: 'preparation', enteredAs: 'preparation', startDate: '2026-03' })).toHaveLength(1)
    expect(shown({ stage: 'underConstruction', startDate: '2026-03' })).toEqual(['started 2026-03-31 ledgerDate'])
    expect(
      shown({ stage: 'underConstruction', startDate: '2026-03', steps: [step(1, 'started', '2026-03-08')] }),
    ).toEqual(['started 2026-03-08 step'])
  })

  test('a later stage says that the earlier ones were reached; a suspended project had begun', () => {
    const line = lineOf(facts({ steps: [step(1, 'inProduction', '2026-05')] }))
    expect(reachedBy(line, 'started')).toBe('2026-05-31')
    expect(reachedBy(line, 'atCapacity')).toBeNull()
    expect(reachedBy(lineOf(facts({ enteredAs: 'suspended' })), 'started')).toBe('2026-01-05')
  })

  test('time in each stage is told between dates only, and marked where one of them is rough', () => {
    const line = lineOf(
      facts({
        enteredAs: 'planning',
        steps: [step(1, 'signed', '2026-02-01'), step(2, 'preparation', '2026-03'), step(3, 'started', '2026-04-30')],
      }),
    )
    expect(daysInStage(line, '2026-05-30')).toEqual([
      { days: null, isRough: false },
      { days: 58, isRough: true },
      { days: 30, isRough: true },
      { days: 30, isRough: false },
    ])
  })
})

describe('recording', () => {
  const known = [step(1, 'signed', '2026-02'), step(2, 'completed', '2026-09-10')]
  test.each([
    [{ stage: 'started', reachedOn: '2026-05-01' }, null],
    [{ stage: 'started', reachedOn: '2026' }, null],
    [{ stage: 'started', reachedOn: '2026-01-31' }, 'order'],
    [{ stage: 'started', reachedOn: '2026-09-11' }, 'order'],
    [{ stage: 'started', reachedOn: '2026-11-11' }, 'future'],
    [{ stage: 'inProduction', reachedOn: '2026-11-10' }, null],
    [{ stage: 'signed', reachedOn: '2026-03-01' }, 'twice'],
    [{ stage: 'suspended', reachedOn: '2026-03-01' }, null],
  ] as const)('%o: %s', (given, kind) => expect(faultOf(given, known, '2026-11-10')?.kind ?? null).toBe(kind))

  test('a stage comes again only after the project stood still', () => {
    const standing = [step(1, 'underConstruction', '2026-02-01'), step(2, 'suspended', '2026-05-01')]
    expect(faultOf({ stage: 'underConstruction', reachedOn: '2026-08-01' }, standing, '2026-11-10')).toBeNull()
    expect(faultOf({ stage: 'underConstruction', reachedOn: '2026-04-01' }, standing, '2026-11-10')?.kind).toBe('twice')
  })

  test.each([
    ['started', '2026-03-01', 'preparation', true],
    ['signed', '2025-03-01', 'preparation', false],
    ['started', '2026-03-01', null, true],
    ['started', '2026-03-01', 'started', false],
    ['suspended', '2026-08-01', 'underConstruction', true],
    ['suspended', '2026-01-01', 'underConstruction', false],
    ['underConstruction', '2026-10-01', 'suspended', true],
    ['underConstruction', '2026-08-15', 'suspended', false],
  ] as const)('%s on %s moves a project in %s: %s', (stage, reachedOn, current, moves) => {
    const given = [
      step(1, 'signed', '2026-02-01'),
      ...(current === 'suspended' ? [step(2, 'suspended', '2026-09-01')] : []),
    ]
    const added = step(9, stage, reachedOn)
    expect(movesProject(added, current, lineOf(facts({ stage: current, steps: [...given, added] })))).toBe(moves)
  })

  test('withdrawing leads back to where it stood, or to what was recorded since', () => {
    const start = step(2, 'started', '2026-05-01')
    expect(stageWithout(start, 'signed', [])).toBe('signed')
    expect(stageWithout(start, 'signed', [step(3, 'preparation', '2026-03-01')])).toBe('preparation')
    expect(stageWithout(start, null, [])).toBeNull()
    expect(
      stageWithout(step(4, 'underConstruction', '2026-05-01'), 'suspended', [step(1, 'started', '2026-01-01')]),
    ).toBe('suspended')
  })
})

describe('the year’s projects', () => {
  const of = (plannedStart: string | null, more = {}) =>
    dueInYear({ plannedStart, isNew: false, isWithdrawn: false, startedOn: null, isStartDated: true, ...more }, 2026)
  test('planned in the year, carried over, new without a date; not what started before, was withdrawn, or comes later', () => {
    expect(of('2026-06')).toEqual({ basis: 'planned', dueOn: '2026-06-30' })
    expect(of('2026')).toEqual({ basis: 'planned', dueOn: '2026-12-31' })
    expect(of('2026-06', { startedOn: '2025-12-20' })).toEqual({ basis: 'planned', dueOn: '2026-06-30' })
    expect(of('2025-09')).toEqual({ basis: 'carried', dueOn: '2025-09-30' })
    expect(of('2025-09', { startedOn: '2026-02-01' })).toEqual({ basis: 'carried', dueOn: '2025-09-30' })
    expect(of('2025-09', { startedOn: '2025-12-31' })).toBeNull()
    expect(of('2024-09', { startedOn: '2026-11-01', isStartDated: false })).toBeNull()
    expect(of(null, { isNew: true })).toEqual({ basis: 'undated', dueOn: '2026-12-31' })
    expect(of(null)).toBeNull()
    expect(of('2027-01')).toBeNull()
    expect(of('2026-06', { isWithdrawn: true })).toBeNull()
  })
})

describe('joint starts', () => {
  const event = (id: number, heldOn: string, projects: number, totalInvestment: string) => ({
    id,
    heldOn,
    projects,
    totalInvestment,
  })
  test('the highest of all only where it exceeds each earlier one', () => {
    const events = [
      event(1, '2025-09-01', 20, '500000'),
      event(2, '2026-03-01', 18, '900000'),
      event(3, '2026-09-01', 20, '900000'),
    ]
    expect(compareWithEarlier(events[0]!, events)).toEqual({
      earlier: 0,
      isHighest: { projects: false, totalInvestment: false },
    })
    expect(compareWithEarlier(events[1]!, events)).toEqual({
      earlier: 1,
      isHighest: { projects: false, totalInvestment: true },
    })
    expect(compareWithEarlier(events[2]!, events)).toEqual({
      earlier: 2,
      isHighest: { projects: false, totalInvestment: false },
    })
  })

  test('truly started is recorded and proven, by that day', () => {
    const proven = lineOf(facts({ steps: [step(1, 'started', '2026-04-20', { document: '施工许可' })] }))
    expect([startStateOn(proven, '2026-04-19'), startStateOn(proven, '2026-04-20')]).toEqual(['notStarted', 'started'])
    const said = lineOf(facts({ stage: 'underConstruction', startDate: '2026-04' }))
    expect([startStateOn(said, '2026-04-29'), startStateOn(said, '2026-04-30')]).toEqual(['notStarted', 'unproven'])
    const noted = lineOf(facts({ steps: [step(1, 'started', '2026-04-20', { note: '已开挖' })] }))
    expect(startStateOn(noted, '2026-05-01')).toBe('unproven')
  })

  test('what is missing is what is required and not in hand on the day', () => {
    const done = [
      { code: 'land', doneOn: '2026-03-01' },
      { code: 'contractor', doneOn: null },
      { code: 'design', doneOn: '2026-01-01' },
    ]
    expect(missingOf(['land', 'contractor', 'machinery'], done, '2026-03-01')).toEqual(['contractor', 'machinery'])
    expect(missingOf(['land'], done, '2026-02-28')).toEqual(['land'])
  })
})
