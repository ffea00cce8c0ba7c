import { createHash } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGzip } from 'node:zlib'
import type pg from 'pg'
import { conflict } from '#kernel/problem.ts'
import { asOwner } from '../postgres/owner.ts'
import { readMigrations, readRegion, readTables } from './catalogue-store.ts'
import type { Header } from './format.ts'
import { LEFT_OUT } from './left-out.ts'
import { type Lock, sealStep } from './sealing.ts'
import { backupName, type Target, targetFile } from './target-file.ts'
import { type Progress, type Written, writeFrames } from './write-frames.ts'

export type BackupOptions = {
  ownerUrl: string
  release: string
  /** A folder or a file; `-` is the standard output. */
  out?: string | undefined
  /** The folder that is used, and made, when `out` is not given. */
  fallback: string
  lock: Lock | null
  /** The key that seals secrets; goes only into an encrypted backup. */
  key?: string | undefined
  progress: Progress
  signal?: AbortSignal | undefined
}
export type Backup = {
  /** Absolute path; `-` for the standard output. */
  file: string
  takenAt: string
  orgPath: string
  migrations: string[]
  bytes: number
  tables: number
  rows: number
  /** Of the file, as `sha256sum` prints it. */
  sha256: string
  encrypted: boolean
  holdsKey: boolean
}

/**
 * Writes a backup while the server goes on working: one repeatable-read transaction sees one moment of every table. Refuses (Problem)
 * when nothing was set up yet or the file exists; what was begun is removed when it fails or is interrupted.
 */
export async function makeBackup(options: BackupOptions): Promise<Backup> {
  return await asOwner(options.ownerUrl, async (client) => {
    await client.query(`set datestyle = 'ISO'; set timezone = 'UTC'; set bytea_output = 'hex'; set row_security = off`)
    await client.query('begin isolation level repeatable read, read only')
    await cancelOn(options.signal, client, options.ownerUrl)
    const { header, orgPath } = await readHeader(client, options)
    const encrypted = options.lock !== null
    const name = backupName(header.region, new Date(header.at), encrypted)
    const target = options.out === '-' ? null : await targetFile(options.out, { fallback: options.fallback, name })
    const written = await writeTo(target, client, { ...options, header })
    return {
      file: target?.path ?? '-',
      takenAt: header.at,
      orgPath,
      migrations: header.migrations.map(({ name: file }) => file),
      ...written,
      encrypted,
      holdsKey: header.key !== undefined,
    }
  })
}

/** A statement that waits for a lock hears nothing of our end: it is cancelled from beside. */
async function cancelOn(signal: AbortSignal | undefined, client: pg.Client, ownerUrl: string): Promise<void> {
  const { rows } = await client.query<{ pid: number }>('select pg_backend_pid() as pid')
  const cancel = async () => {
    await asOwner(ownerUrl, async (other) => await other.query('select pg_cancel_backend($1)', [rows[0]!.pid]))
  }
  signal?.addEventListener('abort', () => void cancel().catch(() => undefined), { once: true })
}

async function readHeader(
  client: pg.Client,
  { release, lock, key }: BackupOptions,
): Promise<{ header: Header; orgPath: string }> {
  const migrations = await readMigrations(client)
  const region = migrations ? await readRegion(client) : null
  if (!migrations || !region) {
    throw conflict('nothing_to_back_up', '数据库里还没有单位和数据，没有可备份的内容。请先完成初始化。')
  }
  const { rows } = await client.query<{ at: Date }>('select now() as at')
  const header: Header = {
    guatuBackup: 1,
    release,
    migrations,
    at: rows[0]!.at.toISOString(),
    region: region.name,
    leftOut: Object.keys(LEFT_OUT),
    ...(lock && key ? { key } : {}),
  }
  return { header, orgPath: region.orgPath }
}

async function writeTo(target: Target | null, client: pg.Client, options: BackupOptions & { header: Header }) {
  const written: Written = { tables: 0, rows: 0 }
  const meter = { bytes: 0, hash: createHash('sha256') }
  const frames = writeFrames(client, { ...options, tables: await readTables(client), written })
  const steps = [
    Readable.from(frames, { objectMode: false }),
    createGzip(),
    ...(options.lock ? [sealStep(options.lock)] : []),
    metered(meter),
    target ? createWriteStream(target.growing, { flags: 'wx', mode: 0o600 }) : process.stdout,
  ]
  try {
    await pipeline(steps as unknown as [Readable, NodeJS.WritableStream], {
      end: target !== null,
      ...(options.signal ? { signal: options.signal } : {}),
    })
    await target?.finish()
  } catch (error) {
    target?.abandon()
    if (options.signal?.aborted) throw conflict('interrupted', '备份被中断，已删除写了一半的文件。需要时请重新备份。')
    throw writingProblem(error as Error & { code?: string }, target)
  }
  return { bytes: meter.bytes, ...written, sha256: meter.hash.digest('hex') }
}

function metered(meter: { bytes: number; hash: ReturnType<typeof createHash> }) {
  return async function* (source: AsyncIterable<Uint8Array>) {
    for await (const bytes of source) {
      meter.bytes += bytes.length
      meter.hash.update(bytes)
      yield bytes
    }
  }
}

function writingProblem(error: Error & { code?: string }, target: Target | null): Error {
  const { code } = error
  if (code === 'ENOSPC' || code === 'EDQUOT' || code === 'EFBIG') {
    return conflict(
      'disk_full',
      `磁盘空间不足，备份没有完成，已删除写了一半的文件。请清理磁盘，或用 --out 换一个位置。`,
    )
  }
  if (code === 'EPIPE' || (!target && code === 'ERR_STREAM_PREMATURE_CLOSE')) {
    return conflict('reader_gone', '接收备份的程序提前退出，备份没有完成。请检查管道后面的命令，再备份一次。')
  }
  if (/Connection terminated/.test(error.message) || code?.startsWith('57P')) {
    return conflict(
      'database_away',
      '与数据库的连接在备份中途断开，备份没有完成，已删除写了一半的文件。请在数据库恢复后重新备份。',
    )
  }
  return error
}
