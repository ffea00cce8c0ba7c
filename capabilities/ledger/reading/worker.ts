import { openWorkbook, type WorkbookLimits } from '#platform/excel/open-workbook.ts'
import { serveWorker } from '#platform/excel/run-in-worker.ts'
import { isBaseSheet, readFileEdits } from '../merge/file-edits.ts'
import type { LedgerAnswers } from './answers.ts'
import { readLedger } from './read-ledger.ts'
import { shapeKey } from './shape-key.ts'

/** What the worker gets; see `read-in-worker.ts`. */
export interface WorkerInput {
  bytes: Uint8Array
  fileName: string
  answers?: LedgerAnswers
  /** Corrections remembered by layout: used when the file has this layout and no answers were given. */
  remembered?: Record<string, LedgerAnswers>
  limits?: Partial<WorkbookLimits>
}

serveWorker(async ({ bytes, fileName, answers, remembered, limits }: WorkerInput) => {
  const opened = await openWorkbook(bytes, limits)
  const found = readFileEdits(opened)
  // what our own export hides is no sheet of the office's
  const workbook = { ...opened, sheets: opened.sheets.filter((sheet) => !isBaseSheet(sheet)) }
  const reading = readLedger(workbook, fileName, { answers })
  const key = shapeKey(reading)
  const known = answers ? undefined : remembered?.[key]
  return { reading: known ? readLedger(workbook, fileName, { answers: known }) : reading, shapeKey: key, found }
})
