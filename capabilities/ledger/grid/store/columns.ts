import { type RawBuilder, sql } from 'kysely'
import { COLUMN_OF } from '../../fields.ts'
import { TERMS_TEXT } from '../../store/terms.ts'
import { GRID_FIELDS, type GridField, type GridFieldName, OWN_FIELD } from '../fields.ts'

/** Columns of `project` beside those of the form. */
const STANDING_COLUMNS: Partial<Record<GridFieldName, string>> = {
  county: 'county_id',
  org: 'org_id',
  park: 'park_id',
  light: 'light',
  annualPlan: 'annual_plan',
  completedCurrent: 'completed_current',
  completedYtd: 'completed_ytd',
  completionRate: 'completion_rate',
  pace: 'pace',
  completedSinceStart: 'completed_since_start',
  standingMonth: 'standing_month',
  updatedAt: 'updated_at',
}

/**
 * Figures of the region's year: a project that still stands in an earlier one has none of it, as in the headline and the roll-ups, so that
 * the cells of a column, its sum and the figure above the grid are one.
 */
const OF_THE_YEAR: ReadonlySet<string> = new Set([
  'annualPlan',
  'completedCurrent',
  'completedYtd',
  'completionRate',
  'pace',
])

export function fieldOf(name: string): GridField | null {
  return Object.hasOwn(GRID_FIELDS, name) ? GRID_FIELDS[name as GridFieldName] : null
}

/** The number of an own column, `own.12` → 12; null for the ledger's own fields. */
export function ownId(name: string): number | null {
  const match = OWN_FIELD.exec(name)
  return match ? Number(match[1]) : null
}

/** The column of `project p` that a field is kept in; terms are kept beside it. */
export function columnOf(name: string): RawBuilder<unknown> {
  if (name === 'terms') return TERMS_TEXT
  const column = STANDING_COLUMNS[name as GridFieldName] ?? COLUMN_OF[name as keyof typeof COLUMN_OF]
  if (!OF_THE_YEAR.has(name)) return sql.ref(`p.${column}`)
  return sql`(case when left(p.standing_month, 4) = (select left(r.as_of_month, 4) from region r) then ${sql.ref(`p.${column}`)} end)`
}

/**
 * What stands in an own column of `project p`; null where it is empty, dropped, or of an organisation the project does not lie below.
 * The two subqueries are asked once for the statement, not for each row.
 */
export function ownValue(id: number): RawBuilder<unknown> {
  return sql`(case when p.org_path <@ (select c.org_path from own_column c where c.id = ${id} and c.dropped_at is null)
    then nullif(p.extra ->> (select c.heading from own_column c where c.id = ${id} and c.dropped_at is null), '') end)`
}

/** Whether an own column's values are compared as numbers. */
export function ownIsNumber(id: number): RawBuilder<unknown> {
  return sql`(select c.kind in ('amount', 'number') from own_column c where c.id = ${id})`
}

/** A cell as text, as the contract says: codes, `true`, amounts without trailing zeros, `12|云川市`; null where empty. */
export function cellOf(name: string): RawBuilder<unknown> {
  const own = ownId(name)
  if (own !== null) {
    // yes and no are kept in words, as workbooks have them
    return sql`(case when (select c.kind = 'yesNo' from own_column c where c.id = ${own})
      then case ${ownValue(own)} when '是' then 'true' when '否' then 'false' else ${ownValue(own)} end else ${ownValue(own)} end)`
  }
  const column = columnOf(name)
  switch (fieldOf(name)?.kind) {
    case 'amount':
    case 'percent':
      return sql`trim_scale(${column})::text`
    case 'organisation':
      return sql`(select o.id || '|' || o.name from organisation o where o.id = ${column})`
    case 'instant':
      return sql`to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`
    case 'yesNo':
    case 'choice':
      return sql`${column}::text`
    default:
      return column
  }
}

/** A text as `foldName` folds it, in SQL. */
export function folded(text: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`translate(lower(normalize(${text}, NFKC)), E' \t\n\r\u200b\u200c\u200d\u2060\ufeff', '')`
}
