import { dateInChina } from '#kernel/period.ts'
import { conflict, forbidden, notFound } from '#kernel/problem.ts'
import type { Context, Handlers } from '#platform/http/context.ts'
import type { Input } from '#platform/http/contract.ts'
import type { ApprovalBoardShape, Paper, PaperFields, paperRoutes } from './contract.ts'
import type { SaidState } from './rules/approvals.ts'
import { completeFields, refuseContradictions, refuseSameNumber } from './rules/fields.ts'
import * as store from './store/papers.ts'
import { boardOf, keepInHistory, lineOf, mayWrite, paperOrNotFound, recorded, view } from './views.ts'
import { PAPERS_AT_MOST } from './vocabulary.ts'
import { APPROVAL_WORDS, STATE_WORDS } from './wording.ts'

type Routes = typeof paperRoutes

/** What is said of papers and approvals; their files come in by file-server.ts. */
export const writingHandlers = {
  addPaper,
  editPaper,
  withdrawPaper,
  restorePaper,
  sayApprovalState,
} satisfies Partial<Handlers<Routes>>

async function addPaper(context: Context, { params, body }: Input<Routes['addPaper']>): Promise<Paper> {
  const { db, scope, now, person } = context
  const project = await holdProject(context, params.id)
  const fields = completeFields(body)
  refuseContradictions(fields, { files: 0, today: dateInChina(now) })
  refuseSameNumber(fields, await store.readPapers(db, scope, { projectId: project.id }))
  const id = await store.insertPaper(db, { projectId: project.id, fields, accountId: person.accountId, now })
  await keepInHistory(context, { projectId: project.id, field: 'paper', old: null, new: lineOf(fields) })
  context.record({
    action: 'paper.added',
    subject: { type: 'paper', id },
    orgPath: project.orgPath,
    after: { projectId: project.id, ...recorded(fields) },
  })
  return view(context, await paperOrNotFound(context, id))
}

/** The project, held so that two people add one after the other; refuses one that has too many papers. */
export async function holdProject({ db, scope }: Context, id: number): Promise<{ id: number; orgPath: string }> {
  const project = await store.findProject(db, scope, id, true)
  if (!project) throw notFound('这个项目')
  if ((await store.countPapers(db, id)) >= PAPERS_AT_MOST)
    throw conflict('papers_full', `一个项目最多${PAPERS_AT_MOST}份材料，请联系项目办整理后再上传。`)
  return project
}

async function editPaper(context: Context, { params, body }: Input<Routes['editPaper']>): Promise<Paper> {
  const before = await holdPaper(context, params.id)
  refuseWithdrawn(before)
  if (before.version !== body.version)
    throw conflict('paper_changed', '您打开后，这份材料已被他人修改。请刷新后核对，再保存。', {
      version: before.version,
    })
  const given: Partial<PaperFields> = body.fields
  const merged = { ...before, ...given }
  const fields = completeFields(
    merged.kind === 'approval' ? merged : { ...merged, approvalKind: given.approvalKind ?? null },
  )
  refuseContradictions(fields, { files: before.files.length, today: dateInChina(context.now) })
  const all = await store.readPapers(context.db, context.scope, { projectId: before.projectId })
  refuseSameNumber(
    fields,
    all.filter(({ id }) => id !== before.id),
  )
  await store.updatePaper(context.db, before.id, fields, context.now)
  await keepInHistory(context, {
    projectId: before.projectId,
    field: 'paper',
    old: lineOf(before),
    new: lineOf(fields),
  })
  context.record({
    action: 'paper.edited',
    subject: { type: 'paper', id: before.id },
    orgPath: before.orgPath,
    before: recorded(before),
    after: recorded(fields),
  })
  return view(context, await paperOrNotFound(context, before.id))
}

