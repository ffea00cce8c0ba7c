import { rmSync } from 'node:fs'
import { DEMO_PASSWORD } from '#app/region.ts'
import { PASSWORD } from './fill.ts'
import { send, signedIn } from './load.ts'
import { ended, makeFolder, startProduct } from './processes.ts'

/** Seconds from starting the process to its first answer, and to the first page of the list for somebody who signs in. */
export type Started = { name: string; answers: number; list: number }

async function startOn(name: string, dataDir: string, who: { username: string; password: string }): Promise<Started> {
  const began = performance.now()
  const { child, port } = await startProduct(dataDir)
  try {
    const answers = (performance.now() - began) / 1000
    const target = await signedIn(port, who.username, who.password)
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
