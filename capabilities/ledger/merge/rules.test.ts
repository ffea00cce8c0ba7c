import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type CellState, type Decidable, type Decisions, isSoft, outcomeOf, stateOf, takesRow } from './rules.ts'

describe('one cell three ways', () => {
  test.each([
    // base, ours, there, state
    ['甲', '甲', '甲', 'untouched'],
    [null, null, null, 'untouched'],
    ['甲', '乙', '甲', 'here'],
    ['甲', null, '甲', 'here'],
    [null, '乙', null, 'here'],
    ['甲', '甲', '丙', 'there'],
    ['甲', '甲', null, 'there'],
    [null, null, '丙', 'there'],
    ['甲', '丙', '丙', 'same'],
    ['甲', null, null, 'same'],
    ['甲', '乙', '丙', 'conflict'],
    ['甲', '乙', null, 'conflict'],
    ['甲', null, '丙', 'conflict'],
    [null, '乙', '丙', 'conflict'],
    // nothing is known of how it left
    [undefined, '乙', null, 'untouched'],
    [undefined, '乙', '乙', 'untouched'],
    [undefined, null, '丙', 'there'],
    [undefined, '乙', '丙', 'conflict'],
  ] as const)('%j → ledger %j, file %j: %s', (base, ours, there, state) => {
    expect(stateOf({ base, ours, there })).toBe(state)
  })

  const value = fc.option(fc.constantFrom('甲', '乙', '丙', ''), { nil: null })

  test('ledger and file are treated alike: changed places change here and there', () => {
    const mirrored: Record<CellState, CellState> = {
      untouched: 'untouched',
      here: 'there',
      there: 'here',
      same: 'same',
      conflict: 'conflict',
    }
    fc.assert(
      fc.property(value, value, value, (base, ours, there) => {
        expect(stateOf({ base, ours: there, there: ours })).toBe(mirrored[stateOf({ base, ours, there })])
      }),
    )
  })

  test('what was taken has nothing left to take, however often the file comes again', () => {
    fc.assert(
      fc.property(fc.option(value, { nil: undefined }), value, (base, there) => {
        expect(['same', 'untouched']).toContain(stateOf({ base, ours: there, there }))
      }),
    )
  })
})

describe('what will happen to a cell', () => {
  const cell = (over: Partial<Decidable>): Decidable => ({
    key: '7|remark',
    column: 'remark',
    state: 'there',
    ours: '台账',
    there: '文件',
    ...over,
  })
  const write = { act: 'write', value: '文件' }

  test.each([
    ['a change of the file alone is taken', cell({}), {}, write],
    ['unless somebody says no', cell({}), { cells: { '7|remark': 'ours' } }, { act: 'keep' }],
    ['or says no to the column', cell({}), { columns: { remark: 'ours' } }, { act: 'keep' }],
    [
      'one cell goes before its column',
      cell({}),
      { cells: { '7|remark': 'theirs' }, columns: { remark: 'ours' } },
      write,
    ],
    ['a conflict waits', cell({ state: 'conflict' }), {}, { act: 'undecided' }],
    ['until decided', cell({ state: 'conflict' }), { cells: { '7|remark': 'theirs' } }, write],
    ['or decided for its column', cell({ state: 'conflict' }), { columns: { remark: 'theirs' } }, write],
    [
      'another column says nothing',
      cell({ state: 'conflict' }),
      { columns: { owner: 'theirs' } },
      { act: 'undecided' },
    ],
    ['a tenfold jump waits too', cell({ suspicious: true }), {}, { act: 'undecided' }],
    [
      'something else may be typed',
      cell({ state: 'conflict' }),
      { cells: { '7|remark': { value: '另填' } } },
      { act: 'write', value: '另填' },
    ],
    [
      'what is typed may be what stands',
      cell({ state: 'conflict' }),
      { cells: { '7|remark': { value: '台账' } } },
      { act: 'keep' },
    ],
  ] as [string, Decidable, Decisions, object][])('%s', (_, given, decisions, outcome) => {
    expect(outcomeOf(given, decisions)).toEqual(outcome)
  })

  test('a cell the file did not touch is never written, whatever was decided', () => {
    const decision = fc.constantFrom<'theirs' | 'ours' | { value: string }>('theirs', 'ours', { value: '写' })
    fc.assert(
      fc.property(fc.constantFrom<CellState>('untouched', 'here', 'same'), decision, (state, choice) => {
        const decisions = { cells: { '7|remark': choice }, columns: { remark: 'theirs' as const } }
        expect(outcomeOf(cell({ state }), decisions)).toEqual({ act: 'keep' })
      }),
    )
  })

  test('added rows come in unless left out', () => {
    expect(takesRow('+12', {})).toBe(true)
    expect(takesRow('+12', { cells: { '+12': 'ours' } })).toBe(false)
    expect(takesRow('+12', { columns: { '+': 'ours' } })).toBe(false)
    expect(takesRow('+12', { cells: { '+12': 'theirs' }, columns: { '+': 'ours' } })).toBe(true)
  })

  test('soft: the ledger changed other fields of the row', () => {
    expect(isSoft('there', ['there', 'here'])).toBe(true)
    expect(isSoft('there', ['there', 'same'])).toBe(false)
    expect(isSoft('conflict', ['conflict', 'here'])).toBe(false)
  })
})
