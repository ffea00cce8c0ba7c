import { conflict } from '#kernel/problem.ts'
import { SEPARATE_ROLES } from '#platform/access/permissions.ts'
import type { Acting } from './acting.ts'
import * as grants from './grants-store.ts'

/** Without a system administrator, a security administrator and an auditor of the whole region nobody could make another. */
export async function keepAdministrators(acting: Acting, gone: { accountId: number; grantId?: number }): Promise<void> {
  await grants.holdAdministrators(acting.db)
  const [last] = await grants.lastHeld(acting.db, gone, SEPARATE_ROLES)
  if (last)
    throw conflict('last_administrator', `这是全地区最后一位${LAST[last]}，不能停用或终止。请先授予另一位同志。`)
}
const LAST: Record<string, string> = {
  systemAdministrator: '系统管理员',
  securityAdministrator: '安全管理员',
  auditor: '审计员',
}
