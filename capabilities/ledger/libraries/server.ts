import { dateInChina } from '#kernel/period.ts'
import { covers, scopeFor } from '#platform/access/scope.ts'
import type { Context, Handlers } from '#platform/http/context.ts'
import type { Input } from '#platform/http/contract.ts'
import { inScopeOrNotFound } from '../project-server.ts'
import { listMembershipsOf } from '../rosters/store.ts'
import { applyMoves } from './applying.ts'
import type { AskedMoves, MovePreview, moveRoutes, Paper, ProjectLibrary } from './contract.ts'
import { decideMoves, retractMove } from './deciding-server.ts'
import { unmetRules } from './entry-rules.ts'
import { proposeEntry } from './entry-server.ts'
import { allFound, judgeMove, movesOrRefusal } from './judging.ts'
import { allowedMoves, applyMove } from './rules.ts'
import { refuseFuturePaper, refuseNotYet, shownMove } from './showing.ts'
import * as store from './store.ts'

type Routes = typeof moveRoutes

export const moveHandlers: Handlers<Routes> = {
  listMoves: async ({ db, scope, person }, { query }) => {
    const items = await store.listMoves(db, scope, query)
    return {
      items: items.map((move) => shownMove(move, person.accountId)),
      total: await store.countMoves(db, scope, query),
      next: items.length === query.limit ? items.at(-1)!.id : null,
    }
  },
  readProjectLibrary,
  previewMoves,
  proposeMoves,
  enterDecidedMoves,
  proposeEntry,
  decideMoves,
  retractMove,
}

async function readProjectLibrary(
  context: Context,
  { params }: Input<Routes['readProjectLibrary']>,
): Promise<ProjectLibrary> {
  const { db, scope, person } = context
  const { orgPath, library } = await inScopeOrNotFound(context, params.id)
  // an entry that was merged into another is read and takes no moves
  const [project] = await store.readMovable(db, scope, [params.id], { lock: false })
  const moves = await store.listMoves(db, scope, { projectId: params.id, limit: 200 })
  const may = (permission: 'project.write' | 'library.decide') => {
    const reach = scopeFor(person, permission)
    return reach !== null && covers(reach, orgPath)
  }
  return {
    library,
    moves: moves.map((move) => shownMove(move, person.accountId)),
    allowed: (project ? allowedMoves(project) : []).map((kind) => {
      const outcome = applyMove(kind, project!, { stageBefore: project!.stageBefore, to: 'reserve' })
      return { kind, becomes: kind === 'reentry' || !outcome.allowed ? null : outcome.to.library }
    }),
    unmet: !project || project.stage === 'withdrawn' ? [] : unmetRules(library, project.entry).map(({ says }) => says),
    lists: await listMembershipsOf(db, params.id),
    mayPropose: project !== undefined && may('project.write'),
    mayDecide: may('library.decide'),
  }
}

async function previewMoves({ db, scope }: Context, { body }: Input<Routes['previewMoves']>): Promise<MovePreview> {
  const projects = await store.readMovable(db, scope, body.projectIds, { lock: false })
  allFound(projects, body.projectIds)
  return {
    items: projects.map((project) => {
      const judged = judgeMove(project, body)
      const to = 'to' in judged ? judged.to : null
      return {
        projectId: project.id,
        projectName: project.name,
        because: 'because' in judged ? judged.because : null,
        toLibrary: to?.library ?? null,
        toStage: to?.stage ?? null,
      }
    }),
  }
}

async function proposeMoves(context: Context, { body }: Input<Routes['proposeMoves']>) {
  const { moves, batch } = await newMoves(context, body)
  const ids = await store.insertMoves(context.db, moves, proposalOf(context, body, batch, 'proposal'))
  recordMoves(context, { action: 'move.proposed', body, moves, ids })
  return { batch, proposed: moves.length }
}

async function enterDecidedMoves(context: Context, { body }: Input<Routes['enterDecidedMoves']>) {
  const { db, now, person } = context
  const { moves, batch } = await newMoves(context, body)
  refuseFuturePaper(body.paper, now)
  const effectiveOn = body.effectiveOn ?? dateInChina(now)
  refuseNotYet(effectiveOn, now)
  const decided = { by: person.accountId, paper: body.paper, remark: body.remark || null }
  const proposal = { ...proposalOf(context, body, batch, 'paper'), decided }
  const ids = await store.insertMoves(db, moves, proposal)
  const applied = moves.map(({ projectId, from, to }) => ({ moveId: ids.get(projectId)!, projectId, from: from!, to }))
  await applyMoves(db, applied, { at: now, accountId: person.accountId, actor: person.username })
  recordMoves(context, { action: 'move.entered', body, moves, ids })
  return { batch, moved: moves.length }
}

type Made = store.NewMove & { orgPath: string; name: string }

/** Locks the projects, so that nobody moves them in between, and judges every one. */
async function newMoves({ db, scope }: Context, body: AskedMoves): Promise<{ moves: Made[]; batch: number }> {
  const ids = [...new Set(body.projectIds)]
  const projects = await store.readMovable(db, scope, ids, { lock: true })
  allFound(projects, ids)
  const moves = movesOrRefusal(projects, body)
  const byId = new Map(projects.map((project) => [project.id, project]))
  return {
    moves: moves.map((move) => ({ ...move, ...pathAndName(byId.get(move.projectId)!) })),
    batch: await store.nextBatch(db),
  }
}

function pathAndName({ orgPath, name }: store.Movable) {
  return { orgPath, name }
}

function proposalOf({ now, person }: Context, body: AskedMoves, batch: number, source: 'proposal' | 'paper') {
  return {
    batch,
    kind: body.kind,
    source,
    reason: body.reason,
    effectiveOn: body.effectiveOn ?? dateInChina(now),
    by: person.accountId,
    at: now,
  }
}

type Recorded = { action: string; body: AskedMoves & { paper?: Paper }; moves: Made[]; ids: Map<number, number> }

function recordMoves(context: Context, { action, body, moves, ids }: Recorded): void {
  for (const { projectId, orgPath, from, to } of moves) {
    context.record({
      action,
      subject: { type: 'project', id: projectId },
      orgPath,
      before: from,
      after: {
        move: ids.get(projectId),
        moveKind: body.kind,
        ...to,
        effectiveOn: body.effectiveOn ?? dateInChina(context.now),
        ...(body.paper ?? {}),
      },
      reason: body.reason,
    })
  }
}
