import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type pg from 'pg'
import { asOwner } from './owner.ts'
import { reasonOf, StartError } from './start-error.ts'

const MIGRATIONS = resolve(import.meta.dirname, '../../database/migrations')

/** One migration at a time per database, also between two servers starting at the same moment. */
const MIGRATING = 1735746934

export interface Migration {
  number: number
  name: string
  sha256: string
  sql: string
}

/**
 * Brings the database of `ownerUrl` to the shape this code needs: the files NNNN_name.sql of `directory`, in order,
 * each once and in a transaction of its own. Answers the names applied now. Refuses (StartError) when a file that
 * was applied has changed since, or when the database is ahead of the code. With `until` it stops after that number: a
 * restored backup is loaded into the shape it was written from.
 */
export async function migrate(ownerUrl: string, directory = MIGRATIONS, until = 9999): Promise<string[]> {
  const files = migrationFiles(directory).filter((file) => file.number <= until)
  return asOwner(ownerUrl, async (owner) => {
    await owner.query('select pg_advisory_lock($1)', [MIGRATING])
    await owner.query(
      `create table if not exists guatu_migration (
        number integer primary key,
        name text not null,
        sha256 text not null,
        applied_at timestamptz not null default now()
      )`,
    )
    const { rows: applied } = await owner.query<Omit<Migration, 'sql'>>(
      'select m.number, m.name, m.sha256 from guatu_migration m order by m.number',
    )
    const pending = pendingOf(files, applied)
    for (const file of pending) await apply(owner, file)
    return pending.map((file) => file.name)
  })
}

/** The migrations this code knows, by number. */
export function migrationFiles(directory = MIGRATIONS): Migration[] {
  const names = readdirSync(directory).filter((name) => name.endsWith('.sql'))
  const files = names.sort().map((name) => readMigration(directory, name))
  const twice = files.find((file, at) => files[at + 1]?.number === file.number)
  if (twice) throw new StartError(`database/migrations 里编号 ${number4(twice.number)} 出现了两次，请改用新的编号。`)
  return files
}

function readMigration(directory: string, name: string): Migration {
  const number = /^(\d{4})_[a-z0-9_]+\.sql$/.exec(name)?.[1]
  if (!number) throw new StartError(`迁移文件 ${name} 的名称应为 NNNN_name.sql（四位编号、小写英文）。`)
  // A checkout on Windows may end lines with CR LF; the file is the same one.
  const sql = readFileSync(join(directory, name), 'utf8').replaceAll('\r\n', '\n')
  return { number: Number(number), name, sha256: createHash('sha256').update(sql).digest('hex'), sql }
}

function pendingOf(files: Migration[], applied: Omit<Migration, 'sql'>[]): Migration[] {
  const known = new Map(files.map((file) => [file.number, file]))
  for (const done of applied) {
    const file = known.get(done.number)
    if (!file) throw new StartError(newerDatabase(done.name))
    if (file.sha256 !== done.sha256) throw new StartError(changedFile(file.name))
  }
  const last = applied.at(-1)?.number ?? 0
  const done = new Set(applied.map((row) => row.number))
  const pending = files.filter((file) => !done.has(file.number))
  const late = pending.find((file) => file.number < last)
  if (late)
    throw new StartError(
      `迁移文件 ${late.name} 的编号小于已经执行过的 ${number4(last)}。迁移只能在最后追加，请改用新的编号。`,
    )
  return pending
}

async function apply(owner: pg.Client, file: Migration): Promise<void> {
  try {
    await owner.query('begin')
    await owner.query(file.sql)
    await owner.query('insert into guatu_migration (number, name, sha256) values ($1, $2, $3)', [
      file.number,
      file.name,
      file.sha256,
    ])
    await owner.query('commit')
  } catch (error) {
    await owner.query('rollback').catch(() => {})
    throw new StartError(
      `数据库结构升级在 ${file.name}${lineOf(file.sql, error)} 处失败，已退回该步之前：${reasonOf(error)}。` +
        '数据没有改动；请把这段话发给维护人员。',
      { cause: error },
    )
  }
}

function lineOf(sql: string, error: unknown): string {
  const position = Number((error as { position?: string }).position)
  return position ? `（第 ${sql.slice(0, position).split('\n').length} 行）` : ''
}

function newerDatabase(name: string): string {
  return `数据库由更新的版本升级过（${name}），当前程序不认识。请换用同样新或更新的程序版本；不要用旧程序打开新数据。`
}

function changedFile(name: string): string {
  return (
    `迁移文件 ${name} 在执行之后被改动过。已执行的迁移不能修改，请恢复原文件，用新编号的文件做后续改动。` +
    '（开发者的试验数据可以删除数据目录后重来。）'
  )
}

function number4(number: number): string {
  return String(number).padStart(4, '0')
}
