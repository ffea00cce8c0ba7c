import { AS_OF } from './fill.ts'
import { fire, median, type Shot, type Speed, send, speedOf, type Target } from './load.ts'

/** What one thing costs: the product with it and without it, the same requests, in one run. */
export type Cost = {
  name: string
  aim: number
  ratio: number
  lowest: number
  highest: number
  with: Speed
  without: Speed
}

type Pair = {
  name: string
  aim: number
  clients: number
  count: number
  with: Target
  without: Target
  shot: (nth: number) => Shot
}

const ROUNDS = 11

/** Recording on the write path, by sixteen clients on projects all over the region: the same handler with and without its entry. */
export function recordingCost(sides: { with: Target; without: Target }, projects: number): Pair {
  return {
    name: 'A write, 16 clients: recorded against not recorded',
    aim: 1.75,
    clients: 16,
    count: 320,
    ...sides,
    shot: (nth) => ({
      method: 'POST',
      path: `/api/projects/${1 + ((nth * 7919) % projects)}/corrections`,
      body: { month: AS_OF, delta: '0.5', reason: '核实增加', approver: '王主任' },
    }),
  }
}

/** Row level security behind the predicate, for a reporter of one town. */
export function scopeCosts(sides: { with: Target; without: Target }): Pair[] {
  const search = encodeURIComponent('污水处理')
  const asked = { list: '', search: `&q=${search}`, filtered: '&stage=underConstruction&light=green' }
  const names = { list: 'List', search: 'Search by substring', filtered: 'List: stage, light' }
  return (Object.keys(asked) as (keyof typeof asked)[]).map((kind) => ({
    name: `${names[kind]} for a town reporter: with against without row level security`,
    aim: 1.3,
    clients: 4,
    count: 200,
    ...sides,
    shot: () => ({ path: `/api/projects?sort=completion&order=desc&limit=50${asked[kind]}` }),
  }))
}

/** Rounds in turn, each side first in every other one; the ratio is the median of the rounds' ratios. Reads must agree beforehand. */
export async function measureCost(pair: Pair): Promise<Cost> {
  const ask = async (target: Target, round: number) =>
    await fire(target, pair.count, (nth) => pair.shot(round * pair.count + nth), pair.clients)
  await mustAgree(pair)
  await ask(pair.with, 0)
  await ask(pair.without, 1)
  const mine: Awaited<ReturnType<typeof ask>>[] = []
  const bare: typeof mine = []
  for (let round = 1; round <= ROUNDS; round++) {
    const first = round % 2 === 0
    if (first) mine.push(await ask(pair.with, 2 * round))
    bare.push(await ask(pair.without, 2 * round + 1))
    if (!first) mine.push(await ask(pair.with, 2 * round))
  }
  const ratios = mine.map((round, at) => round.milliseconds / bare[at]!.milliseconds).sort((a, b) => a - b)
  const quarter = Math.floor(ratios.length / 4)
  return {
    name: pair.name,
    aim: pair.aim,
    ratio: median(ratios),
    lowest: ratios[quarter]!,
    highest: ratios[ratios.length - 1 - quarter]!,
    with: speedOf(mine),
    without: speedOf(bare),
  }
}

async function mustAgree({ name, shot, with: mine, without }: Pair): Promise<void> {
  if (shot(0).method === 'POST') return
  const [a, b] = await Promise.all([send(mine, shot(0)), send(without, shot(0))])
  if (a.status !== 200 || !a.body.equals(b.body)) throw new Error(`${name}: the two answer differently`)
  if (JSON.parse(a.body.toString('utf8')).items.length === 0) throw new Error(`${name}: an empty answer proves nothing`)
}
