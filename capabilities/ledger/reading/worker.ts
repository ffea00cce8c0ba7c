import { serialize } from 'node:v8'
import { openWorkbook, type WorkbookLimits } from '#platform/excel/open-workbook.ts'
import { serveWorker } from '#platform/excel/run-in-worker.ts'
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

/** Gives `{ reading, shapeKey }` packed (`node:v8`), as it is kept and passed on. */
serveWorker(async ({ bytes, fileName, answers, remembered, limits }: WorkerInput) => {
  const workbook = await openWorkbook(bytes, limits)
  const reading = readLedger(workbook, fileName, { answers })
  const key = shapeKey(workbook)
  const known = answers ? undefined : remembered?.[key]
  return serialize({ reading: known ? readLedger(workbook, fileName, { answers: known }) : reading, shapeKey: key })
})
