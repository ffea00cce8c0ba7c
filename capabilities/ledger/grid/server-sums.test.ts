import fc from 'fast-check'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { recomputeStandings } from '#capabilities/ledger/public.ts'
import { addWan, compareWan } from '#kernel/money.ts'
import { percentOf } from '#kernel/ratio.ts'
import { type Caller, openStage, type Stage } from '#tests/harness/product.ts'
import { STAGES } from '../vocabulary.ts'
import type { GridGroup, GridRow } from './contract.ts'

// What the database orders, groups and sums, worked out once more from the rows themselves.

let stage: Stage
let office: Caller
let town: Caller
let own: string
beforeAll(async () => {
  stage = await openStage()
  office = stage.as('office')
  town = stage.as('townReporter')
  const { body } = await office.post('/api/ledger-columns', {
    heading: '随机金额',
    kind: 'amount',
    orgId: stage.orgs.city,
  })
  own = `own.${body.id}`
  await addProjects()
})
afterAll(async () => await stage?.close())

async function addProjects(): Promise<void> {
  const { owner } = stage
  const seed = (n: number, of: number) =>
    sql`(('x' || substr(md5('${sql.raw(String(n))}' || g), 1, 7))::bit(28)::int % ${sql.lit(of)})`
  await sql`insert into project (name, folded_name, org_id, org_path, county_id, stage, tier, owner, sponsor, total_investment,
      completed_to_last_year_end, funds_in_place, planned_start, plan_state, extra)
    select substr('安北昌大东方高广河湖金开林南平青山石天五西新永云张阿重庆', 1 + ${seed(1, 28)}, 1) || '项目' || g, 'p' || g, o.id, o.path,
      (select c.id from organisation c where c.path @> o.path and c.kind = 'county'),
      (${sql.val(['', ...STAGES])}::text[])[nullif(${seed(2, 12)}, 0) + 1], nullif(${seed(3, 3)}, 0),
      nullif('单位' || ${seed(4, 5)}, '单位0'), nullif('领导' || ${seed(5, 4)}, '领导0'),
      case when ${seed(6, 5)} > 0 then ${seed(7, 100000)} * 1.0001 end, case when ${seed(8, 3)} > 0 then ${seed(9, 5000)} / 3.0 end,
      case when ${seed(10, 3)} > 0 then ${seed(11, 900)} end, case when ${seed(12, 3)} > 0 then (2020 + ${seed(13, 9)})::text end,
      (array['new', 'continuing', null])[1 + ${seed(14, 3)}],
      case ${seed(15, 3)} when 0 then '{}'::jsonb when 1 then jsonb_build_object('随机金额', (${seed(16, 900)} * 0.25)::text)
        else jsonb_build_object('随机金额', '若干') end
    from generate_series(1, 240) g join lateral (
      select o.* from organisation o order by md5(g::text || o.id) limit 1) o on true`.execute(owner)
  await sql`insert into annual_plan (project_id, year, initial_amount) select p.id, 2026, (p.id * 37 % 900) + 0.0001 from project p where p.id % 4 <> 0`.execute(
    owner,
  )
  await sql`insert into project_month (project_id, month, completed_ytd, reported_current, source)
    select p.id, '2026-10', (p.id * 53 % 700) + 0.25, 1, 'entry' from project p where p.id % 3 <> 0`.execute(owner)
  await sql`update region set as_of_month = '2026-10'`.execute(owner)
  await owner.transaction().execute(async (tx) => await recomputeStandings(tx))
}

const AMOUNTS = [
  'totalInvestment',
  'annualPlan',
  'completedCurrent',
  'completedYtd',
  'completedToLastYearEnd',
  'fundsInPlace',
] as const
const GROUPS = [
  'county',
  'org',
  'stage',
  'light',
  'tier',
  'planState',
  'library',
  'isPriority',
  'owner',
  'sponsor',
] as const
const asked = fc.record({
  group: fc.uniqueArray(fc.constantFrom(...GROUPS), { maxLength: 2 }),
  sort: fc.constantFrom('totalInvestment', 'completionRate', 'plannedStart', 'stage', 'updatedAt', 'name'),
  order: fc.constantFrom('asc', 'desc'),
  amounts: fc.uniqueArray(fc.constantFrom<string>(...AMOUNTS), { minLength: 1, maxLength: 3 }),
  withOwn: fc.boolean(),
  filter: fc.constantFrom<Record<string, string>>(
    {},
    { stage: 'started,underConstruction' },
    { where: JSON.stringify([{ field: 'totalInvestment', op: 'atLeast', value: '20000' }]) },
    {
      where: JSON.stringify([
        { field: 'owner', op: 'isNot', value: '单位1' },
        { field: 'stage', op: 'isFilled' },
      ]),
    },
  ),
  who: fc.constantFrom<'office' | 'town'>('office', 'office', 'town'),
})

