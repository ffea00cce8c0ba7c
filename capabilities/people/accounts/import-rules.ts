import { foldName } from '#kernel/fold.ts'
import { isCalendarDay } from '#kernel/period.ts'
import type { Role } from '#platform/access/permissions.ts'
import type { SheetRow } from './account-sheet.ts'
import { phone as phoneShape } from './contract.ts'
import type { ImportedAccount } from './import-contract.ts'
import { dayEnd, foldUsername, freeUsername, usernameFrom } from './rules.ts'

export const ROLE_NAMES: Record<Role, string> = {
  leader: '领导',
  dispatchOffice: '项目办',
  reporter: '填报员',
  steward: '项目管家',
  systemAdministrator: '系统管理员',
  securityAdministrator: '安全管理员',
  auditor: '审计员',
}

export type KnownUnit = { id: number; name: string; path: string; aliases: readonly string[] }
export type Known = {
  /** Those within the scope of who imports. */
  units: readonly KnownUnit[]
  /** Folded user names that exist. */
  taken: ReadonlySet<string>
  /** Folded `name unit` of accounts that exist. */
  people: ReadonlySet<string>
  now: Date
}

/** Row by row what would be created, and what stands against it. Nothing is created while any row has a problem. */
export function assessRows(rows: readonly SheetRow[], known: Known): ImportedAccount[] {
  const find = unitFinder(known.units)
  const assessed = rows.map((row) => assessRow(row, find, known.now))
  refuseTwice(assessed)
  nameThem(assessed, known.taken)
  for (const row of assessed)
    if (row.organisationId !== null && known.people.has(personKey(row.displayName, row.organisationId)))
      row.notes.push('该单位已有同名账号，请核对是否重复。')
  return assessed
}

/** The same person in the same unit reads the same. */
export function personKey(displayName: string, organisationId: number): string {
  return `${foldName(displayName)} ${organisationId}`
}

type Found = { unit: KnownUnit } | { problem: string }

function assessRow(row: SheetRow, find: (text: string) => Found, now: Date): ImportedAccount {
  const problems: string[] = []
  const unit = unitOf(row.organisation, '单位', find, problems)
  const role = roleOf(row, problems)
  const over = role && row.over ? unitOf(row.over, '岗位单位', find, problems) : role ? unit : null
  if (!row.displayName) problems.push('缺少姓名，请填写。')
  else if (row.displayName.length > 40) problems.push('姓名超过40个字，请核对。')
  if (row.username && !/^[\p{L}\p{N}_.@-]{1,40}$/u.test(row.username))
    problems.push('用户名只能用文字、数字和 _ . @ -，不超过40个字。')
  if (row.phone && !phoneShape.safeParse(row.phone).success) problems.push(`手机“${row.phone}”不是电话号码，请核对。`)
  return {
    excelRow: row.excelRow,
    displayName: row.displayName,
    username: row.username,
    usernameMade: row.username === '',
    phone: row.phone || null,
    organisationId: unit?.id ?? null,
    organisationName: unit?.name ?? row.organisation,
    role,
    overId: over?.id ?? null,
    overName: over?.name ?? null,
    expiresOn: dayOf(row.expiresOn, now, problems),
    problems,
    notes: [],
  }
}

function unitOf(text: string, what: string, find: (text: string) => Found, problems: string[]): KnownUnit | null {
  if (!text) {
    problems.push(`缺少${what}，请填写。`)
    return null
  }
  const found = find(text)
  if ('unit' in found) return found.unit
  problems.push(`${what}${found.problem}`)
  return null
}

function roleOf({ role, over }: SheetRow, problems: string[]): Role | null {
  if (!role && over) problems.push('填了岗位单位而没有岗位，请补填岗位。')
  if (!role) return null
  const found = Object.entries(ROLE_NAMES).find(([, name]) => name === foldName(role))
  if (!found) problems.push(`没有“${role}”这个岗位，可填：${Object.values(ROLE_NAMES).join('、')}。`)
  return (found?.[0] as Role) ?? null
}

