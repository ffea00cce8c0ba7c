import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { isDeepStrictEqual } from 'node:util'
import pg from 'pg'
import { from as copyFrom } from 'pg-copy-streams'
import { readStanding, readTables } from './catalogue-store.ts'
import { damaged, type Frame, type Sequence, type Standing } from './format.ts'
import { openTables, type Restraints, restrainTables } from './restraints-store.ts'
import type { Progress } from './write-frames.ts'

type Frames = AsyncGenerator<Frame, void, undefined>

/**
 * Loads a backup, from the frame after its header, into a database that has the shape it was written from; in one transaction, what
 * was in the tables before (a migration may have put it there) goes. Triggers are silent, foreign keys are checked once at the end.
 */
export async function loadRows(client: pg.Client, frames: Frames, progress: Progress): Promise<void> {
  await client.query(`set datestyle = 'ISO'; set timezone = 'UTC'; set client_encoding = 'UTF8'`)
  await client.query('begin')
  const expected = new Map((await readTables(client)).map(({ table, columns }) => [table, columns]))
  const restraints = await openTables(client)
  for (;;) {
    const { value: frame, done } = await frames.next()
    if (done) throw damaged('文件在中途中断')
    if (frame.kind === 'table') {
      if (!sameSet(expected.get(frame.table) ?? [], frame.columns)) throw damaged(`表 ${frame.table} 与数据库结构不符`)
      expected.delete(frame.table)
      await loadTable(client, frames, { ...frame, progress })
    }
    if (frame.kind === 'sequences') await setSequences(client, frame.sequences)
    if (frame.kind === 'record') await refuseOther(client, frame.record)
    if (frame.kind === 'end') break
  }
  const [absent] = expected.keys()
  if (absent) throw damaged(`缺少表 ${absent}`)
  await close(client, restraints)
}

async function close(client: pg.Client, restraints: Restraints): Promise<void> {
  try {
    await restrainTables(client, restraints)
  } catch (error) {
    if ((error as { code?: string }).code === '23503') throw damaged('数据之间的引用不完整')
    throw error
  }
  await client.query('commit')
}

async function loadTable(
  client: pg.Client,
  frames: Frames,
  { table, columns, progress }: { table: string; columns: string[]; progress: Progress },
): Promise<void> {
  const names = columns.map((column) => pg.escapeIdentifier(column)).join(', ')
  const copy = client.query(copyFrom(`copy ${pg.escapeIdentifier(table)} (${names}) from stdin`))
  const seen = { rows: 0 }
  await pipeline(Readable.from(rowsOf(frames, seen), { objectMode: false }), copy)
  if (copy.rowCount !== seen.rows) throw damaged(`表 ${table} 应有 ${seen.rows} 行，写入 ${copy.rowCount} 行`)
  progress(table, seen.rows)
}

async function* rowsOf(frames: Frames, seen: { rows: number }): AsyncGenerator<Buffer> {
  for (;;) {
    const { value: frame } = await frames.next()
    if (frame?.kind !== 'rows') {
      if (frame?.kind === 'tableEnd') seen.rows = frame.rows
      return
    }
    yield frame.bytes
  }
}

async function setSequences(client: pg.Client, sequences: Sequence[]): Promise<void> {
  for (const { table, column, value, called } of sequences) {
    await client.query('select setval(pg_get_serial_sequence(quote_ident($1), $2), $3::bigint, $4)', [
      table,
      column,
      value,
      called,
    ])
  }
}

/** The rows of the record say where it stands; the backup says it once more. */
async function refuseOther(client: pg.Client, record: Standing): Promise<void> {
  if (!isDeepStrictEqual(await readStanding(client), record)) throw damaged('操作记录的链尾不符')
}

function sameSet(some: string[], others: string[]): boolean {
  return some.length === others.length && new Set([...some, ...others]).size === some.length
}
