import Big from 'big.js'
import type { Page } from 'playwright-core'
import { read } from './on-screen.ts'

export type SumsLine = {
  name: string
  projects: string
  plan: string
  completed: string
  rate: string
  lights: string[]
}
type Row = { countyName: string | null; annualPlan: string | null; completedYtd: string | null; light: string }

/** What the imported projects come to now, by county and together, added up here from the ledger's own rows. */
export async function ledgerSums(page: Page, importId: number, together: string): Promise<SumsLine[]> {
  const { items, total } = await read(page, `/api/projects?importId=${importId}&limit=200`)
  if (items.length !== total) throw new Error(`${items.length} of ${total} projects read`)
  const rows = items as Row[]
  const counties = [...new Set(rows.map(placeOf))]
  const lines = counties.map((name) =>
    lineOf(
      name,
      rows.filter((row) => placeOf(row) === name),
    ),
  )
  return [...lines.sort(byName), lineOf(together, rows)]
}

/** The bulletin's county table as the same lines: what the ledger says is read from its columns by their headings. */
export function printedSums([headings, ...rows]: string[][]): SumsLine[] {
  const at = (heading: RegExp) => headings!.findIndex((text) => heading.test(text))
  const lights = [/^绿灯$/, /^黄灯$/, /^红灯$/].map(at)
  const lines = rows.map((cells) => ({
    name: cells[1]!,
    projects: cells[at(/^项目数$/)]!,
    plan: cells[at(/^年度计划投资$/)]!,
    completed: cells[at(/完成投资$/)]!,
    rate: cells[at(/^完成率$/)]!,
    lights: lights.map((column) => cells[column]!),
  }))
  return [...lines.slice(0, -1).sort(byName), lines.at(-1)!]
}

function lineOf(name: string, rows: readonly Row[]): SumsLine {
  const sum = (amounts: (string | null)[]) => amounts.reduce((all, amount) => all.plus(amount ?? 0), new Big(0))
  const plan = sum(rows.map((row) => row.annualPlan))
  const completed = sum(rows.map((row) => row.completedYtd))
  const rate = plan.eq(0) ? '—' : `${completed.times(100).div(plan).round(1, Big.roundHalfUp).toFixed()}%`
  const lights = ['green', 'yellow', 'red'].map((light) => String(rows.filter((row) => row.light === light).length))
  return { name, projects: String(rows.length), plan: plan.toFixed(), completed: completed.toFixed(), rate, lights }
}

/** Projects of no county are the city's own: 市本级 (MISSION.md, “Short names”). */
function placeOf({ countyName }: Row): string {
  return countyName ?? '市本级'
}

function byName(one: SumsLine, other: SumsLine): number {
  return one.name < other.name ? -1 : 1
}
