import { foldName } from '#kernel/fold.ts'

/** GB/T 2260 (6 digits: province, city, county) and GB/T 10114 (9: town; 12: village), which begins with the former. */
export const DIVISION_CODE = /^\d{6}(\d{3}){0,2}$/

/** The ltree label of a new organisation: ASCII and unique by its id. */
export function organisationLabel(id: number): string {
  return `o${id}`
}

/** What may stand below what: counties and zones below the city, towns and parks below those, departments below any of them. */
const BELOW: Record<string, readonly string[]> = {
  city: ['county', 'zone', 'department', 'park', 'town'],
  county: ['town', 'park', 'department'],
  zone: ['town', 'park', 'department'],
}

export function mayStandBelow(parentKind: string, kind: string): boolean {
  return BELOW[parentKind]?.includes(kind) ?? false
}

const RANK: Record<string, string> = {
  county: 'county',
  zone: 'county',
  town: 'town',
  park: 'town',
  department: 'department',
}

/** A unit is merged into one of its own level: a county into a zone, a town into a park, a department into a department. */
export function mayMergeInto(kind: string, targetKind: string): boolean {
  return RANK[kind] !== undefined && RANK[kind] === RANK[targetKind]
}

/** The digits of a code that its subordinate units share: 410900 → 4109, 410923 → 410923, 410923100000 → 410923100. */
export function codePrefix(code: string): string {
  let prefix = code
  while (prefix.length > 6 && prefix.endsWith('000')) prefix = prefix.slice(0, -3)
  if (prefix.length === 6) prefix = prefix.replace(/(00){1,2}$/, '')
  return prefix
}

/** Whether a code continues that of the superior unit. Without either there is nothing to compare. */
export function codeContinues(code: string | null, parentCode: string | null): boolean {
  if (!code || !parentCode) return true
  return codePrefix(code) !== codePrefix(parentCode) && code.startsWith(codePrefix(parentCode))
}

/** A unit as the rules see it. */
export type Unit = {
  id: number
  parentId: number | null
  kind: string
  name: string
  path: string
  divisionCode: string | null
  aliases: string[]
  closedOn: string | null
}

/** `测试市/东县/东镇` below the root: how a unit is told from another of the same name. */
export function fullNameOf(unit: Unit, tree: readonly Unit[]): string {
  const byId = new Map(tree.map((row) => [row.id, row]))
  const names = [unit.name]
  for (let above = byId.get(unit.parentId ?? 0); above?.parentId != null; above = byId.get(above.parentId))
    names.unshift(above.name)
  return names.join('/')
}

export function isBelowOrAt(path: string, top: string): boolean {
  return path === top || path.startsWith(`${top}.`)
}

export type Wanted = { kind: 'renamed'; name: string } | { kind: 'moved' | 'merged'; target: Unit } | { kind: 'closed' }

/** Numbers of what hangs on a unit; projects, accounts in use and grants on the unit itself, children that are open. */
export type Hanging = { projects: number; accounts: number; children: number; openRounds: number }

/** Why a change cannot be made to a unit of this tree: sentences that say what to do first; none when it can. */
export function refusalsOf(unit: Unit, wanted: Wanted, tree: readonly Unit[], hanging: Hanging): string[] {
  if (unit.closedOn) return [`“${unit.name}”已于${unit.closedOn}撤销或并入其他单位，不能再变动。`]
  if (wanted.kind === 'renamed') return refuseName(unit, wanted.name, tree)
  if (unit.parentId === null) return ['最上级单位不能调整隶属、合并或撤销。']
  if (wanted.kind === 'moved') return refuseMove(unit, wanted.target, tree)
  if (wanted.kind === 'merged') return refuseMerge(unit, wanted.target, tree, hanging)
  return refuseClosing(unit, hanging)
}

function refuseName(unit: Unit, name: string, tree: readonly Unit[]): string[] {
  if (name === unit.name) return ['新名称与现名称相同，请核对。']
  return sister(tree, unit.parentId, name, unit.id) ? [`上级单位下已有“${name}”，请换一个名称。`] : []
}

