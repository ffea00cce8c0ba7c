import { describe, expect, test } from 'vitest'
import { REPORT_STATES, type ReportState } from '../shapes.ts'
import { nextState, type ReportAction, TRANSITIONS } from './transitions.ts'

/** The whole table, as GLOSSARY and the office have it; everything not here is refused. */
const ALLOWED: Record<ReportAction, Partial<Record<ReportState, ReportState>>> = {
  save: { draft: 'draft', returned: 'returned' },
  submit: { draft: 'submitted', returned: 'submitted' },
  withdraw: { submitted: 'draft' },
  return: { submitted: 'returned' },
  accept: { submitted: 'accepted' },
  lock: { draft: 'locked', submitted: 'locked', returned: 'locked', accepted: 'locked' },
}
const pairs = (Object.keys(ALLOWED) as ReportAction[]).flatMap((action) =>
  REPORT_STATES.map((state) => [action, state] as const),
)

describe('the life of a report', () => {
  test('the table covers every action and no other', () => {
    expect(Object.keys(TRANSITIONS).sort()).toEqual(Object.keys(ALLOWED).sort())
  })

  test.each(pairs)('%s in %s', (action, state) => {
    const expected = ALLOWED[action][state]
    if (expected) expect(nextState(action, state)).toBe(expected)
    else
      expect(() => nextState(action, state)).toThrow(
        expect.objectContaining({ status: 409, message: expect.stringMatching(/[。]$/) }),
      )
  })

  test.each([
    ['submit', 'submitted', 'report_submitted'],
    ['submit', 'accepted', 'report_accepted'],
    ['withdraw', 'accepted', 'report_accepted'],
    ['withdraw', 'draft', 'report_not_submitted'],
    ['accept', 'returned', 'report_not_submitted'],
    ['accept', 'accepted', 'report_accepted'],
    ['return', 'accepted', 'report_accepted'],
    ['save', 'locked', 'round_locked'],
    ['accept', 'locked', 'round_locked'],
  ] as const)('%s in %s is refused as %s', (action, state, code) => {
    expect(() => nextState(action, state)).toThrow(expect.objectContaining({ code }))
  })

  test('after the lock the way is 核增、核减', () => {
    expect(() => nextState('submit', 'locked')).toThrow(/核增、核减/)
  })
})
