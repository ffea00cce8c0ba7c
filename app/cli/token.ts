import { findPerson, isReserved } from '#capabilities/people/public.ts'
import { createToken } from '#capabilities/sign-in/public.ts'
import { invalid } from '#kernel/problem.ts'
import type { Command } from './command.ts'
import { textFlag, Usage } from './invocation.ts'

export const tokenCommand: Command = {
  usage: 'token create --user 用户名 [--name 用途] [--days 天数]',
  about: '为账号生成接口令牌（只显示一次）',
  words: 1,
  options: { user: { type: 'string' }, name: { type: 'string' }, days: { type: 'string' } },
  run: async (session, invocation) => {
    if (invocation.words[0] !== 'create') throw new Usage('token 命令只有 create：guatu token create')
    const asked = textFlag(invocation, 'days')
    const days = asked === undefined ? null : Number(asked)
    if (days !== null && !(Number.isInteger(days) && days > 0)) throw new Usage('--days 应为正整数。')
    const username = textFlag(invocation, 'user')
    // the command line's own account holds what no one person may hold
    if (!username || isReserved(username)) throw new Usage('请用 --user 写明令牌属于哪位用户。')
    const created = await session.write('account.manage', async (context) => {
      const owner = await findPerson(context.db, username)
      if (!owner) throw invalid('account_unknown', `没有“${username}”这个可用账号。可用 guatu users 查看。`)
      return await createToken(context, owner.accountId, { name: textFlag(invocation, 'name') ?? '命令行生成', days })
    })
    const lines = [
      `用户 ${username} 的接口令牌（只显示这一次，有效期至 ${created.expiresAt.slice(0, 10)}）：`,
      created.token,
    ]
    return { json: { ...created, username }, lines }
  },
}
