import { describe, expect, test } from 'vitest'
import type { ImportPreview } from '../../../import/contract.ts'
import { AMOUNT_FIELDS, DATE_FIELDS, ISSUE_FIELDS, OTHER_FIELDS, TEXT_FIELDS } from '../../../reading/fields.ts'
import { FIELD_GROUPS } from './field-groups.ts'
import { cellUnder, columnsBetween, geometryOf, rowsBetween, topOf } from './geometry.ts'
import { cellKey, columnOf, headerChoices, lettersOf, marksOf, placesIn } from './marks.ts'

describe('places in a text', () => {
  test.each([
    ['C5', [[4, 2]]],
    [
      'C5、AA12',
      [
        [4, 2],
        [11, 26],
      ],
    ],
    ['第5行', []],
    ['', []],
  ])('%s', (text, expected) => {
    expect(placesIn(text).map(({ row, column }) => [row, column])).toEqual(expected)
  })

  test('letters and numbers of columns are each other’s inverse', () => {
    for (const column of [0, 25, 26, 51, 52, 701, 702]) expect(columnOf(lettersOf(column))).toBe(column)
  })
})

describe('which rows may be the header', () => {
  test.each([
    ['far below the present one: alone', 20, [3, 4], [[20, 20]]],
    [
      'just below: alone, or the present one longer',
      5,
      [3, 4],
      [
        [5, 5],
        [3, 5],
      ],
    ],
    ['its first row: alone', 3, [3, 4], [[3, 3]]],
    [
      'above it: alone, or reaching down to it',
      2,
      [3, 4],
      [
        [2, 2],
        [2, 4],
      ],
    ],
    ['none was found', 2, [], [[2, 2]]],
    ['the present one is not offered again', 3, [3], []],
  ])('%s', (_, row, present, expected) => {
    expect(headerChoices(row, present).map(({ from, to }) => [from, to])).toEqual(expected)
  })
})

test('every field a column can hold stands in exactly one group', () => {
  const grouped = Object.values(FIELD_GROUPS).flat()
  expect(new Set(grouped).size).toBe(grouped.length)
  expect([...grouped].sort()).toEqual(
    [...TEXT_FIELDS, ...DATE_FIELDS, ...AMOUNT_FIELDS, ...ISSUE_FIELDS, ...OTHER_FIELDS].sort(),
  )
})

describe('the drawn sheet', () => {
  const first = {
    sheet: 0,
    rowCount: 1000,
    columnCount: 3,
    from: 0,
    rows: [
      ['一个很长很长很长很长很长的标题', '', ''],
      ['序号', '项目名称', '总投资'],
      ['1', '甲项目', '100'],
    ],
    merges: [{ top: 0, left: 0, bottom: 0, right: 2 }],
    hiddenRows: [],
    hiddenColumns: [],
  }
  const geometry = geometryOf(first, [1])

  test('a title merged over all columns widens none', () => {
    expect(geometry.lefts[1]).toBe(64)
  })

  test('rows below the header begin lower by what it is higher', () => {
    expect(topOf(geometry, 2) - topOf(geometry, 1)).toBe(46)
    expect(topOf(geometry, 3) - topOf(geometry, 2)).toBe(28)
  })

  test('the cell under a point, also below the higher header row; none beside the sheet', () => {
    expect(cellUnder(geometry, 10, 5)).toEqual({ row: 0, column: 0 })
    expect(cellUnder(geometry, 70, 28 + 45)).toEqual({ row: 1, column: 1 })
    expect(cellUnder(geometry, 70, 28 + 46)).toEqual({ row: 2, column: 1 })
    expect(cellUnder(geometry, 70, topOf(geometry, 700) + 1)).toEqual({ row: 700, column: 1 })
    expect(cellUnder(geometry, 5_000, 5)).toBeNull()
  })

  test('only what shows is drawn, and never beyond the sheet', () => {
    const [from, to] = rowsBetween(geometry, 28 * 500, 28 * 520)
    expect(from).toBeLessThanOrEqual(500)
    expect(to).toBeGreaterThanOrEqual(520)
    expect(to - from).toBeLessThan(50)
    expect(rowsBetween(geometry, 28 * 2000, 28 * 2020)[1]).toBe(999)
    expect(columnsBetween(geometry, 0, 5000)).toEqual([0, 2])
  })
})

describe('marks of a sheet', () => {
  const sheet = {
    name: '台账',
    unitCell: 'E2',
    headerRows: [3],
    marks: [
      { row: 1, kind: 'title', text: '标题' },
      { row: 9, kind: 'total', text: '合计' },
    ],
    columns: [{ col: 'B', field: 'name' }],
  }
  const question = (more: object) => ({ key: 'k', code: 'c', text: '问', sheet: '台账', answer: null, ...more })
  const preview = {
    sheets: [sheet],
    questions: [question({ cell: 'D5' }), question({ cell: '第6行' }), question({ cell: 'D5', sheet: '别的表' })],
    openPoints: [],
    warnings: [{ code: 'x', text: '提示', sheet: '台账', place: 'D7', must: false }],
    difference: {
      added: [{ sheet: '台账', excelRow: 4, name: '新' }],
      changed: [
        { sheet: '台账', excelRow: 5, name: '旧', changes: [{ field: 'stage', cell: 'D5', suspicious: true }] },
      ],
    },
  } as unknown as ImportPreview
  const marks = marksOf(preview, preview.sheets[0]!)

  test('rows are what they were read as', () => {
    expect([...marks.rows].map(([row, { kind }]) => [row, kind])).toEqual([
      [0, 'title'],
      [8, 'total'],
      [2, 'header'],
      [3, 'added'],
      [4, 'changed'],
    ])
  })

  test('a question stands in its cell, or by the name of its row; another sheet’s stands not here', () => {
    expect(marks.cells.get(cellKey(4, 3))?.questions).toHaveLength(1)
    expect(marks.cells.get(cellKey(5, 1))?.questions).toHaveLength(1)
    expect(marks.cells.get(cellKey(4, 3))?.change?.suspicious).toBe(true)
    expect(marks.cells.get(cellKey(6, 3))?.warnings).toEqual(['提示'])
    expect(marks.unit).toEqual({ row: 1, column: 4 })
  })
})
