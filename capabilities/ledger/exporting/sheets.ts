import { dateLongText, lastDayOf, type Month } from '#kernel/period.ts'
import type { WrittenRow, WrittenSheet, WrittenValue } from '#platform/excel/write-workbook.ts'
import type { Secrets } from '#platform/secrets/secrets.ts'
import { BASE_SHEET, type BaseWriter } from '../merge/base-lines.ts'
import { BASE_PURPOSE } from '../merge/signature.ts'
import type { ExportedProject, ExportGroup } from '../store/export.ts'
import { STAGE_WORDS } from '../wording.ts'
import type { LedgerColumn } from './columns.ts'
import { Totals } from './totals.ts'

export type LedgerWorkbook = {
  title: string
  month: Month | null
  columns: readonly LedgerColumn[]
  projects: AsyncIterable<ExportedProject[]>
  group?: ExportGroup | undefined
  base: BaseWriter
  secrets: Pick<Secrets, 'sign'> | null
}

const HEADER_ROWS = 3

/** The sheet an office works in, and the hidden one by which it is known again. Both are written as they are read. */
export function ledgerSheets(book: LedgerWorkbook): WrittenSheet[] {
  const hidden: WrittenSheet = {
    name: BASE_SHEET,
    state: 'veryHidden',
    columns: [{ kind: 'text', width: 60 }],
    headerRows: [],
    rows: baseRows(book),
  }
  return [ledgerSheet(book), hidden]
}

function ledgerSheet(book: LedgerWorkbook): WrittenSheet {
  const { title, month, columns } = book
  const dateLine = `${month ? `截至${dateLongText(lastDayOf(month))}　　` : ''}单位：万元`
  const name = columns.findIndex(({ key }) => key === 'name')
  return {
    name: '项目台账',
    columns: columns.map(({ kind, key, width, wraps, choices }) => ({
      width,
      ...(kind === 'amount'
        ? { kind: 'number', format: '#,##0.00', preciseFormat: '#,##0.0000' }
        : kind === 'number'
          ? { kind: 'number', format: '0.00', preciseFormat: '0.0000' }
          : { kind: kind === 'date' ? 'date' : 'text' }),
      ...(key === 'name' ? { format: '0"个"' } : {}),
      ...(wraps ? { wraps } : {}),
      ...(choices ? { choices } : {}),
    })),
    headerRows: [[title], [dateLine], columns.map(({ heading }) => heading)],
    rows: sheetRows(book),
    freeze: { rows: HEADER_ROWS, columns: name >= 0 && name < 4 ? name + 1 : 1 },
    filter: true,
    isReport: true,
    print: { paper: 'A3', repeatedRows: [2, HEADER_ROWS] },
  }
}

/** Data row by data row with the base kept beside, subtotals where groups end, the total below. */
async function* sheetRows({
  projects,
  columns,
  base,
  group,
}: LedgerWorkbook): AsyncGenerator<WrittenValue[] | WrittenRow> {
  const totals = new Totals(columns)
  let row = HEADER_ROWS
  let start = row + 1
  let last: ExportedProject | null = null
  for await (const page of projects) {
    for (const project of page) {
      if (group && last && labelOf(last, group) !== labelOf(project, group)) {
        yield totals.closeGroup(`${labelOf(last, group)}小计`, start, row)
        start = ++row + 1
      }
      const values = columns.map((column) => column.value(project))
      const closing = base.add({ id: project.id, version: project.version, cells: values })
      if (closing) await closing
      totals.add(values)
      row += 1
      last = project
      yield group ? { values, level: 1 } : values
    }
  }
  if (!last) return
  if (group) {
    yield totals.closeGroup(`${labelOf(last, group)}小计`, start, row)
    row += 1
  }
  yield totals.closeAll(HEADER_ROWS + 1, row)
}

function labelOf({ county, parkName, stage }: ExportedProject, group: ExportGroup): string {
  if (group === 'county') return county ?? '未写明县区'
  if (group === 'park') return parkName ?? '未入园区'
  return stage === null ? '未写明阶段' : (STAGE_WORDS[stage as keyof typeof STAGE_WORDS] ?? stage)
}

async function* baseRows({ base, secrets }: LedgerWorkbook): AsyncGenerator<WrittenValue[]> {
  for (const line of await base.finish((digest) => secrets?.sign(BASE_PURPOSE, digest) ?? '')) yield [line]
}
