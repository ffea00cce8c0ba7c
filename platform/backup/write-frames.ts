import { createHash } from 'node:crypto'
import pg from 'pg'
import { to as copyTo } from 'pg-copy-streams'
import { readSequences, readStanding, type TableColumns } from './catalogue-store.ts'
import { type Header, ROWS_END } from './format.ts'

export type Progress = (table: string, rows: number) => void
export type Written = { tables: number; rows: number }

/**
 * The whole backup as bytes, uncompressed. `client` stands in a repeatable-read transaction: all tables show one moment. The counts
 * are put into `written` at the end. Sequences come after the tables: they know no moment, and a later value is never too small.
 */
export async function* writeFrames(
  client: pg.Client,
  {
    header,
    tables,
    written,
    progress,
  }: { header: Header; tables: TableColumns[]; written: Written; progress: Progress },
): AsyncGenerator<Buffer> {
  const all = createHash('sha256')
  const say = (value: unknown): Buffer => {
    const bytes = Buffer.from(`${JSON.stringify(value)}\n`)
    all.update(bytes)
    return bytes
  }
  yield say(header)
  for (const { table, columns } of tables) {
    yield say({ table, columns })
    const sum = { rows: 0, hash: createHash('sha256') }
    for await (const bytes of rowsOf(client, { table, columns })) {
      sum.hash.update(bytes)
      all.update(bytes)
      sum.rows += linesIn(bytes)
      progress(table, sum.rows)
      yield bytes
    }
    all.update(ROWS_END)
    yield Buffer.from(ROWS_END)
    yield say({ rows: sum.rows, sha256: sum.hash.digest('hex') })
    written.tables += 1
    written.rows += sum.rows
  }
  yield say({ sequences: await readSequences(client) })
  yield say(await readStanding(client))
  yield say({ end: true, ...written, sha256: all.copy().digest('hex') })
}

async function* rowsOf(client: pg.Client, { table, columns }: TableColumns): AsyncGenerator<Buffer> {
  const names = columns.map((column) => pg.escapeIdentifier(column)).join(', ')
  yield* client.query(copyTo(`copy ${pg.escapeIdentifier(table)} (${names}) to stdout`)) as AsyncIterable<Buffer>
}

/** Rows of COPY text: a line each, since a line break inside a value is written as \n. */
export function linesIn(bytes: Buffer): number {
  let count = 0
  for (let at = bytes.indexOf(10); at !== -1; at = bytes.indexOf(10, at + 1)) count += 1
  return count
}
