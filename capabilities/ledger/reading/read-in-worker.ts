import type { WorkbookLimits } from '#platform/excel/open-workbook.ts'
import { runInWorker } from '#platform/excel/run-in-worker.ts'
import type { EditsFound } from '../merge/file-edits.ts'
import type { LedgerAnswers } from './answers.ts'
import type { LedgerReading } from './shape.ts'
import type { WorkerInput } from './worker.ts'

export interface WorkerReadingOptions {
  answers?: LedgerAnswers
  /** Corrections remembered, by shape key; used when the file has that layout and `answers` are not given. */
  remembered?: Record<string, LedgerAnswers>
  limits?: Partial<WorkbookLimits>
  timeoutMs?: number
  maxMemoryMb?: number
  ignoresBase?: boolean
}

/**
 * Opens and reads a ledger in a process of its own, so that a big or hostile file neither blocks the server nor takes it down. Throws
 * `WorkbookRefusal` for a file that cannot be read, takes too long (60 s) or too much memory (1.5 GB).
 */
export function readInWorker(
  bytes: Uint8Array,
  fileName: string,
  options: WorkerReadingOptions = {},
): Promise<{ reading: LedgerReading; shapeKey: string; found: EditsFound }> {
  const { answers, remembered, limits, ignoresBase = false, timeoutMs = 60_000, maxMemoryMb = 1_536 } = options
  const input: WorkerInput = { bytes, fileName, answers, remembered, limits, ignoresBase }
  return runInWorker(new URL('./worker.ts', import.meta.url), input, { timeoutMs, maxMemoryMb })
}
