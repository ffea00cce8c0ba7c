import { Kysely, type Transaction as KyselyTransaction, PostgresDialect, sql } from 'kysely'
import pg from 'pg'
import { PreparingClient } from './preparing-client.ts'
import type { DB } from './tables.generated.ts'

export type Database = Kysely<DB>
export type Transaction = KyselyTransaction<DB>

const DATE = 1082
const TIMESTAMPTZ = 1184
const INT8 = 20
const NUMERIC = 1700

/**
 * A pool on the given address. Values arrive as the rest of the house speaks: dates and instants as ISO text, counts as numbers,
 * `numeric` as exact decimal text without trailing zeros. `onError` hears of connections that broke, idle or lent out; without a listener Node ends the process.
 */
export function openPool(
  url: string,
  options: { max: number; name: string; onError: (error: Error) => void },
): pg.Pool {
  const pool = new pg.Pool({
    Client: PreparingClient,
    connectionString: url,
    max: options.max,
    application_name: options.name,
    idleTimeoutMillis: 30_000,
    connectionTimeoutMillis: 10_000,
    types: { getTypeParser: typeParser as typeof pg.types.getTypeParser },
  })
  pool.on('error', options.onError)
  // the pool listens to idle connections only; one in the middle of a transaction may be waiting for a reader when the server restarts
  pool.on('connect', (client) => client.on('error', options.onError))
  return pool
}

export function openKysely(pool: pg.Pool): Database {
  return new Kysely<DB>({ dialect: new PostgresDialect({ pool }) })
}

/** Throws unless the database answers. */
export async function ping(db: Database): Promise<void> {
  await sql`select 1`.execute(db)
}

/** The parsers above, for a `pg.Client` opened outside a pool. */
export function typeParser(type: number, format: 'text' | 'binary' = 'text'): (value: string) => unknown {
  if (format === 'text' && type === DATE) return (value) => value
  if (format === 'text' && type === TIMESTAMPTZ) return (value) => new Date(value).toISOString()
  if (format === 'text' && type === INT8) return Number
  if (format === 'text' && type === NUMERIC)
    return (value) => (value.includes('.') ? value.replace(/\.?0+$/, '') : value)
  return pg.types.getTypeParser(type, format) as (value: string) => unknown
}
