import { openWorkbook } from '#platform/excel/open-workbook.ts'
import { serveWorker } from '#platform/excel/run-in-worker.ts'
import { type AccountSheet, readAccountSheet } from './account-sheet.ts'

/** A workbook of people, read in a process of its own: hostile files neither block the server nor take it down. */
serveWorker(
  async ({ bytes }: { bytes: Uint8Array }): Promise<AccountSheet> =>
    readAccountSheet(await openWorkbook(bytes, { maxRows: 20_000, maxCells: 400_000, maxInflatedBytes: 60_000_000 })),
)
