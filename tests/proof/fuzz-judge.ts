import { sql } from 'kysely'
import { type Database, openKysely, openPool } from '#platform/database/pool.ts'

/** How long a request may take before it counts as hanging, in milliseconds. */
export const PATIENCE = 10_000

export type Heard = { status: number; text: string; milliseconds: number }

/** What no refusal may show: a stack, a path of ours, words of the database. */
const LEAKS: RegExp[] = [
  /\n\s+at .+:\d+/,
  /node_modules|file:\/\/\/|\.[cm]?[jt]s:\d+/,
  /\b(select|insert into|update|delete from)\b[^"]{0,200}\b(from|values|set|where)\b/i,
  /violates|relation "|column "|constraint "|syntax error at|invalid input syntax|permission denied for|duplicate key/i,
  /\bguatu_(app|all|scoped|doorway|public)\b|pg_catalog|current_setting/,
  /TypeError|ReferenceError|RangeError|SyntaxError|ZodError|Cannot read prop|is not a function/,
]

/** What is wrong with an answer, in words; empty when nothing is. `said` is what the client sent: its own words are no leak. */
export function faultsOf({ status, text, milliseconds }: Heard, said: string): string[] {
  const faults: string[] = []
  if (status >= 500) faults.push(`answered ${status}: ${text.slice(0, 300)}`)
  if (milliseconds > PATIENCE) faults.push(`took ${Math.round(milliseconds)} ms`)
  if (status < 400) return faults
  const leak = LEAKS.map((one) => one.exec(text)?.[0]).find((found) => found && !said.includes(found))
  if (leak) faults.push(`shows what is inside: ${leak.slice(0, 200)}`)
  if (text !== '' && !isProblem(text)) faults.push(`no sentence in ${text.slice(0, 200)}`)
  return faults
}

/** A refusal is a stable code and a sentence that ends. */
function isProblem(text: string): boolean {
  try {
    const { code, message } = JSON.parse(text)
    return /^[a-z_]+$/.test(code) && /[\u4e00-\u9fff].*。/s.test(message)
  } catch {
    return false
  }
}

/** Everything that stands in a database at a moment: each table's rows by where they stand and which transaction put them there. */
export type Standing = { moment: string; tables: Record<string, string> }

/** Watches a database as its owner: what was written between two looks. */
export async function openWatch(ownerUrl: string) {
  const owner: Database = openKysely(openPool(ownerUrl, { max: 1, name: 'proof', onError: () => undefined }))
  // parallel workers would take ten times as long to start as these small tables take to read
  await sql`set max_parallel_workers_per_gather = 0`.execute(owner)
  const { rows } = await sql<{ name: string }>`select c.relname as name from pg_class c
    where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' order by 1`.execute(owner)
  const marks = rows.map(
    ({ name }) => sql`select ${name}::text as name,
      count(*) || ':' || coalesce(sum(hashtext(t.ctid::text || '/' || t.xmin::text)), 0) as mark from ${sql.table(name)} t`,
  )
  const all = sql.join(marks, sql` union all `)
  return {
    owner,
    /** Without a new number of a transaction nothing was written, anywhere in the cluster: that is asked first, since it is cheap. */
    look: async (before?: Standing): Promise<Standing> => {
      const now = await sql<{ moment: string }>`select pg_snapshot_xmax(pg_current_snapshot())::text as moment`.execute(
        owner,
      )
      const { moment } = now.rows[0]!
      if (before?.moment === moment) return before
      const found = await sql<{ name: string; mark: string }>`${all}`.execute(owner)
      return { moment, tables: Object.fromEntries(found.rows.map(({ name, mark }) => [name, mark])) }
    },
    close: async () => await owner.destroy(),
  }
}

/** The tables that differ. */
export function writtenBetween(before: Standing, after: Standing): string[] {
  return Object.keys(after.tables).filter((table) => before.tables[table] !== after.tables[table])
}
