import { sql } from 'kysely'
import type { Transaction } from '#platform/database/pool.ts'
import type { LightRules } from '../rules/light.ts'
import { standingOf } from '../rules/standing.ts'
import { readAsOf, readFacts } from '../store/standing.ts'
import type { Light } from '../vocabulary.ts'
import type { LightPreview } from './contract.ts'

const BATCH = 5_000
const SHOWN = 200
const WORST_FIRST: readonly Light[] = ['red', 'yellow', 'green', 'grey']

type Turn = { id: number; from: Light; to: Light; reason: string }

/** Judges every project by other rules, as of the same month; nothing is written. */
export async function turnsUnder(db: Transaction, rules: LightRules): Promise<Omit<LightPreview, 'asOfMonth'>> {
  const asOf = await readAsOf(db)
  const turns: Turn[] = []
  let projects = 0
  for (let page = await lightsAfter(db, 0); page.length > 0; page = await lightsAfter(db, page.at(-1)!.id)) {
    projects += page.length
    const now = new Map(page.map(({ id, light }) => [id, light]))
    for (const { id, ...facts } of await readFacts(db, [...now.keys()])) {
      const { light, reason } = standingOf(facts, asOf, rules)
      if (light !== now.get(id)) turns.push({ id, from: now.get(id)!, to: light, reason: reason.text })
    }
  }
  const rank = ({ to }: Turn) => WORST_FIRST.indexOf(to)
  turns.sort((a, b) => rank(a) - rank(b) || a.id - b.id)
  return { projects, turns: counted(turns), items: await named(db, turns.slice(0, SHOWN)) }
}

async function lightsAfter(db: Transaction, after: number): Promise<{ id: number; light: Light }[]> {
  const { rows } = await sql<{ id: number; light: Light }>`
    select p.id, p.light from project p where p.id > ${after} and p.merged_into is null order by p.id limit ${BATCH}`.execute(
    db,
  )
  return rows
}

function counted(turns: readonly Turn[]): LightPreview['turns'] {
  const counts = new Map<string, LightPreview['turns'][number]>()
  for (const { from, to } of turns) {
    const one = counts.get(`${from} ${to}`) ?? { from, to, projects: 0 }
    counts.set(`${from} ${to}`, { ...one, projects: one.projects + 1 })
  }
  return [...counts.values()].sort((a, b) => b.projects - a.projects)
}

async function named(db: Transaction, turns: readonly Turn[]): Promise<LightPreview['items']> {
  const { rows } = await sql<{ id: number; name: string; countyName: string | null }>`
    select p.id, p.name, c.name as "countyName" from project p left join organisation c on c.id = p.county_id
    where p.id = any (${turns.map(({ id }) => id)}::int[])`.execute(db)
  const names = new Map(rows.map((row) => [row.id, row]))
  return turns.map((turn) => ({ ...turn, ...names.get(turn.id)! }))
}
