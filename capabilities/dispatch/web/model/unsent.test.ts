import { expect, test } from 'vitest'
import { EMPTY_GRID, isDirty, takeRows, writeCells } from './grid-state.ts'
import { aRow } from './sample-rows.ts'
import { keepUnsent, takeUnsent } from './unsent.ts'

const read = takeRows(EMPTY_GRID, [aRow(1), aRow(2)])
const written = writeCells(read, [{ id: 1, field: 'nextStep', text: '安装设备' }])

test('what was left unsaved is there again for the same person, once, and waits to be saved', () => {
  keepUnsent(written, 7)
  expect(takeUnsent(read, 8)).toBe(read)
  const again = takeUnsent(read, 7)
  expect([again.texts[1]!.nextStep, isDirty(again, 1), isDirty(again, 2)]).toEqual(['安装设备', true, false])
  expect(takeUnsent(read, 7)).toBe(read)
})

test('it stands on the version it was written on, so that a change of somebody else shows as a conflict', () => {
  keepUnsent(written, 7)
  const later = takeRows(EMPTY_GRID, [aRow(1, { version: aRow(1).version + 1, nextStep: '验收' })])
  expect(takeUnsent(later, 7).rows[1]!.version).toBe(aRow(1).version)
})

test('a row that was submitted meanwhile is left alone', () => {
  keepUnsent(written, 7)
  const shut = takeRows(EMPTY_GRID, [aRow(1, { mayWrite: false, state: 'submitted' })])
  expect(takeUnsent(shut, 7)).toBe(shut)
})
