import { sql } from 'kysely'
import type { Transaction } from '#platform/database/pool.ts'
import { fieldsOf } from '../checks.ts'
import type { QualityRule } from '../contract.ts'
import { shownValue } from './compile.ts'
import type { Rule } from './standings.ts'

const RULE = sql`r.id, r.name, r.rule, r.weight, r.is_active as "isActive", r.source, r.version, who.display_name as "changedBy",
  r.changed_at as "changedAt"`
const FROM = sql`from quality_rule r left join account who on who.id = r.changed_by`

/** Those in force first, heavier ones before lighter. */
export async function listRules(db: Transaction): Promise<QualityRule[]> {
  const { rows } =
    await sql<QualityRule>`select ${RULE} ${FROM} order by r.is_active desc, r.weight desc, r.id`.execute(db)
  return rows
}

export async function findRule(db: Transaction, id: number): Promise<QualityRule | null> {
  const { rows } = await sql<QualityRule>`select ${RULE} ${FROM} where r.id = ${id}`.execute(db)
  return rows[0] ?? null
}

/** Whoever changes it waits for whoever does so now. */
export async function lockRule(db: Transaction, id: number): Promise<void> {
  await sql`select r.id from quality_rule r where r.id = ${id} for update`.execute(db)
}

export type RuleGiven = Pick<QualityRule, 'name' | 'rule' | 'weight' | 'isActive' | 'source'>
export type Author = { by: number; at: Date }

export async function insertRule(db: Transaction, given: RuleGiven, { by, at }: Author): Promise<number> {
  const { rows } = await sql<{ id: number }>`
    insert into quality_rule (name, rule, weight, is_active, source, changed_by, changed_at)
    values (${given.name}, ${JSON.stringify(given.rule)}::jsonb, ${given.weight}, ${given.isActive}, ${given.source}, ${by}, ${at.toISOString()})
    returning id`.execute(db)
  return rows[0]!.id
}

export async function updateRule(db: Transaction, id: number, given: RuleGiven, { by, at }: Author): Promise<void> {
  await sql`
    update quality_rule set name = ${given.name}, rule = ${JSON.stringify(given.rule)}::jsonb, weight = ${given.weight},
      is_active = ${given.isActive}, source = ${given.source}, version = version + 1, changed_by = ${by}, changed_at = ${at.toISOString()}
    where id = ${id}`.execute(db)
}

/** The values that explain each of the rules on one project: rule id → field → text. */
export async function readValues(
  db: Transaction,
  projectId: number,
  rules: readonly Rule[],
): Promise<Map<number, { field: string; value: string | null }[]>> {
  const fields = [...new Set(rules.flatMap(({ rule }) => fieldsOf(rule)))]
  if (fields.length === 0) return new Map()
  const pairs = fields.map((field) => sql`${sql.lit(field)}::text, ${shownValue(field)}`)
  const { rows } = await sql<{ values: Record<string, string | null> }>`
    select jsonb_build_object(${sql.join(pairs)}) as values from project p where p.id = ${projectId}`.execute(db)
  const values = rows[0]?.values ?? {}
  return new Map(
    rules.map(({ id, rule }) => [id, fieldsOf(rule).map((field) => ({ field, value: values[field] ?? null }))]),
  )
}
