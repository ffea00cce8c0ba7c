import { foldName } from '#kernel/fold.ts'
import { dateInChina } from '#kernel/period.ts'
import { invalid } from '#kernel/problem.ts'
import { covers, type Scope } from '#platform/access/scope.ts'
import type { Context } from '#platform/http/context.ts'
import type { Input } from '#platform/http/contract.ts'
import { type Home, homeIn, insertChanges, insertProject } from '../store/project.ts'
import { recomputeStandings } from '../store/standing.ts'
import type { Move, moveRoutes, ProposedProject } from './contract.ts'
import { unmetRules } from './entry-rules.ts'
import type { Library } from './rules.ts'
import { shownMove } from './showing.ts'
import * as store from './store.ts'
import { LIBRARY_WORDS } from './wording.ts'

type Routes = typeof moveRoutes
const AT_FIRST: Record<Library, string> = { reserve: 'planning', construction: 'preparation', completed: 'completed' }

/** A project that is not in the ledger yet is proposed for a library (B03): screened by its entry rules, entered when approved. */
export async function proposeEntry(context: Context, { body }: Input<Routes['proposeEntry']>): Promise<Move> {
  const { db, scope, now, person } = context
  const home = await openHome(context, body.project.orgId)
  if (foldName(body.project.name) === '') throw invalid('project_name_missing', '请填写项目名称（不超过300字）。')
  const unmet = unmetRules(body.toLibrary, body.project)
  if (unmet.length > 0) {
    const missing = unmet.map(({ says }) => says).join('、')
    throw invalid(
      'entry_rules_unmet',
      `不符合${LIBRARY_WORDS[body.toLibrary]}入库条件，缺：${missing}。请补齐后再提出。`,
      {
        rules: unmet.map(({ key, says }) => ({ key, says })),
      },
    )
  }
  const effectiveOn = body.effectiveOn ?? dateInChina(now)
  const id = await store.insertEntryProposal(db, {
    batch: await store.nextBatch(db),
    orgId: home.orgId,
    project: body.project,
    toLibrary: body.toLibrary,
    toStage: body.project.stage ?? AT_FIRST[body.toLibrary],
    reason: body.reason,
    effectiveOn,
    by: person.accountId,
    at: now,
  })
  context.record({
    action: 'move.proposed',
    subject: { type: 'move', id },
    orgPath: home.orgPath,
    after: { move: id, moveKind: 'entry', library: body.toLibrary, name: body.project.name, effectiveOn },
    reason: body.reason,
  })
  const [move] = await store.listMoves(db, scope, { ids: [id], limit: 1 })
  return shownMove(move!, person.accountId)
}

/** The approved entry comes into being: in the ledger, in its history, and standing where its figures put it. */
export async function enterProposed(context: Context, move: store.StoredMove): Promise<store.Decided> {
  const { db, now, person } = context
  const home = await openHome(context, move.orgId!)
  const { orgId: _, ...fields } = move.proposal as ProposedProject
  const values = { ...fields, library: move.toLibrary, stage: move.toStage, isPriority: false }
  const projectId = await insertProject(db, home, values)
  const source = {
    at: now,
    accountId: person.accountId,
    actor: person.username,
    source: 'move',
    sourceId: String(move.id),
  }
  await insertChanges(db, [{ projectId, field: 'created', old: null, new: fields.name }], source)
  await recomputeStandings(db, [projectId])
  // where it leads is written with the decision; it has no place it comes from
  return { id: move.id, projectId, from: null, to: { library: move.toLibrary, stage: move.toStage, isPriority: false } }
}

async function openHome({ db, scope }: { db: Context['db']; scope: Scope }, orgId: number): Promise<Home> {
  const home = await homeIn(db, orgId)
  if (!home || !covers(scope, home.orgPath))
    throw invalid('organisation_unknown', '所属单位不存在，或不在您的管理范围内，请重新选择。')
  return home
}
