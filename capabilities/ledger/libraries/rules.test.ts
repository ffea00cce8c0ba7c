import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { LIBRARIES, STAGES } from '../vocabulary.ts'
import { ENTRY_RULES, unmetRules } from './entry-rules.ts'
import { turnOf } from './rollover-rules.ts'
import { allowedMoves, applyMove, type MoveKind, moveBehind, type Place, RULES } from './rules.ts'

const at = (library: Place['library'], stage: string | null, isPriority = false): Place => ({
  library,
  stage,
  isPriority,
})

describe('the table of moves', () => {
  test.each<[MoveKind, Place, object, Place | null]>([
    ['promotion', at('reserve', 'preparation'), {}, at('construction', 'preparation')],
    ['promotion', at('reserve', null, true), {}, at('construction', null, true)],
    ['promotion', at('construction', 'preparation'), {}, null],
    ['promotion', at('reserve', 'withdrawn'), {}, null],
    ['demotion', at('construction', 'signed'), {}, at('reserve', 'signed')],
    ['demotion', at('construction', 'started'), {}, null],
    ['completion', at('construction', 'underConstruction'), {}, at('completed', 'completed')],
    ['completion', at('construction', 'inProduction'), {}, at('completed', 'inProduction')],
    ['completion', at('construction', 'suspended'), {}, null],
    ['completion', at('reserve', 'underConstruction'), {}, null],
    ['reopening', at('completed', 'completed'), { stageBefore: 'started' }, at('construction', 'started')],
    ['reopening', at('completed', 'inProduction'), {}, at('construction', 'underConstruction')],
    ['suspension', at('construction', 'started'), {}, at('construction', 'suspended')],
    ['suspension', at('construction', 'preparation'), {}, null],
    ['resumption', at('construction', 'suspended'), { stageBefore: 'started' }, at('construction', 'started')],
    ['resumption', at('construction', 'suspended'), {}, at('construction', 'underConstruction')],
    ['withdrawal', at('construction', 'suspended', true), {}, at('construction', 'withdrawn', false)],
    ['withdrawal', at('construction', 'completed'), {}, null],
    ['withdrawal', at('completed', 'completed'), {}, null],
    ['reentry', at('construction', 'withdrawn'), {}, null],
    ['reentry', at('construction', 'withdrawn'), { to: 'completed' }, null],
    [
      'reentry',
      at('construction', 'withdrawn'),
      { to: 'construction', stageBefore: 'started' },
      at('construction', 'started'),
    ],
    [
      'reentry',
      at('construction', 'withdrawn'),
      { to: 'reserve', stageBefore: 'started' },
      at('reserve', 'preparation'),
    ],
    ['reentry', at('reserve', 'planning'), { to: 'reserve' }, null],
    ['priorityOn', at('reserve', 'planning'), {}, at('reserve', 'planning', true)],
    ['priorityOn', at('reserve', 'planning', true), {}, null],
    ['priorityOn', at('construction', 'withdrawn'), {}, null],
    ['priorityOff', at('construction', 'started', true), {}, at('construction', 'started', false)],
    ['priorityOff', at('construction', 'started'), {}, null],
    ['entry', at('reserve', null), {}, null],
  ])('%s from %j %j', (kind, from, wish, to) => {
    const outcome = applyMove(kind, from, wish)
    expect(outcome.allowed ? outcome.to : null).toEqual(to)
    if (!outcome.allowed) expect(outcome.because).toMatch(/。$/)
  })

  const place = fc.record({
    library: fc.constantFrom(...LIBRARIES),
    stage: fc.constantFrom(null, ...STAGES),
    isPriority: fc.boolean(),
  })
  // where moves alone lead to; an import may leave a project elsewhere
  const EARLY = [null, 'planning', 'signed', 'preparation', 'withdrawn']
  const BUILT = ['completed', 'inProduction', 'atCapacity', 'returnsAchieved']
  const coherent = place.filter(
    ({ library, stage }) =>
      library === 'construction' || (library === 'reserve' ? EARLY.includes(stage) : BUILT.includes(String(stage))),
  )
  test('every move that is offered is allowed, changes something, and its counter-move is allowed afterwards', () => {
    fc.assert(
      fc.property(coherent, fc.constantFrom('reserve' as const, 'construction' as const), (from, to) => {
        for (const kind of allowedMoves(from)) {
          const outcome = applyMove(kind, from, { to, stageBefore: null })
          expect(outcome.allowed, kind).toBe(true)
          if (!outcome.allowed) continue
          expect(outcome.to).not.toEqual(from)
          // priority taken from a project that is finished or gone is not given back: there is nothing left to drive
          if (kind === 'priorityOff' && (from.library === 'completed' || from.stage === 'withdrawn')) continue
          const counter = RULES[kind as Exclude<MoveKind, 'entry'>].counter
          const back = applyMove(counter, outcome.to, { to: from.library, stageBefore: from.stage })
          expect(back.allowed, `${kind} → ${counter}`).toBe(true)
        }
      }),
    )
  })
  test('what is not offered is refused with a sentence', () => {
    fc.assert(
      fc.property(place, (from) => {
        const offered = allowedMoves(from)
        for (const kind of Object.keys(RULES) as MoveKind[])
          if (!offered.includes(kind)) expect(applyMove(kind, from, { to: 'reserve' }).allowed).toBe(false)
      }),
    )
  })
  test('a change made elsewhere is named by what it did', () => {
    expect(moveBehind(at('construction', 'started'), at('construction', 'suspended'))).toBe('suspension')
    expect(moveBehind(at('construction', 'suspended'), at('construction', 'withdrawn'))).toBe('withdrawal')
    expect(moveBehind(at('construction', 'withdrawn'), at('construction', 'suspended'))).toBe('reentry')
    expect(moveBehind(at('construction', 'suspended'), at('construction', 'completed'))).toBe('resumption')
    expect(moveBehind(at('construction', 'started'), at('construction', 'completed'))).toBeNull()
  })
})

