import { median, send, type Target } from './load.ts'

/** Milliseconds of one question, asked alone, in the ledger and in one ten times its size. */
export type Grown = { name: string; small: number; large: number }

const ROUNDS = 5

/** Puts every question to both ledgers in turn, after one to warm up; medians. */
export async function measureGrowth(
  sides: { small: Target; large: Target },
  say: (line: string) => void,
): Promise<Grown[]> {
  const grown: Grown[] = []
  for (const [name, path] of QUESTIONS) {
    const times = { small: [] as number[], large: [] as number[] }
    for (let round = 0; round <= ROUNDS; round += 1) {
      for (const side of ['small', 'large'] as const) {
        const milliseconds = await ask(sides[side], path)
        if (round > 0) times[side].push(milliseconds)
      }
    }
    const one = { name, small: median(times.small), large: median(times.large) }
    say(`${name}: ${one.small.toFixed(0)} ms, ${one.large.toFixed(0)} ms`)
    grown.push(one)
  }
  return grown
}

async function ask(target: Target, path: string): Promise<number> {
  const began = performance.now()
  const { status, body } = await send(target, { path })
  if (status !== 200) throw new Error(`${path}: ${status} ${body.toString('utf8').slice(0, 400)}`)
  return performance.now() - began
}

const COLUMNS = 'name,county,stage,light,totalInvestment,annualPlan,completedYtd,completionRate,owner,sponsor'
const list = (rest: Record<string, string>) => `/api/projects?${new URLSearchParams(rest)}`
const grid = (rest: Record<string, string>) => `/api/ledger-grid?${new URLSearchParams({ columns: COLUMNS, ...rest })}`
const where = (...conditions: object[]) => ({ where: JSON.stringify(conditions) })

export const QUESTIONS: readonly [string, string][] = [
  ['list, first page', list({ sort: 'completion' })],
  ['list, filtered by an amount', list(where({ field: 'totalInvestment', op: 'atLeast', value: '140000' }))],
  ['list, filtered by words of a long text', list(where({ field: 'progressText', op: 'contains', value: '完成9％' }))],
  ['search by name', list({ q: '数据中心储备库' })],
  ['search by pinyin initials', list({ q: 'sjzxcbk' })],
  ['grid as it opens', grid({})],
  ['grid sorted by name (pinyin)', grid({ sort: 'name', order: 'asc' })],
  ['grid sorted by an amount', grid({ sort: 'totalInvestment' })],
  ['grid by county, with subtotals', grid({ group: 'county', sort: 'completionRate', order: 'asc' })],
  ['grid by county and stage, with subtotals', grid({ group: 'county,stage' })],
  [
    'grid filtered by stage and amount',
    grid({ stage: 'started', ...where({ field: 'totalInvestment', op: 'atLeast', value: '100000' }) }),
  ],
  ['values of a column', `/api/ledger-grid-values?field=owner`],
]
