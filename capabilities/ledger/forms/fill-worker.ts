import type { Filling } from '#platform/excel/filling/fill-sheet.ts'
import { fillWorkbook } from '#platform/excel/filling/fill-workbook.ts'
import { serveWorker } from '#platform/excel/run-in-worker.ts'

serveWorker(
  async ({ bytes, fillings }: { bytes: Uint8Array; fillings: Filling[] }) => await fillWorkbook(bytes, fillings),
)
