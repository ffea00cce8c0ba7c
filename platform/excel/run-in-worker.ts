import { parentPort, Worker, workerData } from 'node:worker_threads'
import { REFUSALS, type RefusalCode, WorkbookRefusal } from './refusal.ts'

export interface WorkerLimits {
  timeoutMs: number
  maxMemoryMb: number
}

type Answer<T> = { isDone: true; value: T } | { isDone: false; refusal: RefusalCode | null; message: string }

/**
 * Runs a worker entry (a module that calls `serveWorker`) with `input` and gives back what it returns. A refusal in the worker is a refusal
 * here; running out of time or memory is one too. The worker is ended in every case.
 */
export async function runInWorker<T>(entry: URL, input: unknown, { timeoutMs, maxMemoryMb }: WorkerLimits): Promise<T> {
  const worker = new Worker(entry, { workerData: input, resourceLimits: { maxOldGenerationSizeMb: maxMemoryMb } })
  let timer: NodeJS.Timeout | undefined
  try {
    return await new Promise<T>((resolve, reject) => {
      timer = setTimeout(() => reject(new WorkbookRefusal('workbook_timeout')), timeoutMs)
      worker.once('message', (answer: Answer<T>) => (answer.isDone ? resolve(answer.value) : reject(errorOf(answer))))
      worker.once('error', (error: NodeJS.ErrnoException) =>
        reject(isOutOfMemory(error) ? new WorkbookRefusal('workbook_too_large') : error),
      )
      worker.once('exit', (code) => reject(new Error(`workbook worker ended with ${code} and no answer`)))
    })
  } finally {
    clearTimeout(timer)
    await worker.terminate()
  }
}

/** In a worker entry: answers with what `handle` returns for the input, or with the refusal it throws. */
export function serveWorker<I, O>(handle: (input: I) => Promise<O>): void {
  if (!parentPort) return
  const port = parentPort
  handle(workerData as I).then(
    (value) => port.postMessage({ isDone: true, value } satisfies Answer<O>),
    (error) => port.postMessage({ isDone: false, ...described(error) } satisfies Answer<O>),
  )
}

function described(error: unknown): { refusal: RefusalCode | null; message: string } {
  const message = error instanceof Error ? (error.stack ?? error.message) : String(error)
  return { refusal: error instanceof WorkbookRefusal ? error.code : null, message }
}

function errorOf({ refusal, message }: { refusal: RefusalCode | null; message: string }): Error {
  return refusal !== null && refusal in REFUSALS ? new WorkbookRefusal(refusal) : new Error(message)
}

function isOutOfMemory(error: NodeJS.ErrnoException): boolean {
  return error.code === 'ERR_WORKER_OUT_OF_MEMORY'
}
