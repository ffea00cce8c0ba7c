import { invalid } from '#kernel/problem.ts'
import { type CellColumn, readCell } from '../grid/cell-values.ts'
import type { OwnColumn } from '../grid/contract.ts'
import { isGridField } from '../grid/fields.ts'
import { KEPT_WORDS } from '../import/row-values.ts'
import { readHeading } from '../reading/headings.ts'

type Kind = Pick<OwnColumn, 'kind' | 'choices' | 'unit'>

/** A value as a column of this kind keeps it; null where it does not fit. Every text fits a text column. */
export function fitting(column: Kind & { heading?: string }, value: string): string | null {
  const own: CellColumn = { own: { id: 0, heading: '', ...column }, field: 'own.0' }
  const read = readCell(own, value)
  return 'text' in read ? read.text : null
}

/**
 * A heading the reader of ledgers takes for a field of its own would come back from a workbook as that field: it is refused, as is one
 * that the export already has. Permits and kept words are read under their own heading, and may become columns.
 */
export function refuseHeading(heading: string, taken: ReadonlySet<string>): void {
  if (/[\r\n\t]/.test(heading) || isGridField(heading))
    throw invalid('heading_form', '列名不能含换行等字符，请重新填写。')
  if (KEPT.has(heading)) return
  const { field, extra } = readHeading([heading])
  if (taken.has(heading) || extra !== null || (field !== null && field !== 'approval')) {
    throw invalid('heading_known', `台账已有“${heading}”这类栏目，请直接使用，或换一个列名。`)
  }
}

const KEPT: ReadonlySet<string> = new Set(Object.values(KEPT_WORDS))

export function refuseChoices(kind: OwnColumn['kind'], choices: readonly string[]): void {
  if (kind !== 'choice') return
  if (choices.length === 0) throw invalid('choices_missing', '选择列至少要有一个选项。')
  if (new Set(choices).size < choices.length) throw invalid('choices_twice', '选项不能重复。')
}