function refuseMove(unit: Unit, target: Unit, tree: readonly Unit[]): string[] {
  const closed = refuseClosedTarget(target)
  if (closed) return [closed]
  if (target.id === unit.parentId) return [`“${unit.name}”现在就隶属“${target.name}”，请核对。`]
  if (isBelowOrAt(target.path, unit.path)) return ['不能调整到本单位或其下级单位之下。']
  if (!mayStandBelow(target.kind, unit.kind))
    return [`“${target.name}”不能下设这一类单位：县区、功能区设在市下，乡镇、园区设在县区下。`]
  return sister(tree, target.id, unit.name, unit.id) ? [`“${target.name}”下已有“${unit.name}”，请先改名或合并。`] : []
}

function refuseMerge(unit: Unit, target: Unit, tree: readonly Unit[], { openRounds }: Hanging): string[] {
  const closed = refuseClosedTarget(target)
  if (closed) return [closed]
  if (isBelowOrAt(target.path, unit.path)) return ['不能并入本单位或其下级单位。']
  if (!mayMergeInto(unit.kind, target.kind))
    return ['只能并入同一级的单位：县区并入县区，乡镇、园区并入乡镇、园区，部门并入部门。']
  const refusals = openChildren(tree, unit.id).flatMap((child) =>
    sister(tree, target.id, child.name, child.id)
      ? [`“${target.name}”下已有“${child.name}”，请先把两个“${child.name}”合并或改名。`]
      : [],
  )
  return openRounds > 0 ? [...refusals, roundSentence(openRounds)] : refusals
}

function refuseClosing(unit: Unit, { projects, accounts, children, openRounds }: Hanging): string[] {
  const refusals = []
  if (children > 0) refusals.push(`“${unit.name}”还有${children}个下级单位，请先调整其隶属或撤销。`)
  if (projects > 0) refusals.push(`“${unit.name}”还有${projects}个项目，请先调整到其他单位，或改用“合并”。`)
  if (accounts > 0) refusals.push(`“${unit.name}”还有${accounts}个在用账号，请先调整所属单位或停用。`)
  if (openRounds > 0) refusals.push(roundSentence(openRounds))
  return refusals
}

function roundSentence(count: number): string {
  return `本单位发起的填报还有${count}期没有锁定，请先锁定。`
}

function refuseClosedTarget(target: Unit): string | null {
  return target.closedOn ? `“${target.name}”已撤销或并入其他单位，请选择现有的单位。` : null
}

export function openChildren<U extends Unit>(tree: readonly U[], parentId: number): U[] {
  return tree.filter((row) => row.parentId === parentId && !row.closedOn)
}

/** Another open unit of that name directly below the same parent. */
export function sister<U extends Unit>(
  tree: readonly U[],
  parentId: number | null,
  name: string,
  except: number,
): U | undefined {
  const folded = foldName(name)
  return tree.find(
    (row) => row.parentId === parentId && row.id !== except && !row.closedOn && foldName(row.name) === folded,
  )
}

/** Why a list of aliases cannot be kept: another open unit has one of them as alias or as its name. */
export function refuseAliases(unit: { id: number }, aliases: readonly string[], tree: readonly Unit[]): string | null {
  for (const alias of aliases) {
    const folded = foldName(alias)
    const holder = tree.find(
      (row) =>
        row.id !== unit.id &&
        (row.aliases.some((other) => foldName(other) === folded) || (!row.closedOn && foldName(row.name) === folded)),
    )
    if (holder) return `“${alias}”已是“${fullNameOf(holder, tree)}”的名称或别名，请先核对。`
  }
  return null
}

/** The list without repetitions, as typed; aliases that fold alike are one. */
export function distinctAliases(aliases: readonly string[]): string[] {
  const kept = new Map<string, string>()
  for (const alias of aliases)
    if (alias.trim() !== '' && !kept.has(foldName(alias))) kept.set(foldName(alias), alias.trim())
  return [...kept.values()]
}

/** What looks odd about a unit's code and is taken nevertheless: some zones have codes of another level. */
export function codeWarnings(code: string | null, parent: Pick<Unit, 'name' | 'divisionCode'> | null): string[] {
  if (!parent || codeContinues(code, parent.divisionCode)) return []
  return [`区划代码${code}不以上级“${parent.name}”的代码${codePrefix(parent.divisionCode!)}开头，请核对。`]
}
