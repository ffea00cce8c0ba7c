import { sql } from 'kysely'
import { encodeCursor } from '#platform/database/keyset.ts'
import { AS_OF, type Filled, withOwner } from './fill.ts'
import { fire, median, type Shot, type Speed, send, speedOf, type Target } from './load.ts'

/** One kind of request, put to both servers. `aim` is the most the product may cost in times of the minimal server. */
type Job = {
  name: string
  aim: number
  count: number
  product: (nth: number) => Shot
  minimal: (nth: number) => Shot
  /** The product asked by a person limited to one county. */
  scoped?: boolean
  /** What must be equal in both answers before anything is measured. */
  same?: (product: any, minimal: any) => [unknown, unknown]
}
export type Compared = { name: string; aim: number; ratio: number; product: Speed; minimal: Speed }
export type Sides = { product: Target; scoped: Target; minimal: Target }

type Round = Awaited<ReturnType<typeof fire>>

const ROUNDS = 9

/** Puts every kind of request to both servers in turn: a warm-up, then rounds A B A B …; the ratio is the median of the rounds' ratios. */
export async function compareAll(
  ownerUrl: string,
  filled: Filled,
  sides: Sides,
  say: (line: string) => void,
): Promise<Compared[]> {
  const compared: Compared[] = []
  for (const job of await jobsFor(ownerUrl, filled)) {
    const result = await compare(job, sides)
    compared.push(result)
    say(
      `${job.name}: ${result.ratio.toFixed(2)} × (${Math.round(result.product.perSecond)} / ${Math.round(result.minimal.perSecond)} a second)`,
    )
  }
  return compared
}

async function compare(job: Job, sides: Sides): Promise<Compared> {
  const product = job.scoped ? sides.scoped : sides.product
  await mustAgree(job, product, sides.minimal)
  await fire(product, Math.ceil(job.count / 2), job.product)
  await fire(sides.minimal, Math.ceil(job.count / 2), job.minimal)
  const ours: Round[] = []
  const theirs: Round[] = []
  for (let round = 1; round <= ROUNDS; round++) {
    const nth = (shot: Job['product']) => (n: number) => shot(round * job.count + n)
    ours.push(await fire(product, job.count, nth(job.product)))
    theirs.push(await fire(sides.minimal, job.count, nth(job.minimal)))
  }
  const ratio = median(ours.map((round, at) => round.milliseconds / theirs[at]!.milliseconds))
  return { name: job.name, aim: job.aim, ratio, product: speedOf(ours), minimal: speedOf(theirs) }
}

/** A server that answers something else is not compared with. */
async function mustAgree(job: Job, product: Target, minimal: Target): Promise<void> {
  if (!job.same) return
  const [ours, theirs] = await Promise.all([send(product, job.product(0)), send(minimal, job.minimal(0))])
  const [a, b] = job
    .same(JSON.parse(ours.body.toString('utf8')), JSON.parse(theirs.body.toString('utf8')))
    .map((part) => JSON.stringify(sorted(part)))
  if (a !== b)
    throw new Error(`${job.name}: the two servers answer differently\n${a?.slice(0, 1500)}\n${b?.slice(0, 1500)}`)
}

async function jobsFor(ownerUrl: string, { projects, counties }: Filled): Promise<Job[]> {
  const county = counties[0]!.id
  const deep = Math.floor(projects / 2)
  const cursor = await cursorAt(ownerUrl, deep)
  const rows = (product: any, minimal: any): [unknown, unknown] => [
    [product.items, product.total],
    [minimal.items, minimal.total],
  ]
  const list = (name: string, aim: number, [ours, theirs]: [string, string], more: Partial<Job> = {}): Job => ({
    name,
    aim,
    count: 60,
    same: rows,
    product: () => ({ path: `/api/projects?sort=completion&order=desc&limit=50${ours}` }),
    minimal: () => ({ path: `/projects?limit=50${theirs}` }),
    ...more,
  })
  const filter = `&county=${county}&stage=underConstruction&light=green`
  const search = `&q=${encodeURIComponent('污水处理产业园1')}`
  const nthProject = (nth: number) => 1 + ((nth * 7919) % projects)
  return [
    list('List: county, stage, light', 2.5, [filter, filter], { count: 250 }),
    list('The same for a person of one county', 2.5, [filter, filter], { count: 250, scoped: true }),
    list('List without filter', 1, ['', ''], { count: 40 }),
    list('Its page for a person of one county', 2.5, ['', `&county=${county}`], { count: 60, scoped: true }),
    list('Search by substring', 2.5, [search, search], { count: 250 }),
    list('The same for a person of one county', 2.5, [search, `${search}&county=${county}`], {
      count: 250,
      scoped: true,
    }),
    list(`Deep page (from row ${deep})`, 1, [`&cursor=${cursor}`, `&offset=${deep}`], { count: 20 }),
    {
      name: 'One project with its months',
      aim: 3,
      count: 300,
      same: (product, minimal) => [product, minimal],
      product: (nth) => ({ path: `/api/projects/${nthProject(nth)}` }),
      minimal: (nth) => ({ path: `/projects/${nthProject(nth)}` }),
    },
    {
      name: 'Completion by county, with total',
      aim: 1,
      count: 15,
      same: (product, minimal) => [
        [product.items, product.total],
        [minimal.items, minimal.total],
      ],
      product: () => ({ path: '/api/roll-ups?by=county' }),
      minimal: () => ({ path: '/roll-ups' }),
    },
    {
      name: 'One month’s write, durable (ours recorded)',
      aim: 4,
      count: 100,
      product: (nth) => ({
        method: 'POST',
        path: `/api/projects/${nthProject(nth)}/corrections`,
        body: { month: AS_OF, delta: '0.5', reason: '核实增加', approver: '王主任' },
      }),
      minimal: (nth) => ({
        method: 'POST',
        path: `/projects/${nthProject(nth + 50_000)}/months`,
        body: { month: AS_OF, delta: '0.5' },
      }),
    },
  ]
}

async function cursorAt(ownerUrl: string, offset: number): Promise<string> {
  return await withOwner(ownerUrl, async (db) => {
    const { rows } = await sql<{ key: string; id: number }>`
      select p.completion_key::text as key, p.id from project p order by p.completion_key desc, p.id desc offset ${offset - 1} limit 1`.execute(
      db,
    )
    return encodeCursor(rows[0]!)
  })
}

/** Keys in one order at every depth: what matters is what an answer says. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted)
  if (value === null || typeof value !== 'object') return value
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, part]) => [key, sorted(part)]),
  )
}
