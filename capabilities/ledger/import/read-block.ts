import { runInWorker } from '#platform/excel/run-in-worker.ts'
import type { BlockInput } from './block-worker.ts'
import type { SheetBlock } from './sheet-block.ts'

type Kept = { key: string; block: SheetBlock }
/** Stretches read last: scrolling does not open the workbook for every window. What a file says never changes, answers are not in it. */
const kept: Kept[] = []
const KEPT_AT_MOST = 12

/**
 * The stretch of a stored workbook that holds 0-based row `row` of its sheet number `sheet`, read in a process of its own; null when there is
 * no such sheet. `file` names the bytes (their digest). Throws `WorkbookRefusal` like reading the ledger does.
 */
export async function readBlock(
  file: string,
  { sheet, row }: { sheet: number; row: number },
  bytes: () => Promise<Uint8Array | null>,
): Promise<SheetBlock | null> {
  const key = `${file}|${sheet}`
  const known = kept.find((entry) => entry.key === key && holds(entry.block, row))
  if (known) {
    kept.splice(kept.indexOf(known), 1)
    kept.push(known)
    return known.block
  }
  const given = await bytes()
  if (!given) return null
  const input: BlockInput = { bytes: given, sheet, row }
  const block = await runInWorker<SheetBlock | null>(new URL('./block-worker.ts', import.meta.url), input, {
    timeoutMs: 60_000,
    maxMemoryMb: 1_536,
  })
  if (block) kept.push({ key, block })
  if (kept.length > KEPT_AT_MOST) kept.shift()
  return block
}

function holds({ from, rows, rowCount }: SheetBlock, row: number): boolean {
  return row >= from && (row < from + rows.length || (rowCount <= row && from + rows.length >= rowCount))
}
