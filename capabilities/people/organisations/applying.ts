import type { Transaction } from '#platform/database/pool.ts'
import { chainOf, type Entry } from '#platform/record/chain.ts'
import type { OrganisationChange } from './change-contract.ts'
import { beginName, setApplied } from './change-store.ts'
import type { Organisation } from './contract.ts'
import { type Judged, judgeChange, refuseUnlessClear } from './judging.ts'
import * as restructure from './restructure-store.ts'
import { openChildren } from './rules.ts'
import { listOrganisations } from './store.ts'
import { subtreeCounts } from './survey-store.ts'

export type Work = {
  db: Transaction
  now: Date
  /** Who has it done; null when its day has come. */
  by: number | null
  record: (entry: Entry) => void
}

/**
 * Makes a change that has been written down, as the tree stands now, and records it. The caller holds the tree. Refuses (409) with every
 * sentence of what stands against it; a refusal leaves nothing written.
 */
export async function applyChange(work: Work, change: OrganisationChange): Promise<void> {
  const tree = await listOrganisations(work.db)
  const unit = tree.find(({ id }) => id === change.organisationId)!
  const asked = { ...change, kind: change.kind as Exclude<OrganisationChange['kind'], 'edited'>, changeId: change.id }
  const judged = await judgeChange(work.db, { tree, unit, asked })
  refuseUnlessClear(judged)
  const done = await DOING[asked.kind](work, change, judged, tree)
  await setApplied(work.db, change.id, { ...done, at: work.now })
}

type Done = { before: unknown; after: unknown }
type Doing = (work: Work, change: OrganisationChange, judged: Judged, tree: Organisation[]) => Promise<Done>

const DOING: Record<Exclude<OrganisationChange['kind'], 'edited'>, Doing> = {
  renamed: rename,
  moved: move,
  merged: merge,
  closed: close,
}

async function rename(work: Work, change: OrganisationChange, { unit }: Judged): Promise<Done> {
  const name = change.name!
  await beginName(work.db, { organisationId: unit.id, name, from: change.effectiveOn, changeId: change.id })
  const before = { name: unit.name }
  const after = { name, ...stated(change) }
  recordOn(work, change, { action: 'organisation.renamed', unit, before, after })
  return { before, after }
}

async function move(work: Work, change: OrganisationChange, { unit, target }: Judged, tree: Organisation[]) {
  const { db } = work
  const from = await restructure.placeOf(db, unit.id)
  const to = await restructure.placeOf(db, target!.id)
  const counts = await subtreeCounts(db, unit.path)
  await restructure.moveSubtree(db, from, to)
  const moved = { ...unit, path: `${to.path}.${unit.path.split('.').at(-1)}` }
  const before = { parent: nameOf(tree, unit.parentId) }
  const after = { parent: target!.name, ...counts, ...stated(change) }
  recordOn(work, change, { action: 'organisation.moved', unit: moved, before, after })
  // the auditors of the county it left would otherwise not learn of it
  if (chainOf(unit.path) !== chainOf(moved.path))
    recordOn(work, change, { action: 'organisation.left', unit, before, after })
  return { before, after }
}

async function merge(work: Work, change: OrganisationChange, { unit, target }: Judged, tree: Organisation[]) {
  const { db, by } = work
  const counts = await subtreeCounts(db, unit.path)
  const into = await restructure.placeOf(db, target!.id)
  for (const child of openChildren(tree, unit.id))
    await restructure.moveSubtree(db, await restructure.placeOf(db, child.id), into)
  const from = await restructure.placeOf(db, unit.id)
  await restructure.handOverProjects(db, from, into)
  await restructure.handOverAliases(db, unit.id, target!.id)
  const accounts = await restructure.handOverAccounts(db, unit.id, target!.id)
  const reason = `“${unit.name}”并入“${target!.name}”`
  const asked = await restructure.grantsToAskFor(db, unit.id, target!.id)
  const ended = await restructure.endGrants(db, { unitId: unit.id, reason, by })
  await restructure.refuseRequests(db, { unitId: unit.id, reason, by })
  await restructure.askForGrants(db, asked, { targetId: target!.id, reason, changeId: change.id })
  await restructure.closeUnit(db, { id: unit.id, on: change.effectiveOn, mergedIntoId: target!.id })
  const before = { closedOn: null }
  const after = { closedOn: change.effectiveOn, mergedInto: target!.name, ...counts, ...stated(change) }
  recordOn(work, change, { action: 'organisation.merged', unit, before, after })
  recordOn(work, change, {
    action: 'organisation.absorbed',
    unit: target!,
    before: null,
    after: { merged: unit.name, ...counts, ...stated(change) },
  })
  recordPeople(work, { unit, target: target!, reason, accounts, ended, asked })
  return { before, after }
}

async function close(work: Work, change: OrganisationChange, { unit }: Judged): Promise<Done> {
  const ending = { unitId: unit.id, reason: `“${unit.name}”撤销`, by: work.by }
  const ended = await restructure.endGrants(work.db, ending)
  await restructure.refuseRequests(work.db, ending)
  await restructure.closeUnit(work.db, { id: unit.id, on: change.effectiveOn, mergedIntoId: null })
  const before = { closedOn: null }
  const after = { closedOn: change.effectiveOn, grants: ended.length, ...stated(change) }
  recordOn(work, change, { action: 'organisation.closed', unit, before, after })
  for (const { accountId, role } of ended)
    work.record({
      action: 'account.grantEnded',
      subject: { type: 'account', id: accountId },
      orgPath: unit.path,
      before: { role, organisation: unit.name },
      reason: ending.reason,
    })
  return { before, after }
}

type People = {
  unit: Organisation
  target: Organisation
  reason: string
  accounts: restructure.MovedAccount[]
  ended: restructure.EndedGrant[]
  asked: Awaited<ReturnType<typeof restructure.grantsToAskFor>>
}

/** Each account whose unit went along or whose role ended, under its own name; and what was asked for it instead. */
function recordPeople({ record }: Work, { unit, target, reason, accounts, ended, asked }: People): void {
  const subject = (id: number) => ({ subject: { type: 'account', id }, orgPath: target.path, reason })
  for (const { id } of accounts) {
    const [before, after] = [{ organisation: unit.name }, { organisation: target.name }]
    record({ ...subject(id), action: 'account.transferred', before, after })
  }
  for (const { accountId, role } of ended)
    record({ ...subject(accountId), action: 'account.grantEnded', before: { role, organisation: unit.name } })
  for (const { accountId, role } of asked)
    record({ ...subject(accountId), action: 'account.grantRequested', after: { role, organisation: target.name } })
}

type Told = { action: string; unit: Organisation; before: unknown; after: unknown }

function recordOn({ record }: Work, { reason }: OrganisationChange, { action, unit, before, after }: Told): void {
  record({ action, subject: { type: 'organisation', id: unit.id }, orgPath: unit.path, before, after, reason })
}

function stated({ effectiveOn, document }: OrganisationChange) {
  return { effectiveOn, ...(document ? { document } : {}) }
}

function nameOf(tree: Organisation[], id: number | null): string | null {
  return tree.find((row) => row.id === id)?.name ?? null
}
