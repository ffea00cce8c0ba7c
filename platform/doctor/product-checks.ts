import type pg from 'pg'
import { readMigrations } from '../backup/catalogue-store.ts'
import { type Migration, migrationFiles } from '../postgres/migrate.ts'
import { APP, MASKS } from '../postgres/roles.ts'
import {
  type RoleFacts,
  readAdministrators,
  readLastBackup,
  readLastEntry,
  readLooseChains,
  readRecordHoles,
  readRoles,
  readUnguarded,
} from './facts-store.ts'
import { type Finding, finder } from './finding.ts'

const GUARDED = ['project', 'progress_report', 'record_entry', 'account', 'role_grant']
const ADMINISTRATORS: Record<string, string> = {
  systemAdministrator: '系统管理员',
  securityAdministrator: '安全管理员',
  auditor: '审计员',
}
/** Three separate administrators came with this migration. */
const SEPARATE_SINCE = 7
const DAY_MS = 86_400_000
const LATEST_BACKUP_DAYS = 2

/** What the product keeps in its database. Asks no further than the migrations reach. */
export async function productChecks(client: pg.Client, now: Date): Promise<Finding[]> {
  const applied = await readMigrations(client)
  const roles = roleCheck(await readRoles(client))
  if (!applied) return [finder('migrations').warning('数据库还没有建表，首次启动服务时建立。'), roles]
  const last = applied.at(-1)!.number
  return [
    migrationCheck(applied),
    roles,
    guardCheck(await readUnguarded(client, last >= SEPARATE_SINCE ? GUARDED : GUARDED.slice(0, 3))),
    recordGuardCheck(await readRecordHoles(client)),
    chainCheck(await readLooseChains(client)),
    entryClockCheck(await readLastEntry(client), now),
    ...(last >= SEPARATE_SINCE ? administratorChecks(await readAdministrators(client)) : []),
    backupCheck(await readLastBackup(client), now),
  ]
}

function migrationCheck(applied: Pick<Migration, 'number' | 'name' | 'sha256'>[]): Finding {
  const found = finder('migrations')
  const files = new Map(migrationFiles().map((file) => [file.number, file]))
  const unknown = applied.find(({ number }) => !files.has(number))
  if (unknown)
    return found.failure(`数据库由更新的版本升级过（${unknown.name}）。请换用同样新或更新的程序，不要用旧程序打开。`)
  const changed = applied.find(({ number, sha256 }) => files.get(number)?.sha256 !== sha256)
  if (changed) return found.failure(`迁移文件 ${changed.name} 在执行之后被改动过。请恢复程序原来的文件。`)
  const pending = files.size - applied.length
  if (pending > 0)
    return found.warning(`有 ${pending} 步数据库升级待执行。请先运行 guatu backup 备份，再启动服务，启动时自动升级。`)
  return found.ok(`数据库结构与程序一致（${applied.length} 步）。`)
}

function roleCheck(roles: RoleFacts[]): Finding {
  const found = finder('roles')
  const missing = [APP, ...MASKS].filter((name) => !roles.some((role) => role.name === name))
  if (missing.length > 0)
    return found.warning(
      `数据库里还没有角色 ${missing.join('、')}，启动服务时建立；如无权限，启动时会列出要执行的语句。`,
    )
  const mighty = roles.filter(({ superuser, bypass }) => superuser || bypass).map(({ name }) => name)
  if (mighty.length > 0) {
    return found.failure(
      `角色 ${mighty.join('、')} 能绕过行级权限。请执行：${mighty.map((name) => `alter role ${name} nosuperuser nobypassrls;`).join(' ')}`,
    )
  }
  const owners = roles.filter(({ owned }) => owned > 0).map(({ name }) => name)
  if (owners.length > 0)
    return found.failure(
      `角色 ${owners.join('、')} 拥有数据表，行级权限对它无效。请把表的所有者改回建库账号（reassign owned by … to …）。`,
    )
  const entering = roles.filter(({ name, login }) => login && name !== APP).map(({ name }) => name)
  if (entering.length > 0)
    return found.failure(
      `角色 ${entering.join('、')} 不应能直接登录。请执行：${entering.map((name) => `alter role ${name} nologin;`).join(' ')}`,
    )
  return found.ok('应用账号不拥有任何表，不能绕过行级权限。')
}

function guardCheck(unguarded: string[]): Finding {
  const found = finder('rowSecurity')
  if (unguarded.length === 0) return found.ok('行级权限已开启。')
  return found.failure(
    `表 ${unguarded.join('、')} 的行级权限被关闭。请执行：${unguarded.map((table) => `alter table ${table} enable row level security;`).join(' ')}`,
  )
}

function recordGuardCheck({ writers, asleep }: { writers: string[]; asleep: string[] }): Finding {
  const found = finder('recordGuard')
  if (writers.length > 0) {
    return found.failure(
      `角色 ${writers.join('、')} 能修改或删除操作记录。请执行：revoke update, delete, truncate on record_entry from ${writers.join(', ')}; 并报告审计员。`,
    )
  }
  if (asleep.length > 0)
    return found.failure(`保护操作记录的触发器被停用（${asleep.join('、')}）。请查明是谁停用，重新启用，并报告审计员。`)
  return found.ok('操作记录只能追加。')
}

function chainCheck(loose: string[]): Finding {
  const found = finder('record')
  if (loose.length === 0) return found.ok('操作记录的链尾与最后一条相符（逐条核验请用 guatu verify）。')
  return found.failure(
    `操作记录链 ${loose.join('、')} 的链尾与最后一条不符，记录可能被改动。请保留现场，用 guatu verify 核验，并报告审计员。`,
  )
}

/** A clock that went back would let an entry be younger than its successor. */
function entryClockCheck(last: Date | null, now: Date): Finding {
  const found = finder('recordClock')
  if (!last || last.getTime() <= now.getTime() + 60_000) return found.ok('最后一条操作记录的时间不晚于现在。')
  return found.failure(`最后一条操作记录写于 ${last.toISOString()}，晚于系统时间。请校准系统时间后再使用。`)
}

function administratorChecks(holders: { username: string; roles: string[] }[]): Finding[] {
  const found = finder('administrators')
  const mixed = holders.filter(({ roles }) => roles.length > 1).map(({ username }) => username)
  const absent = Object.keys(ADMINISTRATORS).filter((role) => !holders.some(({ roles }) => roles.includes(role)))
  const findings: Finding[] = []
  if (mixed.length > 0) {
    findings.push(
      found.warning(
        `${mixed.join('、')} 兼任管理岗位或业务岗位，不符合三员分立。请由安全管理员终止其中的岗位，另派他人。`,
      ),
    )
  }
  if (absent.length > 0) {
    findings.push(
      found.warning(
        `没有${absent.map((role) => ADMINISTRATORS[role]).join('、')}。请在“人员”页授予岗位，分别由不同的人担任。`,
      ),
    )
  }
  return findings.length > 0 ? findings : [found.ok('系统管理员、安全管理员、审计员由不同的人担任。')]
}

function backupCheck(last: Date | null, now: Date): Finding {
  const found = finder('backup')
  if (!last) return found.warning('还没有备份过。请运行 guatu backup，并设置每日自动备份。')
  const days = (now.getTime() - last.getTime()) / DAY_MS
  if (days > LATEST_BACKUP_DAYS)
    return found.warning(`最近一次备份在 ${Math.floor(days)} 天前。请检查自动备份是否还在运行。`)
  return found.ok(`最近一次备份在 ${Math.max(0, Math.floor(days * 24))} 小时前。`)
}
