import { type RawBuilder, sql } from 'kysely'
import { inScope, type Scope } from '#platform/access/scope.ts'
import { decodeCursor, encodeCursor } from '#platform/database/keyset.ts'
import type { Transaction } from '#platform/database/pool.ts'
import { isGap } from '../checks.ts'
import type { Among, QualityRule, WeakProject } from '../contract.ts'
import { type Compiled, compile, type Moment } from './compile.ts'

export type Rule = Pick<QualityRule, 'id' | 'name' | 'rule' | 'weight' | 'source'>
/** Whose projects are judged, by which rules, and when. */
export type Asking = { scope: Scope; among: Among; rules: readonly Rule[]; moment: Moment }
/** Which findings are wanted: of one rule, or gaps or faults only. */
export type Wanted = { rule?: number | undefined; kind?: 'gap' | 'fault' | undefined }

export type Standing = {
  projects: number
  score: string | null
  complete: number
  withGaps: number
  withFaults: number
}
export type CountyStanding = Standing & { id: number; name: string }

/** The standing of all together and of each county, in the office's own order; `id` is null for the whole. */
export async function sumStandings(
  db: Transaction,
  asking: Asking,
): Promise<{ total: Standing; counties: CountyStanding[] }> {
  const { rows } = await sql<Standing & { id: number | null; name: string | null; isTotal: boolean }>`
    select j.county_id as id, o.name, grouping(j.county_id) = 1 as "isTotal", count(*)::int as projects, round(avg(j.score), 1)::text as score,
      count(*) filter (where j.score = 100)::int as complete, count(*) filter (where cardinality(j.gaps) > 0)::int as "withGaps",
      count(*) filter (where cardinality(j.faults) > 0)::int as "withFaults"
    from (${scored(asking)}) as j left join organisation o on o.id = j.county_id
    group by grouping sets ((), (j.county_id, o.name, o.sort_order)) order by o.sort_order nulls last, o.name`.execute(
    db,
  )
  const total = rows.find(({ isTotal }) => isTotal)!
  return {
    total,
    counties: rows.filter((row): row is typeof row & { id: number; name: string } => !row.isTotal && row.id !== null),
  }
}

/** Of each rule: how many projects it asks something of, and how many fail it. In the order of the rules given. */
export async function countByRule(db: Transaction, asking: Asking): Promise<{ asked: number; failing: number }[]> {
  if (asking.rules.length === 0) return []
  const counts = asking.rules.map(
    (_, at) => sql`count(*) filter (where ${sql.ref(`a${at}`)}), count(*) filter (where ${sql.ref(`f${at}`)})`,
  )
  const { rows } = await sql<{ counts: number[] }>`
    select array[${sql.join(counts)}]::int[] as counts from (${judged(asking)}) as j`.execute(db)
  const flat = rows[0]!.counts
  return asking.rules.map((_, at) => ({ asked: flat[2 * at]!, failing: flat[2 * at + 1]! }))
}

/** Projects with findings, the least complete first. */
export async function listWeak(
  db: Transaction,
  asking: Asking,
  page: Wanted & { cursor?: string | undefined; limit: number },
): Promise<{ items: WeakProject[]; next: string | null }> {
  const after = page.cursor ? decodeCursor(page.cursor) : null
  const from = after ? sql`(j.score, j.id) > (${after.key}::numeric, ${after.id})` : sql`true`
  const { rows } = await sql<WeakProject>`
    select j.id, j.name, o.name as "countyName", j.responsible_org as "responsibleOrg", j.stage, j.light, j.score::text as score, j.gaps, j.faults
    from (${scored(asking)}) as j left join organisation o on o.id = j.county_id
    where ${isWanted(page)} and ${from} order by j.score, j.id limit ${page.limit + 1}`.execute(db)
  const items = rows.slice(0, page.limit)
  const last = items.at(-1)
  return { items, next: rows.length > page.limit && last ? encodeCursor({ key: last.score, id: last.id }) : null }
}

