import { createReadStream } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { type OutsideDigest, readOutside } from '#platform/record/outside-digest.ts'
import { verifyRecordBy } from '#platform/record/verify.ts'
import { type FileVerdict, verifyFile } from '#platform/record/verify-file.ts'
import type { Command, Outcome } from './command.ts'
import { type Invocation, textFlag, Usage } from './invocation.ts'
import { breakLine, trustLines } from './record-lines.ts'

export const verifyCommand: Command = {
  usage: 'verify [--file 导出文件 [--digest 摘要] [--digest-file 摘要文件]]',
  about: '核验操作记录链和每日摘要，指出第一条不符的记录；核验导出文件不需要数据库',
  options: { file: { type: 'string' }, digest: { type: 'string' }, 'digest-file': { type: 'string' } },
  alone: async (invocation) => {
    const file = textFlag(invocation, 'file')
    if (file !== undefined) return fileOutcome(await verifyFile(createReadStream(file), await outsideOf(invocation)))
    const { digest, 'digest-file': digestFile } = invocation.flags
    if (digest !== undefined || digestFile !== undefined)
      throw new Usage('外部摘要与导出文件一起核验：guatu verify --file 导出文件 --digest 摘要')
    return null
  },
  run: async (session) => {
    const verdict = await verifyRecordBy((work) => session.read('record.read', async ({ db }) => await work(db)))
    const { firstBreak } = verdict
    const lines = firstBreak
      ? [breakLine(firstBreak)]
      : [
          `记录完整：${verdict.chains.length} 条链，共 ${verdict.entries} 条记录、${verdict.digests} 份每日摘要，逐条核验无误。`,
          ...trustLines(verdict, []),
        ]
    return { json: verdict, lines, status: verdict.ok ? 0 : 1 }
  },
}

async function outsideOf(invocation: Invocation): Promise<OutsideDigest[]> {
  const given = textFlag(invocation, 'digest')
  const path = textFlag(invocation, 'digest-file')
  const typed = given === undefined ? [] : readOutside(given)
  if (given !== undefined && typed.length === 0) throw new Usage('--digest 应为64位十六进制的摘要，可按四位一组书写。')
  const kept = path === undefined ? [] : readOutside(await readFile(path, 'utf8'))
  if (path !== undefined && kept.length === 0) throw new Usage(`${path} 中没有摘要，应为导出的摘要文件。`)
  return [...typed, ...kept]
}

function fileOutcome(verdict: FileVerdict): Outcome {
  const { firstBreak, chains, entries, digests, region, madeAt, outside } = verdict
  const lines = firstBreak
    ? [breakLine(firstBreak)]
    : [
        `导出文件完整：${region}，${chinaTime(madeAt ?? '')} 导出，${chains.length} 条链，共 ${entries} 条记录、${digests} 份每日摘要，逐条核验无误。`,
        ...trustLines(verdict, outside),
      ]
  return { json: verdict, lines, status: verdict.ok ? 0 : 1 }
}

/** `2026-11-21 11:43` in China's time. */
function chinaTime(instant: string): string {
  if (Number.isNaN(Date.parse(instant))) return instant
  return new Date(Date.parse(instant) + 8 * 3_600_000).toISOString().slice(0, 16).replace('T', ' ')
}
