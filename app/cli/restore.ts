import { existsSync } from 'node:fs'
import { invalid } from '#kernel/problem.ts'
import { type KeyPlaced, keyIdOf, placeKey, readKeyText } from '#platform/backup/installation-key.ts'
import { type Restored, restoreBackup } from '#platform/backup/restore-backup.ts'
import { isSealed } from '#platform/backup/sealing.ts'
import { openSite, type Site } from '#platform/backup/site.ts'
import { discardKept, undoRestore } from '#platform/backup/undo-restore.ts'
import { keyIdsInUse } from '#platform/secrets/sealed-store.ts'
import { sizeText } from './backup.ts'
import { chosenKeys } from './backup-keys.ts'
import type { Command, Outcome } from './command.ts'
import { type Invocation, textFlag, Usage } from './invocation.ts'
import { progressLines } from './progress.ts'

export const restoreCommand: Command = {
  usage: 'restore 备份文件 [--replace] [--passphrase-file 文件 | --identity-file 文件]',
  about: '停服务后用备份恢复，原有数据库改名保留；换回用 restore --undo，删除保留的用 restore --discard-kept',
  words: 1,
  options: {
    replace: { type: 'boolean' },
    'passphrase-file': { type: 'string' },
    'identity-file': { type: 'string' },
    'accept-broken-record': { type: 'boolean' },
    undo: { type: 'boolean' },
    'discard-kept': { type: 'boolean' },
  },
  alone: async (invocation) => {
    const [file] = invocation.words
    const { undo, 'discard-kept': discard } = invocation.flags
    if ([file, undo, discard].filter(Boolean).length !== 1)
      throw new Usage('请写明备份文件，或只用 --undo、--discard-kept 之一。')
    const work = file ? await restoring(file, invocation) : undo ? undoing(invocation) : discarding(invocation)
    const site = await openSite(process.env, (line) => process.stderr.write(`${line}\n`))
    try {
      return await work(site)
    } finally {
      await site.close()
    }
  },
}

type Work = (site: Site) => Promise<Outcome>

/** Keys are asked for before a database is started. */
async function restoring(file: string, invocation: Invocation): Promise<Work> {
  if (!existsSync(file)) throw invalid('file_missing', `没有这个文件：${file}。请核对路径。`)
  const keys = (await isSealed(file)) ? await chosenKeys(invocation) : null
  const { replace, 'accept-broken-record': acceptBroken } = invocation.flags
  const options = {
    file,
    keys,
    replace: replace === true,
    acceptBrokenRecord: acceptBroken === true,
    actor: actorOf(invocation),
  }
  return async (site) => {
    const restored = await restoreBackup(site, { ...options, progress: progressLines('正在恢复') })
    const placed = placeKey(process.env, site.dataDir, restored.inspected.header.key)
    const missing = await lockedOut(site)
    const { json, lines } = told(site, restored)
    return { json: { ...json, key: { ...placed, missing } }, lines: [...lines, ...keySentences(placed, missing)] }
  }
}

/** Whether values of the restored database are sealed under another key than the present one. */
async function lockedOut(site: Site): Promise<boolean> {
  const present = keyIdOf(readKeyText(process.env, site.dataDir))
  return (await keyIdsInUse(site.ownerUrl)).some((keyId) => keyId !== present)
}

function keySentences({ written, keptAs }: KeyPlaced, missing: boolean): string[] {
  return [
    ...(written ? [`备份中的系统密钥已写入 ${written}。`] : []),
    ...(keptAs ? [`原来的密钥保留为 ${keptAs}；换回原来的数据库时，请把它一并换回。`] : []),
    ...(missing
      ? [
          '备份中的加密内容（动态口令等）需要当时的系统密钥：请把原来的密钥放回 GUATU_KEY、GUATU_KEY_FILE 或 guatu.key 后再启动。',
        ]
      : []),
  ]
}

function told(site: Site, { inspected, keptAs, applied, recordEntries, recordBreak }: Restored) {
  const { header, tables, rows } = inspected
  const lines = [
    `恢复完成：${header.region}，备份时间 ${chinaText(header.at)}，${tables} 张表，${rows} 行。`,
    recordBreak ? `操作记录不完整：${recordBreak}。请报告审计员。` : `操作记录逐条核验无误，共 ${recordEntries} 条。`,
    ...(applied.length > 0 ? [`数据库结构已从版本 ${header.release} 升级（${applied.length} 步）。`] : []),
    '所有人须重新登录；密码、岗位、接口令牌回到备份当时，备份之后作废的令牌、停用的账号请重新处理，用过的恢复码会重新有效。',
    ...keptSentences(site, keptAs),
  ]
  const json = {
    region: header.region,
    takenAt: header.at,
    release: header.release,
    tables,
    rows,
    keptAs,
    applied,
    recordEntries,
    recordBreak,
  }
  return { json, lines }
}

function keptSentences(site: Site, keptAs: string | null): string[] {
  if (!keptAs) return []
  return [
    `原来的数据库保留为 ${keptAs}${site.isEmbedded ? '' : '（同一台数据库服务器上）'}。`,
    '  换回原来的数据库：guatu restore --undo；确认不再需要后删除：guatu restore --discard-kept',
  ]
}

function undoing(invocation: Invocation): Work {
  return async (site) => {
    const swapped = await undoRestore(site, actorOf(invocation))
    return { json: swapped, lines: [`已换回 ${swapped.back}。`, ...keptSentences(site, swapped.keptAs)] }
  }
}

function discarding(invocation: Invocation): Work {
  return async (site) => {
    const kept = await discardKept(site, actorOf(invocation))
    const lines = kept.map(({ name, bytes }) => `已删除 ${name}（${sizeText(bytes)}）。`)
    return { json: { discarded: kept.map(({ name }) => name) }, lines }
  }
}

function actorOf(invocation: Invocation): string {
  return textFlag(invocation, 'as') ?? 'console'
}

function chinaText(at: string): string {
  return new Date(new Date(at).getTime() + 8 * 3_600_000).toISOString().slice(0, 16).replace('T', ' ')
}
