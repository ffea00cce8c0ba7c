import { decodePlainText } from '#platform/documents/plain-text.ts'
import { readDocx } from '#platform/documents/read-docx.ts'
import { openWorkbook } from '#platform/excel/open-workbook.ts'
import { WorkbookRefusal } from '#platform/excel/refusal.ts'
import { cellAt, type Sheet, type Workbook } from '#platform/excel/workbook.ts'
import type { Format } from '../vocabulary.ts'
import type { Preview, WorkbookWindow } from './contract.ts'

export type PreviewInput = { bytes: Uint8Array; format: Format; sheet: number; top: number }

const WINDOW = { rows: 200, columns: 60, characters: 500 }
const MOST_TEXT = 200_000

/** What a file holds, as plain data. For a worker: the file may be hostile. */
export async function readPreview({ bytes, format, sheet, top }: PreviewInput): Promise<Preview> {
  if (format === 'docx') return { type: 'document', ...readDocx(bytes) }
  if (format === 'text') return plain(bytes)
  try {
    return windowOf(await openWorkbook(bytes, { maxInflatedBytes: 120_000_000, maxCells: 3_000_000 }), sheet, top)
  } catch (error) {
    if (error instanceof WorkbookRefusal) return { type: 'none', why: error.message }
    throw error
  }
}

function plain(bytes: Uint8Array): Preview {
  const text = decodePlainText(bytes.subarray(0, MOST_TEXT * 3))
  return {
    type: 'plain',
    text: text.slice(0, MOST_TEXT),
    isCut: text.length > MOST_TEXT || bytes.length > MOST_TEXT * 3,
  }
}

function windowOf(workbook: Workbook, index: number, top: number): WorkbookWindow {
  const at = Math.min(index, workbook.sheets.length - 1)
  const sheet = workbook.sheets[at]!
  const { rows, columns } = sizeOf(sheet)
  const first = Math.min(top, Math.max(0, rows - 1))
  const last = Math.min(rows, first + WINDOW.rows)
  const wide = Math.min(columns, WINDOW.columns)
  return {
    type: 'workbook',
    sheets: workbook.sheets.map((one) => ({ name: one.name, ...sizeOf(one), isHidden: one.state !== 'visible' })),
    sheet: at,
    top: first,
    rows: Array.from({ length: last - first }, (_, row) =>
      Array.from({ length: wide }, (__, column) => shown(sheet, first + row, column)),
    ),
    merges: sheet.merges
      .filter((merge) => merge.bottom >= first && merge.top < last && merge.left < wide)
      .slice(0, 2_000)
      .map((merge) => ({ ...merge, bottom: Math.min(merge.bottom, last - 1), right: Math.min(merge.right, wide - 1) })),
  }
}

function shown(sheet: Sheet, row: number, column: number): WorkbookWindow['rows'][number][number] {
  const { kind, text } = cellAt(sheet, row, column)
  return { kind: kind === 'boolean' ? 'text' : kind, text: text.slice(0, WINDOW.characters) }
}

/** Rows and columns that hold something. */
function sizeOf(sheet: Sheet): { rows: number; columns: number } {
  let columns = 0
  for (const row of sheet.rows) if (row && row.length > columns) columns = row.length
  return { rows: sheet.rows.length, columns }
}
