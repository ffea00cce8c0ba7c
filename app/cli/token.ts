import { findPerson } from '#capabilities/people/public.ts'
import { createToken } from '#capabilities/sign-in/public.ts'
import { invalid } from '#kernel/problem.ts'
import type { Command } from './command.ts'
import { textFlag, Usage } from './invocation.ts'

export const tokenCommand: Command = {
  usage: 'token create [--user 用户名] [--name 用途] [--days 天数]',
  about: '为账号生成接口令牌（只显示一次）',
  words: 1,
  options: { user: { type: 'string' }, name: { type: 'string' }, days: { type: 'string' } },
  run: async (session, invocation) => {
    if (invocation.words[0] !== 'create') throw new Usage('token 命令只有 create：guatu token create')
    const days = Number(textFlag(invocation, 'days') ?? 365)
    if (!Number.isInteger(days) || days < 1 || days > 730) throw new Usage('--days 应为 1 到 730 的整数。')
    const username = textFlag(invocation, 'user') ?? session.username
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
