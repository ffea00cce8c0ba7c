import { drawnRows } from '#platform/excel/filling/fill-workbook.ts'
import { openWorkbook } from '#platform/excel/open-workbook.ts'
import { serveWorker } from '#platform/excel/run-in-worker.ts'
import { readLedger } from '../reading/read-ledger.ts'
import { shapeKey } from '../reading/shape-key.ts'
import { understandForm } from './understand.ts'

serveWorker(async ({ bytes, fileName }: { bytes: Uint8Array; fileName: string }) => {
  const workbook = await openWorkbook(bytes)
  const reading = readLedger(workbook, fileName)
  return { sheets: understandForm(workbook, reading, drawnRows(bytes)), shapeKey: shapeKey(workbook) }
})
