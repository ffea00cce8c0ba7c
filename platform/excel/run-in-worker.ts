import { type ChildProcess, fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { REFUSALS, type RefusalCode, WorkbookRefusal } from './refusal.ts'
import { inTurns } from './turns.ts'

/** A small file can unfold into hundreds of megabytes: only so many are read at once, and only so many wait. */
const inTurn = inTurns({ atOnce: 2, waitingAtMost: 20 })

export interface WorkerLimits {
  timeoutMs: number
  maxMemoryMb: number
}

type Answer<T> = { isDone: true; value: T } | { isDone: false; refusal: RefusalCode | null; message: string }

/**
 * Runs a worker entry (a module that calls `serveWorker`) with `input` in a process of its own and gives back what it returns. A process
 * and not a thread: a thread that is ended while V8 compiles can take the whole server with it (seen with Node 24), and a workbook may be
 * hostile. A refusal in the worker is a refusal here; running out of time or memory is one too. The worker is ended in every case.
 */
export async function runInWorker<T>(entry: URL, input: unknown, limits: WorkerLimits): Promise<T> {
  return await inTurn(async () => await runNow<T>(entry, input, limits))
}

async function runNow<T>(entry: URL, input: unknown, limits: WorkerLimits): Promise<T> {
  const worker = fork(fileURLToPath(entry), [], {
    serialization: 'advanced',
    execArgv: [`--max-old-space-size=${limits.maxMemoryMb}`],
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  })
  try {
    return await answerOf<T>(worker, input, limits.timeoutMs)
  } finally {
    worker.kill('SIGKILL')
  }
}

/** In a worker entry: answers with what `handle` returns for the input, or with the refusal it throws. */
export function serveWorker<I, O>(handle: (input: I) => Promise<O>): void {
  if (!process.send) return
  process.once('disconnect', () => process.exit(0))
  process.once('message', (input: I) => {
    handle(input).then(
      (value) => process.send!({ isDone: true, value } satisfies Answer<O>),
      (error) => process.send!({ isDone: false, ...described(error) } satisfies Answer<O>),
    )
  })
}

function answerOf<T>(worker: ChildProcess, input: unknown, timeoutMs: number): Promise<T> {
  return new Promise<T>((resolve, reject) => {
    const timer = setTimeout(() => reject(new WorkbookRefusal('workbook_timeout')), timeoutMs)
    const settle = (act: () => void) => {
      clearTimeout(timer)
      act()
    }
    worker.once('message', (answer: Answer<T>) =>
      settle(() => (answer.isDone ? resolve(answer.value) : reject(errorOf(answer)))),
    )
    worker.once('error', (error) => settle(() => reject(error)))
    // V8 aborts when the heap is full; the kernel kills when memory is
    worker.once('exit', (code, signal) => settle(() => reject(endedWith(code, signal))))
    worker.send(input as object)
  })
}

function endedWith(code: number | null, signal: NodeJS.Signals | null): Error {
  if (signal === 'SIGABRT' || signal === 'SIGKILL' || code === 134) return new WorkbookRefusal('workbook_too_large')
  return new Error(`workbook worker ended with ${signal ?? code} and no answer`)
}

function described(error: unknown): { refusal: RefusalCode | null; message: string } {
  if (error instanceof WorkbookRefusal) return { refusal: error.code, message: error.message }
  return { refusal: null, message: error instanceof Error ? (error.stack ?? error.message) : String(error) }
}

function errorOf({ refusal, message }: { refusal: RefusalCode | null; message: string }): Error {
  if (refusal === null || !(refusal in REFUSALS)) return new Error(message)
  return new WorkbookRefusal(refusal, message.slice(0, -REFUSALS[refusal].length))
}
