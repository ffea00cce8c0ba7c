import { openWorkbook } from '#platform/excel/open-workbook.ts'
import { serveWorker } from '#platform/excel/run-in-worker.ts'
import { blockOf, type SheetBlock } from './sheet-block.ts'

/** What the worker gets; see `read-block.ts`. */
export type BlockInput = { bytes: Uint8Array; sheet: number; row: number }

serveWorker(async ({ bytes, sheet, row }: BlockInput): Promise<SheetBlock | null> => {
  const found = (await openWorkbook(bytes)).sheets[sheet]
  return found ? blockOf(found, row) : null
})
