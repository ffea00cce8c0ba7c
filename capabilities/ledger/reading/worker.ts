import { serialize } from 'node:v8'
import { openWorkbook, type WorkbookLimits } from '#platform/excel/open-workbook.ts'
import { serveWorker } from '#platform/excel/run-in-worker.ts'
import { addedRowsOf, isBaseSheet, readFileEdits } from '../merge/file-edits.ts'
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
  /** Reads the whole file although it carries a base: the base turned out not to be ours. */
  ignoresBase?: boolean
}

/** Gives `{ reading, shapeKey, found }` packed (`node:v8`), as it is kept and passed on. */
serveWorker(async ({ bytes, fileName, answers, remembered, limits, ignoresBase }: WorkerInput) => {
  const opened = await openWorkbook(bytes, limits)
  const found = ignoresBase ? null : readFileEdits(opened)
  // what our own export hides is no sheet of the office's
  const sheets = opened.sheets.filter((sheet) => !isBaseSheet(sheet))
  // of a file with a base everything else is known cell by cell
  const isKnown = found !== null && 'edits' in found
  const workbook = { ...opened, sheets: isKnown ? sheets.map((sheet) => addedRowsOf(sheet, found.edits)) : sheets }
  const reading = readLedger(workbook, fileName, { answers })
  const key = shapeKey({ ...opened, sheets })
  const known = answers ? undefined : remembered?.[key]
  const shown = known ? readLedger(workbook, fileName, { answers: known }) : reading
  return serialize({ reading: shown, shapeKey: key, found })
})
