import { z } from 'zod'
import { invalid, type Problem } from '#kernel/problem.ts'

/**
 * The form of a backup, before compression: lines of JSON around the rows as PostgreSQL's COPY text writes them.
 *
 *     header
 *     { table, columns }        rows …        \.        { rows, sha256 }        once for each table
 *     { sequences }
 *     { chains, digest }                        where the record stood
 *     { end, tables, rows, sha256 }
 *
 * COPY text knows no processor, no byte order and no version: a backup is restored on another machine and by another PostgreSQL.
 * Each sha256 is of the rows before it, the last one of everything before it.
 */
export const headerShape = z.object({
  guatuBackup: z.literal(1),
  /** Version of the program that wrote it. */
  release: z.string(),
  /** Migrations the database had, with the digest of each file. */
  migrations: z.array(z.object({ number: z.int(), name: z.string(), sha256: z.string() })).min(1),
  /** The one moment the rows show. */
  at: z.iso.datetime(),
  region: z.string(),
  leftOut: z.array(z.string()),
  /** The key that seals secrets in the rows; only ever in an encrypted backup. */
  key: z.string().optional(),
})
const tableShape = z.object({ table: z.string(), columns: z.array(z.string()).min(1) })
const tableEndShape = z.object({ rows: z.int(), sha256: z.string() })
const sequencesShape = z.object({
  sequences: z.array(z.object({ table: z.string(), column: z.string(), value: z.string(), called: z.boolean() })),
})
const standingShape = z.object({
  chains: z.array(z.object({ name: z.string(), length: z.int(), head: z.string() })),
  /** The newest day's digest; null where none was made yet. */
  digest: z.object({ day: z.string(), hash: z.string() }).nullable(),
})
const endShape = z.object({ end: z.literal(true), tables: z.int(), rows: z.int(), sha256: z.string() })

export type Header = z.infer<typeof headerShape>
type TableLine = z.infer<typeof tableShape>
export type Sequence = z.infer<typeof sequencesShape>['sequences'][number]
export type Standing = z.infer<typeof standingShape>
export type End = z.infer<typeof endShape>

/** What stands between the header and the end, as it is read. `rows` come in pieces that need not end with a line. */
export type Frame =
  | { kind: 'header'; header: Header }
  | ({ kind: 'table' } & TableLine)
  | { kind: 'rows'; bytes: Buffer }
  | { kind: 'tableEnd'; table: string; rows: number }
  | { kind: 'sequences'; sequences: Sequence[] }
  | { kind: 'record'; record: Standing }
  | { kind: 'end'; tables: number; rows: number }

export const ROWS_END = '\\.\n'

/** A line of JSON that has to be a header, and so on; anything else means that the file is damaged. */
export const line = {
  header: (text: string) => {
    if (/^\{"guatuBackup":[2-9]/.test(text)) throw tooNew('')
    return asShape(headerShape, text)
  },
  tableEnd: (text: string) => asShape(tableEndShape, text),
  between: (text: string) => asShape(z.union([tableShape, sequencesShape]), text),
  record: (text: string) => asShape(standingShape, text),
  end: (text: string) => asShape(endShape, text),
}

function asShape<Shape extends z.ZodType>(shape: Shape, text: string): z.infer<Shape> {
  try {
    return shape.parse(JSON.parse(text))
  } catch {
    throw damaged('内容残缺')
  }
}

export function damaged(what: string): Problem {
  return invalid('backup_damaged', `备份文件已损坏或不完整（${what}），没有改动现有数据。请换用另一份备份。`)
}

export function tooNew(what: string): Problem {
  return invalid('backup_newer', `备份来自更新的程序版本${what}，当前程序不认识。请先升级程序，再恢复这份备份。`)
}
