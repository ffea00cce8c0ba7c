import { makeDueDigests, readDigests } from '#capabilities/record/public.ts'
import { digestDocument } from '#platform/record/file-format.ts'
import type { Command } from './command.ts'

export const digestCommand: Command = {
  usage: 'digest',
  about: '生成到期的每日摘要并显示最近一份，供抄送、保存到外部；--json 即摘要文件',
  options: {},
  run: async (session) => {
    const made = await makeDueDigests(session.db, new Date())
    const latest = (await session.read('record.read', async ({ db }) => await readDigests(db))).at(-1)
    if (!latest) throw new Error('no digest although one was due')
    const groups = latest.hash.match(/.{4}/g)!.join(' ')
    const span = latest.since && latest.since !== latest.day ? `${latest.since} 至 ${latest.day}` : latest.day
    const lines = [
      `${span} 的每日摘要${made.length > 0 ? '（刚刚生成）' : ''}：`,
      groups,
      ...latest.chains.map(({ name, length }) => `  ${name}\t${length} 条`),
    ]
    return { json: digestDocument(latest), lines }
  },
}
