import { listAccounts } from '#capabilities/people/public.ts'
import { problemOfDatabaseError } from '#platform/database/constraints.ts'
import type { Command, Outcome } from './command.ts'
import { type Invocation, Usage } from './invocation.ts'
import type { Session } from './session.ts'
import { CHANGES } from './users-changes.ts'

export const usersCommand: Command = {
  usage: 'users [create|grant|end-grant|disable|enable|reset-password 用户名]',
  about: '列出账号、单位和岗位；新建、授权、终止授权、停用、恢复、重置密码',
  words: 2,
  options: {
    name: { type: 'string' },
    phone: { type: 'string' },
    organisation: { type: 'string' },
    role: { type: 'string' },
    from: { type: 'string' },
    to: { type: 'string' },
    reason: { type: 'string' },
  },
  run: async (session, invocation) => {
    const [verb, username] = invocation.words
    if (!verb) return await list(session)
    const change = CHANGES[verb]
    if (!change) throw new Usage(`users 命令没有“${verb}”，可用：${Object.keys(CHANGES).join('、')}。`)
    if (!username) throw new Usage(`请写明用户名：guatu users ${verb} 用户名`)
    try {
      return await change(session, invocation as Invocation, username)
    } catch (error) {
      // what PostgreSQL refuses is said as it is over the web
      throw problemOfDatabaseError(error) ?? error
    }
  },
}

async function list(session: Session): Promise<Outcome> {
  const accounts = await session.read(
    'people.read',
    async ({ db, scope }) => await listAccounts(db, { paths: scope.all ? null : scope.paths }),
  )
  const users = accounts.map((account) => ({
    id: account.id,
    username: account.username,
    displayName: account.displayName,
    organisation: account.organisationName,
    roles: account.grants.map(({ role, organisationName }) => ({ role, organisation: organisationName })),
    disabled: account.disabledAt !== null,
  }))
  const lines = users.map(
    (user) =>
      `${user.username}\t${user.displayName}\t${user.organisation}\t${user.roles.map(({ role }) => role).join('、')}${user.disabled ? '\t已停用' : ''}`,
  )
  return { json: { users }, lines }
}
