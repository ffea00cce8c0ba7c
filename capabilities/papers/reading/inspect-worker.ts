import { serveWorker } from '#platform/excel/run-in-worker.ts'
import { inspect } from './inspection.ts'

serveWorker(async ({ bytes, fileName }: { bytes: Uint8Array; fileName: string }) => await inspect(bytes, fileName))
