import type { ChildProcess } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { openDatabase } from '#platform/postgres/database.ts'
import { OWNER } from '#platform/postgres/initialise.ts'
import { asOwner } from '#platform/postgres/owner.ts'
import { fillLedger, fillRegion, PASSWORD } from '#tests/bench/fill.ts'
import { signedIn, type Target } from '#tests/bench/load.ts'
import { childrenOf, ended, startProduct, untilAnswered } from '#tests/bench/processes.ts'
import { type Acknowledged, inspect } from './kill-inspection.ts'
import { openWrites, type Writes } from './kill-writes.ts'

export type KillRun = {
  rounds: number
  /** Acknowledged writes in all rounds together. */
  writes: number
  /** Decides when in each round the blow falls. */
  seed: number
  /** An empty folder; whoever gives it removes it. */
  dataDir: string
  say: (line: string) => void
}

/** The product on a folder of its own, as its users run it: everything fsynced, nothing told to it but the folder. */
export type Stand = { dataDir: string; child: ChildProcess; target: Target; said: string[] }

/**
 * Clients write over HTTP while, once a round, the server or PostgreSQL is killed with -9 in the middle of their writes. After it is
 * back everything acknowledged has to be there, nothing half done, and what was not acknowledged, sent again with its key, there once.
 * A killed process leaves what it handed to the kernel: this proves transactions and recovery, not the disk. Answers the faults.
 */
export async function killRounds({ rounds, writes, seed, dataDir, say }: KillRun): Promise<string[]> {
  const projects = await prepare(dataDir)
  const chance = randomFrom(seed)
  const faults: string[] = []
  const stand = await stood(dataDir)
  try {
    const sent = openWrites(projects)
    faults.push(...(await durable(stand)))
    for (let round = 1; round <= rounds && faults.length === 0; round++) {
      const victim = round % 2 === 1 ? 'server' : 'PostgreSQL'
      const until = Math.round((writes * round) / rounds)
      const blowAt = until - Math.round((writes / rounds) * (0.1 + 0.8 * chance()))
      await writeOn(stand, sent, { until: blowAt, thenKill: victim })
      const lost = sent.unacknowledged.length
      faults.push(...(await inspectAll(stand, sent)))
      await sendAgain(stand, sent)
      faults.push(...(await inspectAll(stand, sent)))
      await writeOn(stand, sent, { until })
      say(
        `kill round ${round}: ${victim} at ${blowAt}; ${lost} were under way; ${sent.acknowledged.length} acknowledged`,
      )
    }
    faults.push(...(await inspectAll(stand, sent)), ...sent.faults)
    return faults.length === 0 ? [] : [...faults, `the server said: ${stand.said.join('').slice(-2000)}`]
  } finally {
    await ended(stand.child)
  }
}

async function prepare(dataDir: string): Promise<number> {
  const database = await openDatabase({ env: {}, dataDir, log: () => undefined })
  try {
    await fillRegion(database.ownerUrl)
    return (await fillLedger(database.ownerUrl, 60)).projects
  } finally {
    await database.close()
  }
}

async function stood(dataDir: string): Promise<Stand> {
  const said: string[] = []
  const { child, port } = await startProduct(dataDir, (text) => said.push(text))
  return { dataDir, child, target: await signedIn(port, 'office', PASSWORD), said }
}

const CLIENTS = 8

/** Eight clients write until so many are acknowledged; then, in the middle of their next writes, the blow, and the way back. */
async function writeOn(
  stand: Stand,
  sent: Writes,
  plan: { until: number; thenKill?: 'server' | 'PostgreSQL' },
): Promise<void> {
  let isOver = false
  const client = async () => {
    while (!isOver && (plan.thenKill !== undefined || sent.acknowledged.length < plan.until)) {
      const isGood = await sent.one(stand.target)
      if (!isGood) isOver = true
    }
  }
  const clients = Array.from({ length: CLIENTS }, client)
  if (plan.thenKill) {
    while (sent.acknowledged.length < plan.until && !isOver) await pause(1)
    const dying = stand.child
    if (plan.thenKill === 'server') dying.kill('SIGKILL')
    else for (const pid of postgresOf(stand.dataDir)) killOne(pid)
    isOver = true
  }
  await Promise.all(clients)
  if (plan.thenKill) await comeBack(stand, plan.thenKill)
}

/** The postmaster and its children: all at once, as a power cut would. */
function postgresOf(dataDir: string): number[] {
  const { pid } = postmasterOf(dataDir)
  return [pid, ...childrenOf(pid)]
}

function killOne(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL')
  } catch {
    // gone with its parent
  }
}

/** A killed server is started again, as its operator would; a killed PostgreSQL is started again by the server. Sessions last. */
async function comeBack(stand: Stand, victim: 'server' | 'PostgreSQL'): Promise<void> {
  const { port, headers } = stand.target
  if (victim === 'PostgreSQL') return await untilAnswered(port, stand.child)
  const { child, port: next } = await startProduct(stand.dataDir, (text) => stand.said.push(text))
  stand.child = child
  stand.target = { port: next, headers }
}

/** Every write that was not acknowledged goes again with the key it had, and a few of those that were. */
async function sendAgain(stand: Stand, sent: Writes): Promise<void> {
  for (const write of [...sent.unacknowledged, ...sent.acknowledged.slice(-5)]) await sent.again(stand.target, write)
}

async function inspectAll(stand: Stand, sent: Writes): Promise<string[]> {
  const known: Acknowledged = { acknowledged: sent.acknowledged, unacknowledged: sent.unacknowledged }
  return await inspect(ownerUrlOf(stand.dataDir), known)
}

async function durable(stand: Stand): Promise<string[]> {
  return await asOwner(ownerUrlOf(stand.dataDir), async (owner) => {
    const faults: string[] = []
    for (const name of ['fsync', 'synchronous_commit', 'full_page_writes']) {
      const { rows } = await owner.query<{ value: string }>('select current_setting($1) as value', [name])
      if (rows[0]!.value !== 'on') faults.push(`${name} is ${rows[0]!.value}: nothing would be proved`)
    }
    return faults
  })
}

function ownerUrlOf(dataDir: string): string {
  const password = readFileSync(join(dataDir, 'owner-password'), 'utf8').trim()
  return `postgres://${OWNER}:${password}@127.0.0.1:${postmasterOf(dataDir).port}/guatu`
}

function postmasterOf(dataDir: string): { pid: number; port: number } {
  const [pid, , , port] = readFileSync(join(dataDir, 'postgres', 'postmaster.pid'), 'utf8').split('\n')
  return { pid: Number(pid), port: Number(port) }
}

/** Numbers in [0, 1) that a seed decides (mulberry32). */
function randomFrom(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}
