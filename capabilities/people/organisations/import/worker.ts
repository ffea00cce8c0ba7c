import { openWorkbook } from '#platform/excel/open-workbook.ts'
import { serveWorker } from '#platform/excel/run-in-worker.ts'
import { readSheet } from './sheet.ts'

/** Opens the workbook away from the server: a file may be hostile. */
serveWorker(async ({ bytes }: { bytes: Uint8Array }) =>
  readSheet(await openWorkbook(bytes, { maxRows: 20_000, maxColumns: 200, maxCells: 500_000 })),
)