export async function countWeak(db: Transaction, asking: Asking, wanted: Wanted): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from (${scored(asking)}) as j where ${isWanted(wanted)}`.execute(db)
  return rows[0]!.count
}

/** One project's score and the rules it fails; null when it is not in scope. */
export async function judgeProject(
  db: Transaction,
  asking: Asking,
  projectId: number,
): Promise<{ score: string | null; asked: number; failed: number[] } | null> {
  const { rows } = await sql<{ score: string | null; asked: number; failed: number[] }>`
    select j.score::text as score, j.asked::int as asked, j.gaps || j.faults as failed from (${scored(asking, projectId)}) as j`.execute(
    db,
  )
  return rows[0] ?? null
}

/** How many projects a rule asks and how many fail it, with the first of these; exemptions are left aside. */
export async function tryRule(db: Transaction, scope: Scope, compiled: Compiled) {
  const { rows } = await sql<{ asked: number; failing: number; first: { id: number; name: string }[] }>`
    select count(*)::int as asked, count(*) filter (where j.fails)::int as failing,
      coalesce((array_agg(jsonb_build_object('id', j.id, 'name', j.name) order by j.id) filter (where j.fails))[1:8], '{}') as first
    from (select p.id, p.name, ${compiled.fails} as fails from project p
      where ${isAsked(scope)} and ${compiled.asks}) as j`.execute(db)
  return rows[0]!
}

/** Scores and findings of the projects asked; those of whom nothing is asked have none. */
function scored(asking: Asking, projectId?: number): RawBuilder<unknown> {
  const { rules } = asking
  const sum = (column: 'a' | 'f') =>
    rules.length === 0
      ? sql`0`
      : sql.join(
          rules.map(({ weight }, at) => sql`${sql.ref(`${column}${at}`)}::int * ${sql.lit(weight)}`),
          sql` + `,
        )
  const failed = (gaps: boolean) => {
    const those = rules.flatMap((rule, at) => (isGap(rule.rule) === gaps ? [{ id: rule.id, at }] : []))
    if (those.length === 0) return sql`array[]::int[]`
    const ids = those.map(({ id, at }) => sql`case when ${sql.ref(`f${at}`)} then ${sql.lit(id)} end`)
    return sql`array_remove(array[${sql.join(ids)}]::int[], null)`
  }
  return sql`select w.*, round((w.asked - w.lost) * 100.0 / nullif(w.asked, 0), 1) as score from (
    select j.id, j.name, j.county_id, j.responsible_org, j.stage, j.light, ${sum('a')} as asked, ${sum('f')} as lost,
      ${failed(true)} as gaps, ${failed(false)} as faults
    from (${judged(asking, projectId)}) as j) as w`
}

/** One row a project: what each rule asks (`a0` …) and whether it fails (`f0` …). `offset 0` keeps each rule from being computed thrice. */
function judged({ scope, among, rules, moment }: Asking, projectId?: number): RawBuilder<unknown> {
  const columns = rules.map(({ id, rule }, at) => {
    const { asks, fails } = compile(rule, moment)
    const exempt = sql`${sql.lit(id)} = any (e.rules)`
    return sql`, (${asks} and (e.rules is null or not ${exempt})) as ${sql.ref(`a${at}`)},
      (${asks} and (e.rules is null or not ${exempt}) and ${fails}) as ${sql.ref(`f${at}`)}`
  })
  const parts = [isAsked(scope)]
  if (projectId) parts.push(sql`p.id = ${projectId}`)
  if (among.org) parts.push(sql`p.org_path <@ (select o.path from organisation o where o.id = ${among.org})`)
  if (among.county) parts.push(sql`p.county_id = ${among.county}`)
  if (among.priority) parts.push(sql`p.is_priority = ${among.priority === 'true'}`)
  return sql`select p.id, p.name, p.county_id, p.responsible_org, p.stage, p.light${sql.join(columns, sql``)}
    from project p
    left join (select x.project_id, array_agg(x.rule_id) as rules from quality_exemption x
      where x.ended_at is null and (x.until is null or x.until >= ${moment.today}::date) group by x.project_id) as e on e.project_id = p.id
    where ${sql.join(parts, sql` and `)} offset 0`
}

/** Withdrawn projects are kept, and nobody mends them. */
function isAsked(scope: Scope): RawBuilder<unknown> {
  return sql`${inScope(scope, 'p')} and p.merged_into is null and p.stage is distinct from 'withdrawn'`
}

function isWanted({ rule, kind }: Wanted): RawBuilder<unknown> {
  if (rule) return sql`${rule} = any (j.gaps || j.faults)`
  if (kind) return kind === 'gap' ? sql`cardinality(j.gaps) > 0` : sql`cardinality(j.faults) > 0`
  return sql`j.score < 100`
}
