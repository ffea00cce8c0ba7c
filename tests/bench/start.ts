import { rmSync } from 'node:fs'
import { setTimeout as pause } from 'node:timers/promises'
import { DEMO_PASSWORD } from '#app/region.ts'
import { PASSWORD } from './fill.ts'
import { send, signedIn } from './load.ts'
import { ended, makeFolder, spawnNode } from './processes.ts'

/** Seconds from starting the process to its first answer, and to the first page of the list for somebody who signs in. */
export type Started = { name: string; answers: number; list: number }

const PORT = 18_655

/** `app/server.ts` as `npm start` runs it, on a data folder: PostgreSQL is started too. */
export async function startOn(
  name: string,
  dataDir: string,
  who: { username: string; password: string },
): Promise<Started> {
  const began = performance.now()
  const child = spawnNode(['app/server.ts'], { GUATU_DATA: dataDir, PORT: String(PORT), DATABASE_URL: '' })
  child.stdout!.resume()
  try {
    await untilAnswered(PORT)
    const answers = (performance.now() - began) / 1000
    const target = await signedIn(PORT, who.username, who.password)
    const { status } = await send(target, { path: '/api/projects?sort=completion&order=desc&limit=50' })
    if (status !== 200) throw new Error(`first list: ${status}`)
    return { name, answers, list: (performance.now() - began) / 1000 }
  } finally {
    await ended(child)
  }
}

/** The first start of all: a new database, and the demonstration region in it. */
export async function startOnNothing(): Promise<Started> {
  const folder = makeFolder('guatu-bench-new-')
  try {
    return await startOn('An empty folder: new database, demonstration region', folder, {
      username: 'office',
      password: DEMO_PASSWORD,
    })
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

export async function startOnFilled(dataDir: string): Promise<Started> {
  return await startOn('The filled ledger', dataDir, { username: 'office', password: PASSWORD })
}

async function untilAnswered(port: number): Promise<void> {
  for (let tries = 0; tries < 1200; tries++) {
    try {
      const { status } = await send({ port, headers: {} }, { path: '/healthz' })
      if (status === 200) return
    } catch {
      await pause(25)
    }
  }
  throw new Error('the product did not answer within 30 seconds')
}
