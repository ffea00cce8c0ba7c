import { serveWorker } from '#platform/excel/run-in-worker.ts'
import { textOfFile } from './text-of-file.ts'

// A refusal is carried as a value: only the worker's own kinds travel as errors.
serveWorker(async ({ bytes }: { bytes: Uint8Array }) => {
  try {
    return { text: textOfFile(bytes) }
  } catch (error) {
    const { code, message } = error as { code?: string; message: string }
    return { refused: { code: code ?? 'text_unreadable', message } }
  }
})
