import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chownSync, closeSync, openSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Place } from './place.ts'
import { StartError } from './start-error.ts'

/** A running PostgreSQL of one place. */
export interface Postmaster {
  pid: number
  port: number
  state: 'starting' | 'ready' | 'stopping'
}

/** Ends of those we started ourselves: awaited at the stop, so that no defunct process stays in the list. */
const ended = new Map<number, Promise<unknown>>()

const RECOVERY_PATIENCE_MS = 10 * 60_000
const STOP_PATIENCE_MS = 60_000
const LOG_LIMIT = 16 * 1024 * 1024

/** The PostgreSQL that runs on this place, whoever started it; undefined when none does. */
export function runningPostmaster(place: Place): Postmaster | undefined {
  const [pid, , , port, , , , status] = pidFileLines(place)
  if (!pid || !isOurs(place, Number(pid))) return undefined
  const state = status?.trim() === 'ready' ? 'ready' : status?.trim() === 'stopping' ? 'stopping' : 'starting'
  return { pid: Number(pid), port: Number(port ?? 0), state }
}

/**
 * Starts PostgreSQL, on `port` if given, else on a free one, and waits until it takes connections. It runs in a
 * session of its own: a Ctrl-C at the terminal must reach our server first, which stops the database last.
 */
export async function startPostmaster(place: Place, settings: string, port?: number): Promise<Postmaster> {
  writeFileSync(join(place.cluster, 'guatu.conf'), settings)
  dropForeignPidFile(place)
  const deadline = Date.now() + 20_000
  turnLog(place)
  for (;;) {
    const before = logSize(place)
    const child = launch(place, port ?? (await freePort()))
    const started = await untilReady(place, child)
    if (started) return started
    const said = readFileSync(place.logFile).subarray(before).toString()
    const passing = /could not (bind|create any TCP)|pre-existing shared memory|is another postmaster/i.test(said)
    if (!passing || Date.now() > deadline) throw new StartError(failedToStart(place, said))
    await sleep(300)
  }
}

/** Waits for a PostgreSQL that is coming up or going down; undefined once it is gone. */
export async function settledPostmaster(place: Place): Promise<Postmaster | undefined> {
  const deadline = Date.now() + RECOVERY_PATIENCE_MS
  for (;;) {
    const found = runningPostmaster(place)
    if (!found || found.state === 'ready') return found
    if (Date.now() > deadline)
      throw new StartError(`PostgreSQL（进程 ${found.pid}）十分钟内没有就绪，请查看 ${place.logFile}。`)
    await sleep(20)
  }
}

/** Stops PostgreSQL cleanly: sessions are ended, everything is written, no recovery at the next start. */
export async function stopPostmaster(place: Place): Promise<void> {
  const found = runningPostmaster(place)
  if (!found) return
  signal(found.pid, 'SIGINT')
  const deadline = Date.now() + STOP_PATIENCE_MS
  while (isOurs(place, found.pid)) {
    if (Date.now() > deadline) signal(found.pid, 'SIGQUIT')
    await sleep(10)
  }
  await ended.get(found.pid)
}

function launch(place: Place, port: number): ChildProcess {
  const out = openSync(place.logFile, 'a', 0o600)
  chownSync(place.logFile, place.account.uid, place.account.gid)
  const fixed = ['-c', 'listen_addresses=127.0.0.1', '-c', 'unix_socket_directories=']
  const child = spawn(join(place.binaries.home, 'bin/postgres'), ['-D', place.cluster, '-p', String(port), ...fixed], {
    ...place.account,
    cwd: '/',
    env: place.environment,
    detached: true,
    stdio: ['ignore', out, out],
  })
  child.on('error', () => {})
  if (child.pid) ended.set(child.pid, once(child, 'exit'))
  child.unref()
  closeSync(out)
  return child
}

async function untilReady(place: Place, child: ChildProcess): Promise<Postmaster | undefined> {
  const deadline = Date.now() + RECOVERY_PATIENCE_MS
  while (child.pid !== undefined && child.exitCode === null && child.signalCode === null) {
    const found = runningPostmaster(place)
    if (found?.state === 'ready' && found.pid === child.pid) return found
    if (Date.now() > deadline) break
    await sleep(15)
  }
  return undefined
}

function pidFileLines(place: Place): string[] {
  try {
    return readFileSync(join(place.cluster, 'postmaster.pid'), 'utf8').split('\n')
  } catch {
    return []
  }
}

/**
 * Whether the process is a PostgreSQL of this place and not a stranger who got the number of a dead one. Its
 * command line is asked, because in a container even root may not look at another user's /proc/…/exe.
 */
function isOurs(place: Place, pid: number): boolean {
  try {
    const [program, ...args] = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0')
    return /(^|\/)postgres$/.test(program ?? '') && args[args.indexOf('-D') + 1] === place.cluster
  } catch {
    return false
  }
}

/** A stranger with the dead one's number would make PostgreSQL refuse to start ("lock file already exists"). */
function dropForeignPidFile(place: Place): void {
  if (!runningPostmaster(place)) rmSync(join(place.cluster, 'postmaster.pid'), { force: true })
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

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name)
  } catch {
    // Gone already, which is what was wanted.
  }
}

/** One older log is kept. */
function turnLog(place: Place): void {
  if (logSize(place) > LOG_LIMIT) renameSync(place.logFile, `${place.logFile}.1`)
}

function logSize(place: Place): number {
  return statSync(place.logFile, { throwIfNoEntry: false })?.size ?? 0
}

function failedToStart(place: Place, said: string): string {
  const last = said.trim().split('\n').slice(-4).join('\n')
  return `内置的 PostgreSQL 没有启动：\n${last || '（没有输出）'}\n请按上面的原因处理后再启动；更多信息见 ${place.logFile}。`
}
