import type { Filling } from '#platform/excel/filling/fill-sheet.ts'
import { runInWorker } from '#platform/excel/run-in-worker.ts'
import type { FormSheet } from './understand.ts'

/** Reads a blank form in a process of its own. Throws a refusal with a sentence for what is no workbook. */
export async function readForm(
  bytes: Uint8Array,
  fileName: string,
): Promise<{ sheets: FormSheet[]; shapeKey: string }> {
  return await runInWorker(
    new URL('./worker.ts', import.meta.url),
    { bytes, fileName },
    { timeoutMs: 60_000, maxMemoryMb: 1_024 },
  )
}

/** Fills a blank form in a process of its own; null where its sheets are written in a way not read here. */
export async function fillInWorker(bytes: Uint8Array, fillings: readonly Filling[]): Promise<Uint8Array | null> {
  return await runInWorker(
    new URL('./fill-worker.ts', import.meta.url),
    { bytes, fillings },
    { timeoutMs: 60_000, maxMemoryMb: 1_024 },
  )
}
