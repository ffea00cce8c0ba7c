import { conflict, notFound } from '#kernel/problem.ts'
import { covers, type Scope } from '#platform/access/scope.ts'
import type { Transaction } from '#platform/database/pool.ts'
import type { ChangeKind } from './change-contract.ts'
import { presentNameSince } from './change-store.ts'
import type { Organisation } from './contract.ts'
import { placeOf } from './restructure-store.ts'
import { refusalsOf, type Wanted } from './rules.ts'
import { type HangingOn, hangingOn, projectsAlreadyIn } from './survey-store.ts'

/** A change before it is made: the unit, where it goes or what it will be called, and as of when. */
export type Asked = {
  kind: ChangeKind
  name?: string | null | undefined
  targetId?: number | null | undefined
  /** Null while one only looks. */
  effectiveOn: string | null
  /** The planned change being judged, so that it does not stand in its own way. */
  changeId?: number
}
export type Judged = { unit: Organisation; target: Organisation | null; hanging: HangingOn; refusals: string[] }

const NOTHING: HangingOn = {
  projects: 0,
  accounts: 0,
  children: 0,
  openRounds: 0,
  grants: 0,
  aliases: 0,
  parkProjects: 0,
  planned: 0,
}

/** The unit, the target and all that stands against the change as things are. `later`: what hangs on the unit may be settled until then. */
export async function judgeChange(
  db: Transaction,
  given: { tree: Organisation[]; unit: Organisation; asked: Asked; later?: boolean },
): Promise<Judged> {
  const { tree, unit, asked, later = false } = given
  const target = tree.find(({ id }) => id === asked.targetId) ?? null
  const hanging = await hangingOn(db, unit.id)
  const wanted = wantedOf(asked, target)
  if (!wanted) return { unit, target, hanging, refusals: ['请选择目标单位或填写新名称。'] }
  const refusals = refusalsOf(unit, wanted, tree, later ? NOTHING : hanging)
  if (refusals.length === 0) {
    if (asked.kind === 'renamed') refusals.push(...(await refuseOverlap(db, unit, asked)))
    if (target) refusals.push(...(await refuseTwins(db, unit, target)))
    if (!later) refusals.push(...refusePlanned(asked, hanging))
  }
  return { unit, target, hanging, refusals }
}

/** The change is made as judged, or refused with all the sentences. */
export function refuseUnlessClear({ refusals }: Judged): void {
  if (refusals.length > 0) throw conflict('organisation_change_refused', refusals.join(''), { refusals })
}

/** A unit of the tree within scope. */
export function unitInScope(tree: Organisation[], scope: Scope, id: number, what = '这个单位'): Organisation {
  const found = tree.find((row) => row.id === id)
  if (!found || !covers(scope, found.path)) throw notFound(what)
  return found
}

function wantedOf({ kind, name }: Asked, target: Organisation | null): Wanted | null {
  if (kind === 'closed') return { kind }
  if (kind === 'renamed') return name ? { kind, name } : null
  return target ? { kind, target } : null
}

/** Names follow each other: a new one begins after the present one began. */
async function refuseOverlap(db: Transaction, unit: Organisation, { effectiveOn }: Asked): Promise<string[]> {
  const since = await presentNameSince(db, unit.id)
  if (!since || !effectiveOn || effectiveOn > since) return []
  return [`现名称自${since}起使用，新名称的生效日期须晚于这一天。`]
}

/** The same project must not stand twice in the county it comes to. */
async function refuseTwins(db: Transaction, unit: Organisation, target: Organisation): Promise<string[]> {
  const from = await placeOf(db, unit.id)
  const to = await placeOf(db, target.id)
  const wholeCounty = from.countyId === unit.id
  if (from.countyId === to.countyId) return []
  const names = await projectsAlreadyIn(db, {
    path: unit.path,
    wholeCounty,
    fromCounty: from.countyId,
    toCounty: to.countyId,
  })
  return names.length > 0
    ? [`目标县区已有同名、同建设单位的项目：${names.map((name) => `“${name}”`).join('、')}，请先核对处理。`]
    : []
}

function refusePlanned({ kind, changeId }: Asked, { planned }: HangingOn): string[] {
  const others = planned - (changeId === undefined ? 0 : 1)
  if (others <= 0 || (kind !== 'merged' && kind !== 'closed')) return []
  return [`本单位还有${others}项已登记、尚未生效的变动，请先撤回。`]
}
