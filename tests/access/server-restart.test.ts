import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openProduct, type Product } from '#app/product.ts'
import { prepareRegion } from '#app/region.ts'
import { openDatabase } from '#platform/postgres/database.ts'
import { scratchFolder } from '#tests/harness/cluster.ts'
import { type Caller, callerOf, firstSignIn, NOW, SECRETS } from '#tests/harness/product.ts'
import { must } from './two-counties.ts'

// A PostgreSQL of its own, killed under the running product. The embedded cluster starts it again; the product must find it.

let database: Awaited<ReturnType<typeof openDatabase>>
let product: Product
let dataDir: string
const said: string[] = []
beforeAll(async () => {
  dataDir = scratchFolder()
  database = await openDatabase({ env: {}, dataDir, log: (sentence) => said.push(sentence) })
  await prepareRegion(database.ownerUrl, { demo: false, now: NOW })
  product = await openProduct({
    appUrl: database.appUrl,
    secrets: SECRETS,
    connections: 6,
    log: (line) => said.push(line),
  })
})
afterAll(async () => {
  await product?.close()
  await database?.close()
})

/** As kill -9 and a power cut do: at once, nothing said to clients. */
function killPostgres(): void {
  const pid = Number(readFileSync(join(dataDir, 'postgres', 'postmaster.pid'), 'utf8').split('\n')[0])
  process.kill(pid, 'SIGQUIT')
}

async function statusesUntil(good: () => Promise<number>): Promise<number[]> {
  const statuses: number[] = []
  const end = Date.now() + 25_000
  while (statuses.at(-1) !== 200 && Date.now() < end) {
    statuses.push(await good())
    await new Promise((done) => setTimeout(done, 100))
  }
  return statuses
}

test('killed while people work: refused with a sentence, then everything is there again, nothing half done', async () => {
  const anyone = callerOf(product, null)
  const person = {
    regionName: '重启市',
    username: 'keeper',
    displayName: '管理员',
    password: 'dry-river-over-7-stones',
  }
  const { handover } = (await must(anyone.post('/api/first-run', person))).body
  const firstPasswordOf = (name: string) =>
    handover.find(({ username }: { username: string }) => username === name).password as string
  const office: Caller = await firstSignIn(product, 'office', firstPasswordOf('office'))
  const orgId = (await must(office.get('/api/me'))).body.organisation.id
  const written = Array.from({ length: 40 }, (_, index) =>
    office.post('/api/projects', { name: `断电${index}`, orgId }),
  )
  await new Promise((done) => setTimeout(done, 60))
  killPostgres()
  const answers = await Promise.all(written)
  expect(answers.filter(({ status }) => status !== 200 && status !== 503).map(({ text }) => text)).toEqual([])
  const statuses = await statusesUntil(async () => (await office.get('/api/me')).status)
  expect(statuses.filter((status) => status !== 503)).toEqual([200])
  const { items } = (await must(office.get('/api/projects?limit=200'))).body
  const names = new Set(items.map(({ name }: { name: string }) => name))
  const answered = answers.filter(({ status }) => status === 200).map(({ body }) => body.name)
  expect(answered.filter((name) => !names.has(name))).toEqual([])
  const auditor = await firstSignIn(product, 'auditor', firstPasswordOf('auditor'))
  expect((await must(auditor.get('/api/record/verification'))).body.firstBreak).toBeNull()
}, 60_000)
