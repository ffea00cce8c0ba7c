import { writeFile } from 'node:fs/promises'
import { SOURCE_STYLES } from '#capabilities/bulletins/contract.ts'
import { bulletinFile } from '#capabilities/bulletins/public.ts'
import { latestLockedRounds } from '#capabilities/dispatch/public.ts'
import { conflict } from '#kernel/problem.ts'
import type { Command } from './command.ts'
import { textFlag, Usage } from './invocation.ts'

export const bulletinCommand: Command = {
  usage: 'bulletin [--round 期号|latest] [--template 模板] [--sources comments|footnotes|appendix] --out 文件.docx',
  about: '生成某期调度的文稿（Word），默认为月度通报',
  options: {
    round: { type: 'string' },
    template: { type: 'string' },
    sources: { type: 'string' },
    out: { type: 'string' },
  },
  run: async (session, invocation) => {
    const out = textFlag(invocation, 'out')
    const round = textFlag(invocation, 'round') ?? 'latest'
    if (!out) throw new Usage('请用 --out 指明文件：guatu bulletin --round latest --out 通报.docx')
    if (round !== 'latest' && !/^[1-9]\d*$/.test(round)) throw new Usage('--round 应为期号（数字）或 latest。')
    const template = textFlag(invocation, 'template') ?? 'monthly'
    const sources = SOURCE_STYLES.find((style) => style === textFlag(invocation, 'sources'))
    if (textFlag(invocation, 'sources') !== undefined && !sources)
      throw new Usage('--sources 应为 comments（批注）、footnotes（脚注）或 appendix（附录）。')
    const { roundId, file } = await session.read('round.read', async ({ db }) => {
      const roundId = round === 'latest' ? (await latestLockedRounds(db, 1))[0]?.id : Number(round)
      if (!roundId) throw conflict('no_locked_round', '还没有锁定的调度，不能生成通报。请先锁定一期填报。')
      return { roundId, file: await bulletinFile(db, roundId, { template, ...(sources ? { sources } : {}) }) }
    })
    await writeFile(out, file.bytes)
    return {
      json: { round: roundId, out, title: file.fileName, bytes: file.bytes.length },
      lines: [`已生成：${out}（${file.fileName}）`],
    }
  },
}
