import { sql } from 'kysely'
import type { WorkCalendar } from '#kernel/workday.ts'
import type { Transaction } from '#platform/database/pool.ts'
import type { Calendar, CalendarDay } from './contract.ts'
import type { SuppliedDay } from './supplied.ts'

export async function readCalendar(db: Transaction, year: number): Promise<Calendar> {
  const { rows: years } = await sql<{ year: number; source: string }>`
    select y.year, y.source from calendar_year y order by y.year`.execute(db)
  const { rows: days } = await sql<CalendarDay>`
    select d.date, d.kind, d.name, d.source, d.reason, a.display_name as "changedBy", d.changed_at as "changedAt"
    from calendar_day d left join account a on a.id = d.changed_by where d.year = ${year} order by d.date`.execute(db)
  const kept = years.find((one) => one.year === year)
  return {
    year,
    isKept: kept !== undefined,
    source: kept?.source ?? null,
    days,
    keptYears: years.map((one) => one.year),
  }
}

/** The calendar of all kept years that lie in `years`, for the pure functions of kernel/workday.ts. */
export async function readWorkCalendar(db: Transaction, years: readonly number[]): Promise<WorkCalendar> {
  const { rows: kept } = await sql<{ year: number }>`
    select y.year from calendar_year y where y.year = any (${years}::int[])`.execute(db)
  const { rows: days } = await sql<{ date: string; kind: 'holiday' | 'makeup' }>`
    select d.date, d.kind from calendar_day d where d.year = any (${years}::int[])`.execute(db)
  return {
    years: new Set(kept.map(({ year }) => year)),
    days: new Map(days.map(({ date, kind }) => [date, kind])),
  }
}

type Keeper = { by: number | null; at: Date }
type Arrangement = { year: number; source: string; days: readonly SuppliedDay[] }

/** Years nobody keeps yet; a year that stands is the office's own and stays. Answers the years that were added. */
export async function addYears(db: Transaction, years: readonly Arrangement[]): Promise<number[]> {
  const { rows } = await sql<{ year: number }>`
    insert into calendar_year (year, source)
    select g.year, g.source from jsonb_to_recordset(${JSON.stringify(years)}::jsonb) as g (year int, source text)
    on conflict (year) do nothing returning year`.execute(db)
  const added = rows.map(({ year }) => year)
  await insertDays(
    db,
    years
      .filter(({ year }) => added.includes(year))
      .flatMap(({ source, days }) => days.map((day) => ({ ...day, source }))),
    { by: null, at: null, reason: null },
  )
  return added
}

/** Replaces a year's arrangement as a whole. */
export async function replaceYear(
  db: Transaction,
  { year, source, days }: Arrangement,
  { by, at, reason }: Keeper & { reason: string | null },
): Promise<void> {
  await sql`insert into calendar_year (year, source, kept_by, kept_at) values (${year}, ${source}, ${by}, ${at.toISOString()})
    on conflict (year) do update set source = excluded.source, kept_by = excluded.kept_by, kept_at = excluded.kept_at`.execute(
    db,
  )
  await sql`delete from calendar_day where year = ${year}`.execute(db)
  await insertDays(
    db,
    days.map((day) => ({ ...day, source })),
    { by, at, reason },
  )
}

type DayRow = SuppliedDay & { source: string }
type Change = { by: number | null; at: Date | null; reason: string | null }

async function insertDays(db: Transaction, days: readonly DayRow[], { by, at, reason }: Change): Promise<void> {
  if (days.length === 0) return
  await sql`insert into calendar_day (date, kind, name, source, reason, changed_by, changed_at)
    select g.date, g.kind, g.name, g.source, ${reason}, ${by}, coalesce(${at?.toISOString() ?? null}::timestamptz, now())
    from jsonb_to_recordset(${JSON.stringify(days)}::jsonb) as g (date date, kind text, name text, source text)`.execute(
    db,
  )
}

/** Two people changing one day follow each other; null while it is an ordinary one. */
export async function lockDay(
  db: Transaction,
  date: string,
): Promise<Pick<CalendarDay, 'kind' | 'name' | 'source'> | null> {
  await sql`select y.year from calendar_year y where y.year = ${Number(date.slice(0, 4))} for update`.execute(db)
  const { rows } = await sql<Pick<CalendarDay, 'kind' | 'name' | 'source'>>`
    select d.kind, d.name, d.source from calendar_day d where d.date = ${date}`.execute(db)
  return rows[0] ?? null
}

export async function isYearKept(db: Transaction, year: number): Promise<boolean> {
  const { rows } = await sql`select y.year from calendar_year y where y.year = ${year}`.execute(db)
  return rows.length > 0
}

export async function clearDay(db: Transaction, date: string): Promise<void> {
  await sql`delete from calendar_day where date = ${date}`.execute(db)
}

export async function setDay(db: Transaction, day: DayRow & { reason: string }, { by, at }: Keeper): Promise<void> {
  await sql`insert into calendar_day (date, kind, name, source, reason, changed_by, changed_at)
    values (${day.date}, ${day.kind}, ${day.name}, ${day.source}, ${day.reason}, ${by}, ${at.toISOString()})
    on conflict (date) do update set kind = excluded.kind, name = excluded.name, source = excluded.source, reason = excluded.reason,
      changed_by = excluded.changed_by, changed_at = excluded.changed_at`.execute(db)
}
