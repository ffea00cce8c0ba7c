import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { readInWorker } from './read-in-worker.ts'

/**
 * Reads in the worker as the server does and watches the worker's highest resident memory, in MB (where the system tells it). `outcome` is
 * `read` and the number of projects, or the code and sentence of the refusal.
 */
export async function watchedReading(bytes: Uint8Array): Promise<{ outcome: string; peakMb: number }> {
  let peakMb = 0
  const timer = setInterval(() => {
    for (const pid of workers()) peakMb = Math.max(peakMb, highestMemory(pid))
  }, 10)
  const outcome = await readInWorker(bytes, '台账.xlsx').then(
    ({ reading }) => `read ${reading.rows.length}`,
    (error: Error & { code?: string }) => `${error.code} ${error.message}`,
  )
  clearInterval(timer)
  return { outcome, peakMb }
}

function workers(): string[] {
  if (!existsSync('/proc/self/task')) return []
  return readdirSync('/proc/self/task').flatMap((task) =>
    fileText(`/proc/self/task/${task}/children`).split(' ').filter(Boolean),
  )
}

function highestMemory(pid: string): number {
  if (!fileText(`/proc/${pid}/cmdline`).includes('reading/worker.ts')) return 0
  return Number(/VmHWM:\s+(\d+) kB/.exec(fileText(`/proc/${pid}/status`))?.[1] ?? 0) / 1024
}

function fileText(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    // the process has ended in between
    return ''
  }
}
