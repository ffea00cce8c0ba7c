import { sumWan } from '#kernel/money.ts'
import type { Month } from '#kernel/period.ts'
import type { FilledValue, Filling } from '#platform/excel/filling/fill-sheet.ts'
import { columnIndex } from '#platform/excel/workbook.ts'
import type { WholeProject } from '../store/whole.ts'
import { cellValue, isAmount, wordsOf } from './contents.ts'
import type { FormColumn, FormSheet } from './understand.ts'

export type Known = { month: Month | null; region: string; today: string }

/** What goes into one sheet of the form: a row a project, sums where the form has a row for them, words around the table. */
export function fillingOf(form: FormSheet, projects: readonly WholeProject[], known: Known): Filling {
  const filled = form.columns.filter(({ content, hasFormula }) => content !== null && !hasFormula)
  const rows = projects.map((project, at) => rowOf(filled, project, { month: known.month, serial: at + 1 }))
  return {
    sheet: form.sheet,
    firstRow: form.firstRow,
    blankRows: form.blankRows,
    rows,
    cells: [...totalCells(form, filled, rows), ...wordCells(form, known)],
  }
}

function rowOf(columns: readonly FormColumn[], project: WholeProject, at: { month: Month | null; serial: number }) {
  return new Map<number, FilledValue>(
    columns.map((column) => [numberOf(column.col), cellValue({ ...column, content: column.content! }, project, at)]),
  )
}

/** Sums as formulas over the filled rows, with their value for programs that do not compute. */
function totalCells(
  form: FormSheet,
  columns: readonly FormColumn[],
  rows: readonly ReadonlyMap<number, FilledValue>[],
): Filling['cells'] {
  const { totalRow, firstRow } = form
  if (totalRow === null || rows.length === 0) return []
  const lastRow = firstRow + rows.length - 1
  return columns
    .filter(({ content }) => isAmount(content))
    .map(({ col }) => {
      const column = numberOf(col)
      const amounts = rows
        .map((row) => row.get(column))
        .map((value) => (value && 'number' in value ? value.number : null))
      return {
        row: totalRow,
        column,
        value: { formula: `SUM(${col}${firstRow}:${col}${lastRow})`, number: sumWan(amounts) },
      }
    })
}

function wordCells({ words }: FormSheet, known: Known): Filling['cells'] {
  return words.map(({ cell, template }) => {
    const [, letters = 'A', row = '1'] = /^([A-Z]+)(\d+)$/.exec(cell) ?? []
    return { row: Number(row), column: numberOf(letters), value: { text: wordsOf(template, known) } }
  })
}

/** 1-based. */
function numberOf(letters: string): number {
  return columnIndex(letters) + 1
}
