import { createHash } from 'node:crypto'
import { deserialize } from 'node:v8'
import type { WorkbookLimits } from '#platform/excel/open-workbook.ts'
import { runInWorker } from '#platform/excel/run-in-worker.ts'
import type { EditsFound } from '../merge/file-edits.ts'
import type { LedgerAnswers } from './answers.ts'
import { KeptReadings } from './kept-readings.ts'
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

/** A ledger of 50,000 rows is 40 MB packed. */
const kept = new KeptReadings({ maxEntries: 12, maxBytes: 160_000_000, forMs: 15 * 60_000 })

/**
 * Opens and reads a ledger in a process of its own, so that a big or hostile file neither blocks the server nor takes it down. What the same
 * bytes were read as a moment ago, with the same answers, is given again without reading. Throws `WorkbookRefusal` for a file that cannot
 * be read, takes too long (60 s) or too much memory (1.5 GB).
 */
export async function readInWorker(
  bytes: Uint8Array,
  fileName: string,
  options: WorkerReadingOptions = {},
): Promise<{ reading: LedgerReading; shapeKey: string; found: EditsFound }> {
  const { answers, remembered, limits, ignoresBase = false, timeoutMs = 60_000, maxMemoryMb = 1_536 } = options
  const input: WorkerInput = { bytes, fileName, answers, remembered, limits, ignoresBase }
  const key = keyOf(input)
  let packed = kept.get(key)
  if (!packed) {
    packed = await runInWorker<Uint8Array>(new URL('./worker.ts', import.meta.url), input, { timeoutMs, maxMemoryMb })
    kept.keep(key, packed)
  }
  return deserialize(packed)
}

/** The bytes and everything asked of them. */
function keyOf({ bytes, ...asked }: WorkerInput): string {
  return createHash('sha256').update(bytes).update(JSON.stringify(asked)).digest('base64')
}
