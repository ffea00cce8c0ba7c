import { rmSync } from 'node:fs'
import { cpus, totalmem } from 'node:os'
import { join } from 'node:path'
import { openDatabase } from '#platform/postgres/database.ts'
import { migrate } from '#platform/postgres/migrate.ts'
import { asOwner, urlWith } from '#platform/postgres/owner.ts'
import { appUrlOf, ensureRoles } from '#platform/postgres/roles.ts'
import { type Cost, measureCost, recordingCost, scopeCosts } from './cost.ts'
import {
  exportOverHttp,
  importByCommand,
  importOverHttp,
  type LedgerFiles,
  type Measured,
  makeLedgerFiles,
  previewOverHttp,
} from './files.ts'
import { COUNTY_NAMES, fillLedger, fillRegion, PASSWORD, TOWN_NAMES } from './fill.ts'
import { type FirstPage, measureFirstPage } from './first-page.ts'
import { type GridMeasured, measureGrid } from './grid.ts'
import { type Grown, measureGrowth } from './growth.ts'
import { signedIn, type Target } from './load.ts'
import { makeFolder, type Server, startServer } from './processes.ts'
import { costsTable, filesTable, gridLines, growthTable, pageLines, requestsTable, startTable } from './report.ts'
import { compareAll } from './requests.ts'
import { startOnFilled, startOnNothing } from './start.ts'

/**
 * The bench: 100,000 projects with 1,200,000 months in a PostgreSQL that really writes to disk, our product beside a minimal server.
 * `BENCH_SCALE=0.1` for a quick look. Says what it does on stderr, the tables for docs/performance.md on stdout; leaves nothing behind.
 */
const SCALE = Number(process.env.BENCH_SCALE ?? 1)
const PROJECTS = Math.round(100_000 * SCALE)
const IMPORTED = Math.round(50_000 * SCALE)
const PREVIEWED = Math.round(5_000 * SCALE)
/** So many times the projects, to see what grows with them. */
const GROWTH = 10
let closeDatabase = async (): Promise<void> => {}
const say = (line: string) => process.stderr.write(`${line}\n`)

