import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, mkdtempSync, readdirSync, readFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as pause } from 'node:timers/promises'

const PROJECT = new URL('../../', import.meta.url).pathname

export type Server = { child: ChildProcess; port: number; stop: () => Promise<void> }

/** A folder of our own that PostgreSQL, running as another user, may enter. */
export function makeFolder(name: string): string {
  const folder = mkdtempSync(join(tmpdir(), name))
  chmodSync(folder, 0o755)
  return folder
}

/** Starts a server module of this folder; it prints its port first. It ends with us, whatever happens, by its IPC channel. */
export async function startServer(module: string, appUrl: string, env: Record<string, string> = {}): Promise<Server> {
  const child = spawnNode([`tests/bench/${module}`], { BENCH_APP_URL: appUrl, ...env })
  const port = Number(await firstLine(child, () => true))
  return { child, port, stop: async () => await ended(child) }
}

/**
 * `app/server.ts` as `npm start` runs it, on a data folder: PostgreSQL is started too. Answers once it does itself. What it complains of
 * goes to `hear`, without which it is said on our own standard error.
 */
export async function startProduct(
  dataDir: string,
  hear?: (text: string) => void,
): Promise<{ child: ChildProcess; port: number }> {
  const port = await freePort()
  const env = { GUATU_DATA: dataDir, PORT: String(port), DATABASE_URL: '' }
  const child = spawnNode(['app/server.ts'], env, hear ? 'pipe' : 'inherit')
  child.stdout!.resume()
  if (hear) child.stderr!.on('data', (chunk: Buffer) => hear(chunk.toString('utf8')))
  await untilAnswered(port, child)
  return { child, port }
}

/** Waits until the product answers that it is well; refuses after a minute, or when its process ended. */
export async function untilAnswered(port: number, child: ChildProcess): Promise<void> {
  const patience = Date.now() + 60_000
  while (Date.now() < patience && child.exitCode === null && child.signalCode === null) {
    const answer = await fetch(`http://127.0.0.1:${port}/healthz`).catch(() => null)
    await answer?.arrayBuffer().catch(() => null)
    if (answer?.status === 200) return
    await pause(25)
  }
  throw new Error(`the product did not answer within a minute (${child.exitCode ?? child.signalCode ?? 'running'})`)
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer()
    probe.once('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as { port: number }
      probe.close(() => resolve(port))
    })
  })
}

/** Node on one of the project's files, on the same Node as this one. Standard error is ours unless it is to be piped. */
export function spawnNode(
  args: string[],
  env: Record<string, string>,
  stderr: 'inherit' | 'pipe' = 'inherit',
): ChildProcess {
  return spawn(process.execPath, args, {
    cwd: PROJECT,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', stderr, 'ipc'],
  })
}

/** The first line on standard output that is `wanted`; refuses when the process ends before. */
export async function firstLine(child: ChildProcess, wanted: (line: string) => boolean): Promise<string> {
  const lines = createInterface({ input: child.stdout! })
  return await new Promise((resolve, reject) => {
    child.once('exit', (code) => reject(new Error(`a measured process ended with ${code} before it was ready`)))
    lines.on('line', (line) => wanted(line) && resolve(line))
  })
}

/** Asks a process to end and waits until it has. */
export async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const exit = once(child, 'exit')
  child.kill('SIGTERM')
  await exit
}

/** Resident memory of a process and its children in MB, as the kernel counts it. */
export function residentMegabytes(pid: number): number {
  return [pid, ...childrenOf(pid)].reduce((sum, one) => sum + residentOf(one), 0)
}

/** Watches the memory of a process and its children while `work` runs: before, highest, and after. */
export async function watchingMemory<T>(
  pid: number,
  work: () => Promise<T>,
): Promise<{ result: T; before: number; peak: number; after: number }> {
  const before = residentMegabytes(pid)
  let peak = before
  const timer = setInterval(() => {
    peak = Math.max(peak, residentMegabytes(pid))
  }, 40)
  try {
    const result = await work()
    return { result, before, peak, after: residentMegabytes(pid) }
  } finally {
    clearInterval(timer)
  }
}

function residentOf(pid: number): number {
  try {
    const kilobytes = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]
    return Number(kilobytes ?? 0) / 1024
  } catch {
    return 0
  }
}

/** The processes a process started, and theirs. */
export function childrenOf(pid: number): number[] {
  try {
    const threads = readdirSync(`/proc/${pid}/task`)
    const direct = threads.flatMap((thread) =>
      readFileSync(`/proc/${pid}/task/${thread}/children`, 'utf8').split(' ').filter(Boolean).map(Number),
    )
    return direct.flatMap((child) => [child, ...childrenOf(child)])
  } catch {
    return []
  }
}
