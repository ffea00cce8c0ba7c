import { writeFile } from 'node:fs/promises'
import { bulletinFile } from '#capabilities/bulletins/public.ts'
import { latestLockedRounds } from '#capabilities/dispatch/public.ts'
import { conflict } from '#kernel/problem.ts'
import type { Command } from './command.ts'
import { textFlag, Usage } from './invocation.ts'

export const bulletinCommand: Command = {
  usage: 'bulletin [--round 期号|latest] --out 文件.docx',
  about: '生成某期调度的通报（Word）',
  options: { round: { type: 'string' }, out: { type: 'string' } },
  run: async (session, invocation) => {
    const out = textFlag(invocation, 'out')
    const round = textFlag(invocation, 'round') ?? 'latest'
    if (!out) throw new Usage('请用 --out 指明文件：guatu bulletin --round latest --out 通报.docx')
    if (round !== 'latest' && !/^[1-9]\d*$/.test(round)) throw new Usage('--round 应为期号（数字）或 latest。')
    const { roundId, file } = await session.read('round.read', async ({ db }) => {
      const roundId = round === 'latest' ? (await latestLockedRounds(db, 1))[0]?.id : Number(round)
      if (!roundId) throw conflict('no_locked_round', '还没有锁定的调度，不能生成通报。请先锁定一期填报。')
      return { roundId, file: await bulletinFile(db, roundId) }
    })
    await writeFile(out, file.bytes)
    return {
      json: { round: roundId, out, title: file.fileName, bytes: file.bytes.length },
      lines: [`已生成：${out}（${file.fileName}）`],
    }
  },
}