describe('entry rules', () => {
  test.each([
    ['construction', { code: 'x', plannedStart: '2026', responsibleOrg: '局' }, []],
    ['construction', { totalInvestment: '1', startDate: '2026-03', responsibleOrg: '局' }, []],
    ['construction', { totalInvestment: '', responsibleOrg: ' ' }, ['identity', 'start', 'responsible']],
    ['completed', {}, ['finish']],
    ['reserve', { scale: '厂房', leadOrg: '局' }, []],
  ] as const)('%s with %j', (library, fields, keys) => {
    expect(unmetRules(library, fields).map(({ key }) => key)).toEqual(keys)
  })
  test('each rule is named once', () => {
    for (const rules of Object.values(ENTRY_RULES)) expect(new Set(rules.map(({ key }) => key)).size).toBe(rules.length)
  })
})

describe('the turn of the year to 2027', () => {
  const project = { planState: 'new', library: 'construction', stage: 'preparation', startDate: null } as const
  test.each([
    [{}, 'undecided'],
    [{ stage: 'started' }, 'continuing'],
    [{ stage: 'underConstruction', startDate: '2026-12-31' }, 'continuing'],
    [{ stage: 'started', startDate: '2027-01' }, 'undecided'],
    [{ stage: 'suspended', planState: 'continuing' }, 'continuing'],
    [{ stage: 'underConstruction', planState: null }, 'continuing'],
    [{ planState: null }, 'reserve'],
    [{ library: 'completed', stage: 'completed', planState: 'continuing' }, 'finished'],
    [{ stage: 'completed' }, 'finished'],
    [{ stage: 'withdrawn', planState: null }, 'reserve'],
  ] as const)('%j', (fields, turn) => {
    expect(turnOf({ ...project, ...fields }, 2027)).toBe(turn)
  })
})
