import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { migrationFiles } from '../postgres/migrate.ts'
import { type Header, tooNew } from './format.ts'
import { type Keys, throughFile } from './sealing.ts'
import type { Progress } from './write-frames.ts'

/** What a file holds that was read from its first to its last byte and found whole. */
export type Inspected = { header: Header; tables: number; rows: number; sha256: string }

/** Reads the whole backup without touching any database. Refuses (Problem) what is damaged, locked or newer than this program. */
export async function inspectBackup(path: string, keys: Keys | null, progress: Progress): Promise<Inspected> {
  const found = await throughFile(path, keys, async (frames) => {
    const seen: Partial<Inspected> = {}
    let table = ''
    for await (const frame of frames) {
      if (frame.kind === 'header') seen.header = known(frame.header)
      if (frame.kind === 'table') table = frame.table
      if (frame.kind === 'tableEnd') progress(table, frame.rows)
      if (frame.kind === 'end') Object.assign(seen, { tables: frame.tables, rows: frame.rows })
    }
    return seen as Omit<Inspected, 'sha256'>
  })
  return { ...found, sha256: await fileDigest(path) }
}

/** The header, if this program knows every migration the rows went through. */
function known(header: Header): Header {
  const files = new Map(migrationFiles().map((file) => [file.number, file]))
  const unknown = header.migrations.find(({ number, sha256 }) => files.get(number)?.sha256 !== sha256)
  if (unknown) throw tooNew(`（版本 ${header.release}，含 ${unknown.name}）`)
  return header
}

async function fileDigest(path: string): Promise<string> {
  const hash = createHash('sha256')
  for await (const bytes of createReadStream(path)) hash.update(bytes as Buffer)
  return hash.digest('hex')
}
