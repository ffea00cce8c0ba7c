import { join } from 'node:path'
import { readMigrations } from '#platform/backup/catalogue-store.ts'
import { readKeyText } from '#platform/backup/installation-key.ts'
import { type Backup, makeBackup } from '#platform/backup/make-backup.ts'
import { recordAsOwner, refuseUnknown } from '#platform/backup/record-entry.ts'
import { openSite, type Site } from '#platform/backup/site.ts'
import { migrationFiles } from '#platform/postgres/migrate.ts'
import { asOwner } from '#platform/postgres/owner.ts'
import { VERSION } from '../product.ts'
import { chosenLock } from './backup-keys.ts'
import type { Command, Outcome } from './command.ts'
import { type Invocation, textFlag, Usage } from './invocation.ts'
import { progressLines } from './progress.ts'

export const backupCommand: Command = {
  usage: 'backup [--out 位置] [--encrypt | --passphrase-file 文件 | --recipient age1…]',
  about: '在线备份全部数据（可加密），服务不用停',
  options: {
    out: { type: 'string' },
    encrypt: { type: 'boolean' },
    'passphrase-file': { type: 'string' },
    recipient: { type: 'string', multiple: true },
  },
  alone: async (invocation) => {
    if (textFlag(invocation, 'out') === '-' && invocation.flags.json) {
      throw new Usage('--out - 已把备份写到标准输出，不能同时用 --json。')
    }
    const lock = await chosenLock(invocation)
    const site = await openSite(process.env, (line) => process.stderr.write(`${line}\n`))
    const interrupt = new AbortController()
    const onSignal = () => interrupt.abort()
    process.once('SIGINT', onSignal).once('SIGTERM', onSignal)
    try {
      const progress = progressLines('正在备份')
      await refuseUnknown(site.ownerUrl, actorOf(invocation))
      const key = readKeyText(process.env, site.dataDir)
      const options = {
        ownerUrl: site.ownerUrl,
        release: VERSION,
        out: textFlag(invocation, 'out'),
        lock,
        key,
        progress,
      }
      const fallback = join(site.dataDir, 'backups')
      const backup = await makeBackup({ ...options, fallback, signal: interrupt.signal })
      return outcomeOf(backup, await recordIt(site, backup, invocation))
    } finally {
      process.off('SIGINT', onSignal).off('SIGTERM', onSignal)
      await site.close()
    }
  },
}

/** Not in a database that an upgrade still waits for: its record may have another shape than this program writes. */
async function recordIt(site: Site, backup: Backup, invocation: Invocation): Promise<boolean> {
  const applied = (await asOwner(site.ownerUrl, readMigrations)) ?? []
  if (applied.length !== migrationFiles().length) return false
  const { takenAt, bytes, tables, rows, sha256, encrypted } = backup
  const after = { takenAt, bytes, tables, rows, sha256, encrypted }
  await recordAsOwner(site.ownerUrl, { action: 'backup.made', after, actor: actorOf(invocation) })
  return true
}

function actorOf(invocation: Invocation): string {
  return textFlag(invocation, 'as') ?? 'console'
}

function outcomeOf(backup: Backup, recorded: boolean): Outcome {
  const { file, bytes, tables, rows, sha256, encrypted, holdsKey } = backup
  const lines = [
    `备份完成：${file === '-' ? '已写到标准输出' : file}`,
    `  ${tables} 张表，${rows} 行，${sizeText(bytes)}，${encrypted ? '已加密' : '未加密'}`,
    `  sha256 ${sha256}`,
    keySentence(encrypted, holdsKey),
    ...(recorded ? [] : ['数据库尚未升级到当前程序，这次备份没有记入操作记录。']),
    '请把备份复制到另一台机器或另一块磁盘，并定期做恢复演练。',
  ]
  if (file === '-') {
    process.stderr.write(`${lines.join('\n')}\n`)
    return { json: null, lines: [] }
  }
  const { orgPath: _, ...json } = backup
  return { json: { ...json, recorded }, lines }
}

function keySentence(encrypted: boolean, holdsKey: boolean): string {
  if (holdsKey) return '备份中含系统密钥；请把备份的口令或私钥与备份分开保管。'
  if (encrypted) return '备份中不含系统密钥（本机没有密钥文件，也没有设置 GUATU_KEY）。'
  return '备份未加密，不含系统密钥：请限制读取权限，并把密钥文件 guatu.key 另行保管，否则恢复后动态口令等须重新设置。'
}

export function sizeText(bytes: number): string {
  if (bytes < 1024 ** 2) return `${Math.ceil(bytes / 1024)} KB`
  if (bytes < 1024 ** 3) return `${(bytes / 1024 ** 2).toFixed(1)} MB`
  return `${(bytes / 1024 ** 3).toFixed(1)} GB`
}