async function withdrawPaper(context: Context, { params, body }: Input<Routes['withdrawPaper']>): Promise<Paper> {
  const before = await holdPaper(context, params.id)
  refuseWithdrawn(before)
  await store.setWithdrawn(context.db, before.id, { by: context.person.accountId, reason: body.reason }, context.now)
  await keepInHistory(context, { projectId: before.projectId, field: 'paper', old: lineOf(before), new: null })
  context.record({
    action: 'paper.withdrawn',
    subject: { type: 'paper', id: before.id },
    orgPath: before.orgPath,
    before: recorded(before),
    reason: body.reason,
  })
  return view(context, await paperOrNotFound(context, before.id))
}

async function restorePaper(context: Context, { params }: Input<Routes['restorePaper']>): Promise<Paper> {
  const before = await holdPaper(context, params.id)
  if (!before.withdrawn) throw conflict('paper_not_withdrawn', '这份材料没有作废，不用恢复。')
  const all = await store.readPapers(context.db, context.scope, { projectId: before.projectId })
  refuseSameNumber(
    before,
    all.filter(({ id }) => id !== before.id),
  )
  await store.setWithdrawn(context.db, before.id, null, context.now)
  await keepInHistory(context, { projectId: before.projectId, field: 'paper', old: null, new: lineOf(before) })
  context.record({
    action: 'paper.restored',
    subject: { type: 'paper', id: before.id },
    orgPath: before.orgPath,
    after: recorded(before),
  })
  return view(context, await paperOrNotFound(context, before.id))
}

/** A paper within scope that the person may change, held with its project until the transaction ends. */
export async function holdPaper(context: Context, id: number): Promise<store.StoredPaper> {
  const { projectId } = await paperOrNotFound(context, id)
  await store.findProject(context.db, context.scope, projectId, true)
  await store.lockPaper(context.db, id)
  const paper = await paperOrNotFound(context, id)
  if (paper.createdById !== context.person.accountId && !mayWrite(context, paper.orgPath))
    throw forbidden('paper_not_yours', '这份材料由他人登记，您可以查看和下载；需要更正的，请联系项目办。')
  return paper
}

export function refuseWithdrawn({ withdrawn }: store.StoredPaper): void {
  if (withdrawn) throw conflict('paper_withdrawn', '这份材料已经作废。需要使用的，请先恢复。')
}

async function sayApprovalState(
  context: Context,
  { params, body }: Input<Routes['sayApprovalState']>,
): Promise<ApprovalBoardShape> {
  const { db, scope, now, person } = context
  const project = await store.findProject(db, scope, params.id, true)
  if (!project) throw notFound('这个项目')
  const [facts] = await store.readApprovalFacts(db, scope, [project.id])
  const before = facts!.said.find(({ approvalKind }) => approvalKind === params.approvalKind) ?? null
  if (facts!.papers.some(({ approvalKind }) => approvalKind === params.approvalKind))
    throw conflict('approval_obtained', '这项手续已有批复在册。如批复有误，请先作废那份材料，再修改办理状态。')
  const said = {
    approvalKind: params.approvalKind,
    state: body.state,
    note: body.note?.trim() || null,
    expectedOn: body.state === 'inProgress' ? (body.expectedOn ?? null) : null,
  }
  await store.saveApprovalState(db, { projectId: project.id, ...said, accountId: person.accountId, now })
  const line = (state: SaidState['state'] | null) =>
    state && `${APPROVAL_WORDS[params.approvalKind]}：${STATE_WORDS[state]}`
  await keepInHistory(context, {
    projectId: project.id,
    field: 'approvalState',
    old: line(before?.state ?? null),
    new: line(said.state),
  })
  context.record({
    action: 'approval.said',
    subject: { type: 'project', id: project.id },
    orgPath: project.orgPath,
    before: before && {
      formality: before.approvalKind,
      state: before.state,
      note: before.note,
      expectedOn: before.expectedOn,
    },
    after: { formality: said.approvalKind, state: said.state, note: said.note, expectedOn: said.expectedOn },
  })
  const [after] = await store.readApprovalFacts(db, scope, [project.id])
  return boardOf(after!, now)
}
