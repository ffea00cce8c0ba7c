import { describe, expect, test } from 'vitest'
import { copiedTo, insertedRows, lettersOf, numberOf } from './formulas.ts'

const three = { sheet: '表1', at: 6, by: 3 }

describe('formulas after rows were inserted', () => {
  test.each([
    ['SUM(E5:E6)', 'SUM(E5:E9)'],
    ['SUM(E5:E5)', 'SUM(E5:E5)'],
    ['SUM($E$6:$E$10)', 'SUM($E$9:$E$13)'],
    ['E7/D7', 'E10/D10'],
    ['IF(A6="A6","E7",B5)', 'IF(A9="A6","E7",B5)'],
    ['LOG10(A6)', 'LOG10(A9)'],
    ['Sheet2!A6+A6', 'Sheet2!A6+A9'],
    ["'表1'!A6:B7", "'表1'!A9:B10"],
    ["'别的 表'!A6:B7", "'别的 表'!A6:B7"],
    ['表1!$A$6', '表1!$A$9'],
    ['SUM(6:7)', 'SUM(9:10)'],
    ['总额A6+1', '总额A6+1'],
    ['Table1[A6]', 'Table1[A6]'],
  ])('%s → %s', (before, after) => {
    expect(insertedRows(before, '表1', three)).toBe(after)
  })

  test('a formula of another sheet moves only where it names this one', () => {
    expect(insertedRows('A6+表1!A6', '表2', three)).toBe('A6+表1!A9')
  })
})

describe('formulas copied', () => {
  test.each([
    ['F5/E5', 2, 0, 'F7/E7'],
    ['$F5/E$5', 2, 1, '$F7/F$5'],
    ['IF(E5=0,"E5",1)', 1, 0, 'IF(E6=0,"E5",1)'],
    ['Z1', 0, 1, 'AA1'],
  ])('%s %i down, %i right: %s', (before, rows, columns, after) => {
    expect(copiedTo(before, rows, columns)).toBe(after)
  })

  test('letters and numbers of columns', () => {
    expect([numberOf('A'), numberOf('Z'), numberOf('AA'), numberOf('XFD')]).toEqual([1, 26, 27, 16_384])
    expect([1, 26, 27, 702, 703, 16_384].map(lettersOf)).toEqual(['A', 'Z', 'AA', 'ZZ', 'AAA', 'XFD'])
  })
})
