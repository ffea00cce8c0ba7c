import { rmSync } from 'node:fs'
import { stopAbandoned } from '#platform/postgres/cluster.ts'
import { makeFolder } from '#tests/bench/processes.ts'
import { setup, teardown } from '#tests/harness/global-setup.ts'
import { fuzz } from './fuzz.ts'
import { killRounds } from './kill-rounds.ts'

/**
 * The long proofs, whose short form runs in check. `npm run proof` runs both, `npm run proof -- fuzz` or `-- kill` one of them.
 * GUATU_FUZZ_SEED, GUATU_KILL_SEED repeat a run; GUATU_PROOF_SCALE=0.1 is a quick look. Exit status 1 when anything did not hold.
 */
const SCALE = Number(process.env.GUATU_PROOF_SCALE ?? 1)
const say = (line: string) => process.stdout.write(`${line}\n`)

type Proof = { name: string; claim: string; run: () => Promise<string[]> }

const PROOFS: Proof[] = [
  {
    name: 'fuzz',
    claim:
      'Every endpoint, fuzzed from its own contract as every role and nobody: no 5xx, nothing of the inside shown, no answer later than 10 s, nothing written by a refused request, the record verifies.',
    run: async () => {
      const seed = seedFrom('GUATU_FUZZ_SEED')
      await setup()
      try {
        const met = await fuzz(Math.round(20_000 * SCALE), seed, say)
        say(`fuzz: seed ${seed}, ${met.requests} requests, answers ${JSON.stringify(met.byStatus)}`)
        return [...met.faults, ...met.untouched.map((name) => `${name}: nobody got past the door`)]
      } finally {
        await teardown()
      }
    },
  },
  {
    name: 'kill',
    claim:
      'kill -9 of the server and of PostgreSQL in turn, ten rounds within 5,000 acknowledged writes: none is lost, none is half done, a repeated one happens once, the record verifies.',
    run: async () => {
      const seed = seedFrom('GUATU_KILL_SEED')
      say(`kill: seed ${seed}`)
      return await inFolder((dataDir) =>
        killRounds({ rounds: 10, writes: Math.round(5_000 * SCALE), seed, dataDir, say }),
      )
    },
  },
]

/** A folder on the disk, not in memory; whatever happens it goes, and a PostgreSQL left running in it is stopped. */
async function inFolder(work: (folder: string) => Promise<string[]>): Promise<string[]> {
  const folder = makeFolder('guatu-proof-')
  const leave = async () => {
    await stopAbandoned(folder).catch(() => undefined)
    rmSync(folder, { recursive: true, force: true })
  }
  const interrupted = () => void leave().then(() => process.exit(130))
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, interrupted)
  try {
    return await work(folder)
  } finally {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.off(signal, interrupted)
    await leave()
  }
}

function seedFrom(name: string): number {
  return Number(process.env[name] ?? Date.now() % 1_000_000_000)
}

async function main(wanted: string[]): Promise<void> {
  const chosen = wanted.length === 0 ? PROOFS : PROOFS.filter(({ name }) => wanted.includes(name))
  if (chosen.length === 0)
    throw new Error(
      `there is no such proof: ${wanted.join(' ')}; there are ${PROOFS.map(({ name }) => name).join(', ')}`,
    )
  let failures = 0
  for (const { name, claim, run } of chosen) {
    say(`\n${name}: ${claim}`)
    const began = Date.now()
    const faults = await run().catch((error: Error) => [`the proof itself failed: ${error.stack}`])
    for (const fault of faults) say(`✗ ${fault}`)
    say(
      `${faults.length === 0 ? '✓' : '✗'} ${name}: ${faults.length} faults, ${Math.round((Date.now() - began) / 1000)} s`,
    )
    failures += faults.length
  }
  say(failures === 0 ? '\nProved: everything above held.' : `\nNot proved: ${failures} faults, see above.`)
  process.exitCode = failures === 0 ? 0 : 1
}

// what ends the test cluster waits for a process that keeps nobody awake
const awake = setInterval(() => undefined, 1000)
await main(process.argv.slice(2))
clearInterval(awake)
