import { listAccounts } from '#capabilities/people/public.ts'
import type { Command } from './command.ts'

export const usersCommand: Command = {
  usage: 'users',
  about: '列出账号、单位和岗位',
  options: {},
  run: async (session) => {
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
  },
}