test('order, groups and sums are those of the rows', { timeout: 60_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(asked, async ({ group, sort, order, amounts, withOwn, filter, who }) => {
      const sums = [...amounts, ...(withOwn ? [own] : [])]
      const columns = [...new Set(['name', sort, ...group, ...sums, 'annualPlan', 'completedYtd'])]
      const query = new URLSearchParams({ columns: columns.join(','), sort, order, first: '5', ...filter })
      if (group.length > 0) query.set('group', group.join(','))
      const caller = who === 'office' ? office : town
      const { body, text, status } = await caller.get(`/api/ledger-grid?${query}`)
      expect(status, text).toBe(200)
      const rows = await rowsOf(caller, body.ids, columns)
      expect(rows.map(({ id }) => id)).toEqual(body.ids)
      expect(body.total).toBe(body.ids.length)
      expect(body.first).toEqual(rows.slice(0, 5))
      expect(body.sums).toEqual(
        summed(
          rows,
          columns.filter((column) => column in body.sums),
        ),
      )
      expect(body.completionRate).toEqual(rateOf(rows))
      expect(body.groups).toEqual(grouped(rows, group, body.groups, Object.keys(body.sums)))
      if (group.length === 0) expectSorted(rows, sort, order)
    }),
    { numRuns: 60, seed: 20261121 },
  )
})

async function rowsOf(caller: Caller, ids: number[], columns: string[]): Promise<GridRow[]> {
  if (ids.length === 0) return []
  return (await caller.post('/api/ledger-grid-rows', { ids, columns })).body.items
}

function sumOf(rows: GridRow[], column: string): string {
  return rows.reduce((sum, { cells }) => {
    const cell = cells[column]
    return cell && /^-?\d+(\.\d+)?$/.test(cell) ? addWan(sum, cell) : sum
  }, '0')
}

function summed(rows: GridRow[], columns: string[]): Record<string, string> {
  return Object.fromEntries(columns.map((column) => [column, sumOf(rows, column)]))
}

function rateOf(rows: GridRow[]): string | null {
  return percentOf(sumOf(rows, 'completedYtd'), sumOf(rows, 'annualPlan'))
}

/** Groups as they follow from the order of the rows; of the answer's groups only the labels are believed. */
function grouped(rows: GridRow[], fields: string[], answered: GridGroup[], columns: string[]): GridGroup[] {
  const groups: GridGroup[] = []
  const keyAt = (row: GridRow, depth: number) =>
    fields.slice(0, depth).map((field) => row.cells[field]?.split('|')[0] ?? '')
  rows.forEach((row, at) => {
    for (let depth = 1; depth <= fields.length; depth += 1) {
      const path = keyAt(row, depth)
      const before = at > 0 ? keyAt(rows[at - 1]!, depth) : null
      if (before?.join('/') === path.join('/')) continue
      const members = rows.filter((one) => keyAt(one, depth).join('/') === path.join('/'))
      const label = answered[groups.length]?.label ?? ''
      groups.push({
        path,
        label,
        depth,
        projects: members.length,
        start: at,
        sums: summed(members, columns),
        completionRate: rateOf(members),
      })
    }
  })
  return groups
}

function expectSorted(rows: GridRow[], sort: string, order: string): void {
  const filled = rows.map(({ cells }) => cells[sort] ?? null)
  const empty = filled.indexOf(null)
  if (empty >= 0) expect(filled.slice(empty).every((cell) => cell === null)).toBe(true)
  const values = filled.filter((cell) => cell !== null)
  const compare = (a: string, b: string) => {
    if (sort === 'stage') return STAGES.indexOf(a as 'signed') - STAGES.indexOf(b as 'signed')
    if (sort === 'name') return new Intl.Collator('zh').compare(a, b)
    return sort === 'totalInvestment' || sort === 'completionRate' ? compareWan(a, b) : a < b ? -1 : a > b ? 1 : 0
  }
  for (let at = 1; at < values.length; at += 1) {
    const step = compare(values[at - 1]!, values[at]!)
    expect(order === 'asc' ? step : -step, `${values[at - 1]} ${values[at]}`).toBeLessThanOrEqual(0)
  }
}
