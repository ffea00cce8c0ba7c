import { serveWorker } from '#platform/excel/run-in-worker.ts'
import { type PreviewInput, readPreview } from './read-preview.ts'

serveWorker(async (input: PreviewInput) => await readPreview(input))