async function main(): Promise<void> {
  const folder = makeFolder('guatu-bench-')
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void leaveEarly(folder))
  try {
    const data = join(folder, 'data')
    const tables = [machine(), ...(await onFilledLedger(data, folder))]
    say('starting …')
    const started = [await startOnFilled(data), await startOnNothing()]
    tables.push(startTable(started))
    process.stdout.write(`${tables.join('\n\n')}\n`)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Measured servers end with us by themselves; PostgreSQL and the folder do not. */
async function leaveEarly(folder: string): Promise<void> {
  await closeDatabase()
  rmSync(folder, { recursive: true, force: true })
  process.exit(130)
}

function machine(): string {
  const model = cpus()[0]?.model ?? 'unknown processor'
  const date = new Date().toISOString().slice(0, 10)
  return `${date}, ${cpus().length} × ${model}, ${Math.round(totalmem() / 2 ** 30)} GB, Node ${process.versions.node}; ${PROJECTS} projects, scale ${SCALE}`
}

async function onFilledLedger(dataDir: string, folder: string): Promise<string[]> {
  const database = await openDatabase({ env: {}, dataDir, log: () => undefined })
  closeDatabase = database.close
  try {
    await fillRegion(database.ownerUrl)
    const filled = await fillLedger(database.ownerUrl, PROJECTS)
    say(`filled: ${filled.projects} projects, ${filled.months} months in ${filled.seconds.toFixed(1)} s`)
    const product = await startServer('product-server.ts', database.appUrl)
    const minimal = await startServer('minimal-server.ts', database.ownerUrl)
    try {
      const office = await signedIn(product.port, 'office', PASSWORD)
      const scoped = await signedIn(product.port, 'county', PASSWORD)
      const sides = { product: office, scoped, minimal: { port: minimal.port, headers: {} } }
      const compared = await compareAll(database.ownerUrl, filled, sides, say)
      const costs = await measureCosts(database.appUrl, { product, office }, filled.projects)
      const page: FirstPage | null = await measureFirstPage(product.port, 'office', PASSWORD).catch((error: Error) => {
        say(`first page not measured: ${error.message.split('\n')[0]}`)
        return null
      })
      const grid: GridMeasured | null = await measureGrid(product.port, 'office', PASSWORD).catch((error: Error) => {
        say(`grid not measured: ${error.message.split('\n')[0]}`)
        return null
      })
      const files = [
        await exportOverHttp(office, product.child.pid!, 'csv', 2),
        await exportOverHttp(office, product.child.pid!, 'xlsx', 6),
      ]
      files.push(...(await importAll(database.ownerUrl, folder)))
      const grown = await measureGrown(database.ownerUrl, office)
      const filesAndPage = [filesTable(files), pageLines(page), gridLines(grid)]
      return [requestsTable(compared), costsTable(costs), growthTable(grown, PROJECTS, GROWTH), ...filesAndPage]
    } finally {
      await Promise.all([product.stop(), minimal.stop()])
    }
  } finally {
    await database.close()
  }
}

/** The same questions put to a ledger of ten times the size, in a database beside. */
async function measureGrown(ownerUrl: string, small: Target): Promise<Grown[]> {
  return await withFreshRegion(ownerUrl, async (url) => {
    const { seconds } = await fillLedger(url, PROJECTS * GROWTH, { withMonths: false })
    say(`filled: ${PROJECTS * GROWTH} projects in ${seconds.toFixed(1)} s`)
    const server = await startServer('product-server.ts', appUrlOf(url))
    try {
      return await measureGrowth({ small, large: await signedIn(server.port, 'office', PASSWORD) }, say)
    } finally {
      await server.stop()
    }
  })
}

/** The product beside itself without the record, then without row level security. */
async function measureCosts(
  appUrl: string,
  recorded: { product: Server; office: Target },
  projects: number,
): Promise<Cost[]> {
  const beside = async (variant: string, username: string, pairs: (without: Target) => Promise<Cost[]>) => {
    const server = await startServer('variant-server.ts', appUrl, { BENCH_VARIANT: variant })
    try {
      return await pairs(await signedIn(server.port, username, PASSWORD))
    } finally {
      await server.stop()
    }
  }
  const measured = async (pairs: Parameters<typeof measureCost>[0][]) => {
    const costs: Cost[] = []
    for (const pair of pairs) {
      const cost = await measureCost(pair)
      say(
        `${cost.name}: ${cost.ratio.toFixed(2)} × (${Math.round(cost.with.perSecond)} / ${Math.round(cost.without.perSecond)} a second)`,
      )
      costs.push(cost)
    }
    return costs
  }
  const town = await signedIn(recorded.product.port, 'town', PASSWORD)
  return [
    ...(await beside('unrecorded', 'office', (without) =>
      measured([recordingCost({ with: recorded.office, without }, projects)]),
    )),
    ...(await beside('unpoliced', 'town', (without) => measured(scopeCosts({ with: town, without })))),
  ]
}

/** Imports go into a region with organisations and no projects, a fresh database for each. */
async function importAll(ownerUrl: string, folder: string): Promise<Measured[]> {
  const files = await makeLedgerFiles(folder, IMPORTED, COUNTY_NAMES, TOWN_NAMES)
  const measured: Measured[] = []
  for (const [format, aim] of [
    ['xlsx', 6],
    ['csv', 4],
  ] as const) {
    for (const way of ['command', 'http'] as const) {
      const one = await withFreshRegion(ownerUrl, async (url) => await importOne(url, files[format], format, way, aim))
      say(`${one.name}: ${one.seconds.toFixed(2)} s`)
      measured.push(one)
    }
  }
  return [await previewUsual(ownerUrl, folder), ...measured]
}

/** A county's ledger, shown before anything of it is written. */
async function previewUsual(ownerUrl: string, folder: string): Promise<Measured> {
  const { xlsx } = await makeLedgerFiles(folder, PREVIEWED, COUNTY_NAMES, TOWN_NAMES)
  return await withFreshRegion(ownerUrl, async (url) => {
    const server = await startServer('product-server.ts', appUrlOf(url))
    try {
      const office = await signedIn(server.port, 'office', PASSWORD)
      return await previewOverHttp(office, server.child.pid!, xlsx, { format: 'xlsx', aim: 3 })
    } finally {
      await server.stop()
    }
  })
}

async function importOne(
  url: string,
  file: LedgerFiles['xlsx'],
  format: 'xlsx' | 'csv',
  way: 'command' | 'http',
  aim: number,
): Promise<Measured> {
  if (way === 'command') return await importByCommand({ DATABASE_URL: url }, file, format, aim)
  const server = await startServer('product-server.ts', appUrlOf(url))
  try {
    return await importOverHttp(await signedIn(server.port, 'office', PASSWORD), server.child.pid!, file, format)
  } finally {
    await server.stop()
  }
}

async function withFreshRegion<T>(ownerUrl: string, work: (url: string) => Promise<T>): Promise<T> {
  const name = 'guatu_bench_import'
  const url = urlWith(ownerUrl, { database: name })
  await asOwner(ownerUrl, (owner) => owner.query(`create database ${name}`))
  try {
    await ensureRoles(url, appUrlOf(url))
    await migrate(url)
    await fillRegion(url)
    return await work(url)
  } finally {
    await asOwner(ownerUrl, (owner) => owner.query(`drop database ${name} with (force)`))
  }
}

await main()
process.exit(0)
