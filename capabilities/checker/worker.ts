import { Problem } from '#kernel/problem.ts'
import { serveWorker } from '#platform/excel/run-in-worker.ts'
import { textOfFile } from './text-of-file.ts'

// A refusal is carried as a value, since only the workbook's own kinds travel as errors; a defect stays one, and its words stay inside.
serveWorker(async ({ bytes }: { bytes: Uint8Array }) => {
  try {
    return { text: textOfFile(bytes) }
  } catch (error) {
    if (!(error instanceof Problem)) throw error
    return { refused: { code: error.code, message: error.message } }
  }
})
