import { describe, expect, test } from 'vitest'
import {
  EMPTY_GRID,
  type GridState,
  isDirty,
  keepMine,
  redoStep,
  rowsKept,
  rowsRefused,
  rowsToSave,
  takeRows,
  takeTheirs,
  undoStep,
  unsavedRows,
  writeCells,
} from './grid-state.ts'
import { aRow } from './sample-rows.ts'

const read = () =>
  takeRows(EMPTY_GRID, [
    aRow(1),
    aRow(2),
    aRow(3, { state: 'submitted', mayWrite: false, completedYtd: '7000', completedCurrent: '1000' }),
  ])
const current = (state: GridState, id: number) => [state.texts[id]!.completedCurrent, state.texts[id]!.completedYtd]
const write = (state: GridState, id: number, text: string) =>
  writeCells(state, [{ id, field: 'completedCurrent', text }])

describe('writing and taking back', () => {
  test('a block is one step', () => {
    const edits = [1, 2].map((id) => ({ id, field: 'completedCurrent' as const, text: '800' }))
    const written = writeCells(read(), edits)
    expect([current(written, 1), current(written, 2)]).toEqual([
      ['800', '6800'],
      ['800', '6800'],
    ])
    const back = undoStep(written)
    expect([current(back, 1), current(back, 2), back.undo.length]).toEqual([['', ''], ['', ''], 0])
    expect(current(redoStep(back), 2)).toEqual(['800', '6800'])
  })

  test('writing after taking back forgets what was ahead', () => {
    const state = write(undoStep(write(read(), 1, '800')), 1, '900')
    expect(redoStep(state)).toBe(state)
    expect(current(undoStep(state), 1)).toEqual(['', ''])
  })

  test('a row under review cannot be written, and writing the same is no step', () => {
    const state = read()
    expect(write(state, 3, '5')).toBe(state)
    const once = write(state, 1, '800')
    expect(write(once, 1, '800.0').undo.length).toBe(1)
  })

  test('a row submitted meanwhile is not brought back', () => {
    const state = rowsKept(
      write(read(), 1, '800'),
      [aRow(1, { version: 3, state: 'submitted', mayWrite: false, completedCurrent: '800', completedYtd: '6800' })],
      {},
    )
    expect(current(undoStep(state), 1)).toEqual(['800', '6800'])
  })
})

describe('saving', () => {
  test('only what was written and can be read travels', () => {
    const state = write(write(read(), 1, '800'), 2, '约八百')
    expect([rowsToSave(state), unsavedRows(state)]).toEqual([[1], [1, 2]])
  })

  test('what was kept is no longer unsaved; what was written meanwhile is', () => {
    const sent = write(read(), 1, '800')
    const answer = [aRow(1, { version: 2, isStarted: true, completedCurrent: '800', completedYtd: '6800' })]
    const quiet = rowsKept(sent, answer, { 1: sent.texts[1]! })
    expect([isDirty(quiet, 1), quiet.rows[1]!.version]).toEqual([false, 2])
    const meanwhile = rowsKept(write(sent, 1, '801'), answer, { 1: sent.texts[1]! })
    expect([isDirty(meanwhile, 1), current(meanwhile, 1)]).toEqual([true, ['801', '6801']])
  })

  test('reading anew does not take away what is being written', () => {
    const anew = takeRows(write(read(), 1, '800'), [
      aRow(1, { version: 5, problems: '缺地' }),
      aRow(2, { version: 4, problems: '缺钱' }),
    ])
    expect([current(anew, 1), anew.rows[1]!.version, anew.texts[1]!.problems]).toEqual([['800', '6800'], 1, ''])
    expect([anew.rows[2]!.version, anew.texts[2]!.problems]).toEqual([4, '缺钱'])
  })
})

describe('a row that was refused', () => {
  const conflict = {
    id: 1,
    code: 'edit_conflict',
    message: '您打开页面后，李某修改了这份填报。',
    version: 4,
    by: '李某',
    fields: [{ field: 'problems' as const, yours: null, theirs: '缺地' }],
  }
  const refused = () => rowsRefused(writeCells(read(), [{ id: 1, field: 'progressText', text: '封顶' }]), [conflict])

  test('waits until it is decided', () => {
    expect(rowsToSave(refused())).toEqual([])
    // writing on does not decide whose figures stand
    expect(rowsToSave(write(refused(), 1, '800'))).toEqual([])
  })

  test('mine over theirs', () => {
    const state = keepMine(refused(), 1)
    expect([rowsToSave(state), state.rows[1]!.version, state.texts[1]!.problems]).toEqual([[1], 4, ''])
  })

  test('theirs over mine: nothing is left to save', () => {
    const state = takeTheirs(refused(), 1)
    expect([rowsToSave(state), state.texts[1]!.problems, state.rows[1]!.version]).toEqual([[], '缺地', 4])
  })

  test('another refusal goes as soon as the row is written', () => {
    const state = rowsRefused(write(read(), 2, '9000'), [
      { id: 2, code: 'explanation_missing', message: '请写明原因。' },
    ])
    expect(rowsToSave(state)).toEqual([])
    expect(rowsToSave(write(state, 2, '900'))).toEqual([2])
  })
})