/** 2026-12-31, 2026/12/31, 2026.12.31 or 2026年12月31日. */
function dayOf(text: string, now: Date, problems: string[]): string | null {
  if (!text) return null
  const match = /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?$/.exec(text)
  const day = match ? `${match[1]}-${match[2]!.padStart(2, '0')}-${match[3]!.padStart(2, '0')}` : ''
  if (!isCalendarDay(day)) problems.push(`有效期“${text}”不是日期，请写成 2026-12-31。`)
  else if (dayEnd(day) <= now) problems.push(`有效期“${text}”已经过去，请核对。`)
  else return day
  return null
}

function refuseTwice(rows: ImportedAccount[]): void {
  const names = new Map<string, number>()
  const people = new Map<string, number>()
  const look = (seen: Map<string, number>, key: string, row: ImportedAccount, what: string) => {
    const earlier = seen.get(key)
    if (earlier === undefined) seen.set(key, row.excelRow)
    else row.problems.push(`与第${earlier}行${what}，请删除其中一行或更正。`)
  }
  for (const row of rows) {
    if (row.username) look(names, foldUsername(row.username), row, '用户名相同')
    if (row.organisationId !== null && row.displayName)
      look(
        people,
        `${personKey(row.displayName, row.organisationId)} ${row.phone ?? ''}`,
        row,
        '重复（同单位、同姓名、同手机）',
      )
  }
}

/** Given user names must be free; the others are made from the names, clear of both. */
function nameThem(rows: ImportedAccount[], known: ReadonlySet<string>): void {
  const taken = new Set(known)
  for (const row of rows.filter(({ usernameMade }) => !usernameMade)) {
    if (known.has(foldUsername(row.username)))
      row.problems.push(`用户名“${row.username}”已被使用，请换一个或留空自动生成。`)
    taken.add(foldUsername(row.username))
  }
  for (const row of rows)
    if (row.usernameMade && row.displayName) row.username = freeUsername(usernameFrom(row.displayName), taken)
}

/** By name, alias, or path such as 东县/东镇; where several bear the name, the path is asked for. */
function unitFinder(units: readonly KnownUnit[]): (text: string) => Found {
  const named = new Map<string, KnownUnit[]>()
  for (const unit of units)
    for (const name of new Set([unit.name, ...unit.aliases].map(foldName)))
      named.set(name, [...(named.get(name) ?? []), unit])
  return (text) => {
    const parts = text
      .split(/[/／\\>＞›]/)
      .map(foldName)
      .filter(Boolean)
    const fitting = (named.get(parts.at(-1) ?? '') ?? []).filter((unit) => standsBelow(unit, parts.slice(0, -1), named))
    if (fitting.length === 1) return { unit: fitting[0]! }
    if (fitting.length > 1)
      return { problem: `“${text}”有${fitting.length}个，请连同上级写明，如“东县/${fitting[0]!.name}”。` }
    const near = nearest(foldName(parts.at(-1) ?? text), units)
    const hint = near.length > 0 ? `是否为：${near.join('、')}？` : '请先建立单位。'
    return { problem: `“${text}”没有找到，或不在您的管理范围内。${hint}` }
  }
}

function standsBelow(unit: KnownUnit, above: string[], named: Map<string, KnownUnit[]>): boolean {
  return above.every((name) => named.get(name)?.some(({ path }) => unit.path.startsWith(`${path}.`)))
}

/** At most three names that share most of their characters with what was written. */
function nearest(text: string, units: readonly KnownUnit[]): string[] {
  const scored = units.map(({ name }) => ({ name, score: likeness(text, foldName(name)) }))
  const likely = scored.filter(({ score }) => score >= 0.5).sort((a, b) => b.score - a.score)
  return [...new Set(likely.map(({ name }) => name))].slice(0, 3)
}

/** Characters in common over the longer one's length. */
function likeness(one: string, other: string): number {
  const rest = [...other]
  const common = [...one].filter((character) => {
    const at = rest.indexOf(character)
    if (at >= 0) rest.splice(at, 1)
    return at >= 0
  })
  return common.length / Math.max(one.length, other.length, 1)
}
