import { conflict, invalid, notFound } from '#kernel/problem.ts'
import type { Context } from '#platform/http/context.ts'
import type { Input } from '#platform/http/contract.ts'
import { type Applied, applyMoves } from './applying.ts'
import type { Move, moveRoutes } from './contract.ts'
import { enterProposed } from './entry-server.ts'
import { allFound, movesOrRefusal } from './judging.ts'
import type { Library, MoveKind } from './rules.ts'
import { refuseFuturePaper, refuseNotYet, shownMove } from './showing.ts'
import * as store from './store.ts'
import { MOVE_WORDS } from './wording.ts'

type Routes = typeof moveRoutes
type Body = Input<Routes['decideMoves']>['body']

/** Decides moves, all or none. What is approved changes the ledger here and now; what is refused keeps its reason. */
export async function decideMoves(
  context: Context,
  { body }: Input<Routes['decideMoves']>,
): Promise<{ decided: number }> {
  const { db, scope, now, person } = context
  const ids = [...new Set(body.moveIds)]
  await store.lockMoves(db, ids)
  const moves = await store.listMoves(db, scope, { ids, limit: ids.length })
  if (moves.length !== ids.length) throw notFound(ids.length === 1 ? '这一事项' : '其中的部分事项')
  refuseUndecidable(context, moves, body)
  const decision: store.Decision = {
    outcome: body.outcome,
    by: person.accountId,
    at: now,
    effectiveOn: body.effectiveOn ?? null,
    paper: body.paper ?? null,
    remark: body.remark || null,
  }
  const decided = body.outcome === 'approved' ? await approve(context, moves) : moves.map(refusedAsItIs)
  await store.saveDecisions(db, decided, decision)
  const applied = decided.flatMap(({ id, projectId, from, to }): Applied[] =>
    projectId !== null && from && to ? [{ moveId: id, projectId, from, to }] : [],
  )
  await applyMoves(db, applied, { at: now, accountId: person.accountId, actor: person.username })
  recordDecisions(context, { moves, decided, body })
  return { decided: moves.length }
}

function refuseUndecidable({ person, now }: Context, moves: readonly store.StoredMove[], body: Body): void {
  const settled = moves.find(({ state }) => state !== 'waiting')
  if (settled)
    throw conflict('move_decided', `“${settled.projectName}”的${MOVE_WORDS[settled.kind]}已有结果，请刷新后再看。`)
  if (body.outcome === 'refused' && (body.remark ?? '').length < 2) {
    throw invalid('refusal_reason', '不同意请写明理由，提出人据此补充。')
  }
  refuseFuturePaper(body.paper, now)
  const own = moves.find(({ proposedById }) => proposedById === person.accountId)
  if (own && !body.paper) {
    throw conflict(
      'move_four_eyes',
      `“${own.projectName}”的${MOVE_WORDS[own.kind]}是您本人提出的，须由另一位同志决定；已有批准文件的，请填写文号、文件日期和批准单位。`,
    )
  }
  if (body.outcome === 'approved')
    for (const { effectiveOn } of moves) refuseNotYet(body.effectiveOn ?? effectiveOn, now)
}

/** The ledger may have gone on since the proposal: each move is judged anew from where its project stands now. */
async function approve(context: Context, moves: readonly store.StoredMove[]): Promise<store.Decided[]> {
  const { db, scope } = context
  const entries = moves.filter(({ projectId }) => projectId === null)
  const others = moves.filter(({ projectId }) => projectId !== null)
  const ids = others.map(({ projectId }) => projectId!)
  const projects = await store.readMovable(db, scope, ids, { lock: true })
  allFound(projects, ids)
  const byId = new Map(projects.map((project) => [project.id, project]))
  const decided: store.Decided[] = groupedBy(others).flatMap(({ kind, toLibrary, moves: same }) => {
    const made = movesOrRefusal(
      same.map(({ projectId }) => byId.get(projectId!)!),
      { kind, toLibrary },
      { mayWait: true },
    )
    return made.map((one, index) => ({ id: same[index]!.id, ...one }))
  })
  for (const entry of entries) decided.push(await enterProposed(context, entry))
  return decided
}

type Group = { kind: MoveKind; toLibrary: Library; moves: store.StoredMove[] }

function groupedBy(moves: readonly store.StoredMove[]): Group[] {
  const groups = new Map<string, Group>()
  for (const move of moves) {
    const key = `${move.kind} ${move.toLibrary}`
    const group = groups.get(key) ?? { kind: move.kind, toLibrary: move.toLibrary, moves: [] }
    group.moves.push(move)
    groups.set(key, group)
  }
  return [...groups.values()]
}

function refusedAsItIs({ id, projectId }: store.StoredMove): store.Decided {
  return { id, projectId, from: null, to: null }
}

type Decisions = { moves: readonly store.StoredMove[]; decided: readonly store.Decided[]; body: Body }

function recordDecisions(context: Context, { moves, decided, body }: Decisions): void {
  const outcomes = new Map(decided.map((one) => [one.id, one]))
  for (const move of moves) {
    const { projectId, from, to } = outcomes.get(move.id)!
    context.record({
      action: body.outcome === 'approved' ? 'move.approved' : 'move.refused',
      subject: projectId === null ? { type: 'move', id: move.id } : { type: 'project', id: projectId },
      orgPath: move.orgPath,
      before: from,
      after: {
        move: move.id,
        moveKind: move.kind,
        ...(to ?? { name: move.projectName }),
        effectiveOn: body.effectiveOn ?? move.effectiveOn,
        ...(body.paper ?? {}),
      },
      reason: body.remark || move.reason,
    })
  }
}

/** A proposal is taken back by whoever made it, while nobody has decided. */
export async function retractMove(context: Context, { params }: Input<Routes['retractMove']>): Promise<Move> {
  const { db, scope, now, person } = context
  await store.lockMoves(db, [params.id])
  const [move] = await store.listMoves(db, scope, { ids: [params.id], limit: 1 })
  if (!move) throw notFound('这一事项')
  if (move.state !== 'waiting')
    throw conflict('move_decided', '这一事项已有结果，不能再撤回。需要改回的，请提出反向调整。')
  if (move.proposedById !== person.accountId) {
    throw conflict(
      'not_the_proposer',
      `这一事项由${move.proposedBy ?? '他人'}提出，只能由本人撤回；您可以不同意并写明理由。`,
    )
  }
  await store.retract(db, move.id, now)
  context.record({
    action: 'move.retracted',
    subject: move.projectId === null ? { type: 'move', id: move.id } : { type: 'project', id: move.projectId },
    orgPath: move.orgPath,
    after: { move: move.id, moveKind: move.kind },
    reason: move.reason,
  })
  const [after] = await store.listMoves(db, scope, { ids: [params.id], limit: 1 })
  return shownMove(after!, person.accountId)
}
