import { lockProject, moveStage, type Stage } from '#capabilities/ledger/public.ts'
import { sumWan } from '#kernel/money.ts'
import { dateInChina } from '#kernel/period.ts'
import { conflict, invalid, notFound } from '#kernel/problem.ts'
import { covers, scopeFor } from '#platform/access/scope.ts'
import type { Context, Handlers } from '#platform/http/context.ts'
import type { Input } from '#platform/http/contract.ts'
import type { LineEntry, lineRoutes, StageLine } from './contract/line.ts'
import { knownBy } from './rules/days.ts'
import { daysInStage, type Step } from './rules/line.ts'
import { type Fault, faultOf, movesProject, stageWithout } from './rules/recording.ts'
import type { ProjectLine } from './store/lines.ts'
import { sumStages, timesInStage } from './store/overview.ts'
import { findStep, insertStep, readFormer, readLine, type StoredStep } from './store/steps.ts'
import { stageWord } from './wording.ts'

type Routes = typeof lineRoutes

/** The stage line of a project: reading, recording, correcting, withdrawing; and the overview of all. */
export const lineHandlers = {
  readStageLine: async (context, { params }) => await view(context, await lineInScope(context, params.id)),
  recordStage,
  correctStage,
  withdrawStage,
  readStageOverview,
} satisfies Handlers<Routes>

async function lineInScope({ db, scope }: Context, projectId: number): Promise<ProjectLine> {
  const line = await readLine(db, scope, projectId)
  if (!line) throw notFound('这个项目')
  return line
}

/** Holds the project until the transaction ends, so that two entries of one line follow each other. */
async function hold(context: Context, projectId: number): Promise<ProjectLine> {
  if (!(await lockProject(context.db, context.scope, projectId))) throw notFound('这个项目')
  return await lineInScope(context, projectId)
}

async function recordStage(context: Context, { params, body }: Input<Routes['recordStage']>): Promise<StageLine> {
  const { db, now, person } = context
  const before = await hold(context, params.id)
  const today = dateInChina(now)
  const evidence = evidenceOf(body.stage, body)
  refuse(faultOf({ stage: body.stage, reachedOn: body.reachedOn }, before.steps, today), body.stage)
  const reachedBy = knownBy(body.reachedOn, today)
  const step = {
    ...evidence,
    id: 0,
    stage: body.stage,
    reachedOn: body.reachedOn,
    reachedBy,
    recordedAt: '',
    recordedBy: '',
  }
  const hasMoved = movesProject(step, before.stage, before.line)
  const kept = { projectId: params.id, stage: body.stage, reachedOn: body.reachedOn, reachedBy, ...evidence }
  const stepId = await insertStep(db, {
    ...kept,
    supersedes: null,
    isWithdrawn: false,
    reason: null,
    hasMoved,
    stageBefore: before.stage,
    startBefore: before.startDate,
    recordedAt: now,
    recordedBy: person.accountId,
  })
  await moveStage(context, params.id, {
    stepId,
    ...(hasMoved ? { stage: body.stage } : {}),
    ...(isFirstStart(body.stage, before.steps) ? { startDate: body.reachedOn } : {}),
  })
  context.record({
    action: 'stage.recorded',
    subject: { type: 'project', id: params.id },
    orgPath: before.orgPath,
    before: { stage: before.stage, startDate: before.startDate },
    after: { stage: body.stage, reachedOn: body.reachedOn, ...evidence },
  })
  return await view(context, await lineInScope(context, params.id))
}

async function correctStage(context: Context, { params, body }: Input<Routes['correctStage']>): Promise<StageLine> {
  const { db, scope, now, person } = context
  const { step: former, line: before } = await holdStep(context, params.id)
  const today = dateInChina(now)
  const evidence = evidenceOf(former.stage, body)
  if (isSame(former, { reachedOn: body.reachedOn, ...evidence })) throw invalid('nothing_changed', '没有改动任何内容。')
  const others = before.steps.filter(({ id }) => id !== former.id)
  refuse(faultOf({ stage: former.stage, reachedOn: body.reachedOn }, others, today), former.stage)
  const { id: _, ...copied } = former
  const stepId = await insertStep(db, {
    ...copied,
    ...evidence,
    reachedOn: body.reachedOn,
    reachedBy: knownBy(body.reachedOn, today),
    supersedes: former.id,
    isWithdrawn: false,
    reason: body.reason,
    recordedAt: now,
    recordedBy: person.accountId,
  })
  if (isFirstStart(former.stage, others))
    await moveStage(context, former.projectId, { stepId, startDate: body.reachedOn })
  context.record({
    action: 'stage.corrected',
    subject: { type: 'project', id: former.projectId },
    orgPath: before.orgPath,
    before: recorded(former),
    after: { stage: former.stage, reachedOn: body.reachedOn, ...evidence },
    reason: body.reason,
  })
  return await view({ ...context, scope }, await lineInScope(context, former.projectId))
}

async function withdrawStage(context: Context, { params, body }: Input<Routes['withdrawStage']>): Promise<StageLine> {
  const { db, now, person } = context
  const { step: former, line: before } = await holdStep(context, params.id)
  const { id: _, ...copied } = former
  const stepId = await insertStep(db, {
    ...copied,
    supersedes: former.id,
    isWithdrawn: true,
    reason: body.reason,
    recordedAt: now,
    recordedBy: person.accountId,
  })
  const others = before.steps.filter(({ id }) => id !== former.id)
  const mine = before.steps.find(({ id }) => id === former.id) as Step
  const goesBack = former.hasMoved && before.stage === former.stage
  const move = {
    ...(goesBack ? { stage: stageWithout(mine, former.stageBefore, others) } : {}),
    ...(isFirstStart(former.stage, others) ? { startDate: former.startBefore } : {}),
  }
  await moveStage(context, former.projectId, { stepId, ...move })
  context.record({
    action: 'stage.withdrawn',
    subject: { type: 'project', id: former.projectId },
    orgPath: before.orgPath,
    before: recorded(former),
    after: goesBack ? { stage: move.stage ?? null } : null,
    reason: body.reason,
  })
  return await view(context, await lineInScope(context, former.projectId))
}

/** The step with its project's line, held; superseded meanwhile, it is gone for whoever still sees it. */
async function holdStep(context: Context, stepId: number): Promise<{ step: StoredStep; line: ProjectLine }> {
  const { db, scope } = context
  const seen = await findStep(db, scope, stepId)
  if (!seen) throw notFound('这条阶段记录（可能已被更正或撤销）')
  const line = await hold(context, seen.projectId)
  const step = await findStep(db, scope, stepId)
  if (!step) throw conflict('step_superseded', '这条阶段记录刚被他人更正或撤销，请刷新后再改。')
  return { step, line }
}

type Evidence = Pick<StoredStep, 'startWorks' | 'document' | 'note' | 'witness'>
type Given = { [Name in keyof Evidence]?: Evidence[Name] | undefined }

/** A start is a first permanent excavation or pile: which of them is said, and by whom or what it is known. */
function evidenceOf(stage: Stage, { startWorks, document, note, witness }: Given): Evidence {
  const evidence = {
    startWorks: stage === 'started' ? (startWorks ?? null) : null,
    document: document || null,
    note: note || null,
    witness: witness || null,
  }
  if (stage !== 'started') return evidence
  if (!evidence.startWorks)
    throw invalid(
      'start_works_missing',
      '开工以首次永久性开挖或打桩为准。请选明是哪一种；场地平整、拆除和开工仪式不算开工。',
    )
  if (!evidence.document && !evidence.note && !evidence.witness)
    throw invalid('evidence_missing', '登记开工须有佐证：请填写依据文件、见证人或情况说明中的至少一项。')
  return evidence
}

/** Resuming after a suspension is no second start. */
function isFirstStart(stage: Stage, others: readonly Step[]): boolean {
  return stage === 'started' && !others.some((other) => other.stage === 'started')
}

function isSame(former: StoredStep, next: Evidence & { reachedOn: string }): boolean {
  const names = ['reachedOn', 'startWorks', 'document', 'note', 'witness'] as const
  return names.every((name) => former[name] === next[name])
}

function recorded({ stage, reachedOn, startWorks, document, note, witness }: StoredStep) {
  return { stage, reachedOn, startWorks, document, note, witness }
}

function refuse(fault: Fault | null, stage: Stage): void {
  if (!fault) return
  if (fault.kind === 'future')
    throw invalid('date_in_future', '时间还没有到。阶段只登记已经达到的；计划时间请填在“计划开工时间”等计划栏。')
  const other = `“${stageWord(fault.other.stage)}”（${fault.other.reachedOn}）`
  if (fault.kind === 'twice')
    throw conflict('stage_already_recorded', `${other}已经登记。时间或佐证有误请用“更正”，原记录会保留。`)
  throw invalid(
    'dates_out_of_order',
    `“${stageWord(stage)}”的时间与已登记的${other}前后矛盾。请核对两个时间，先更正有误的一个。`,
  )
}

async function view(context: Context, project: ProjectLine): Promise<StageLine> {
  const asOf = dateInChina(context.now)
  const days = daysInStage(project.line, asOf)
  const former = await readFormer(context.db, project.projectId)
  const writing = scopeFor(context.person, 'project.write')
  return {
    projectId: project.projectId,
    stage: project.stage,
    plannedStart: project.plannedStart,
    asOf,
    entries: project.line.map((entry, at): LineEntry => {
      const { step, change } = entry
      return {
        stage: entry.stage,
        reachedOn: entry.reachedOn,
        by: entry.by,
        source: entry.source,
        changeSource: change?.source ?? null,
        stepId: step?.id ?? null,
        startWorks: step?.startWorks ?? null,
        document: step?.document ?? null,
        note: step?.note ?? null,
        witness: step?.witness ?? null,
        recordedAt: step?.recordedAt ?? change?.at ?? null,
        recordedBy: step?.recordedBy ?? change?.by ?? null,
        corrections: step
          ? former.filter(({ stage, endedAs }) => stage === step.stage && endedAs === 'corrected').length
          : 0,
        ...days[at]!,
      }
    }),
    former,
    mayRecord: writing !== null && covers(writing, project.orgPath),
  }
}

async function readStageOverview({ db, scope, now }: Context, { query }: Input<Routes['readStageOverview']>) {
  const asOf = dateInChina(now)
  const sums = await sumStages(db, scope, { org: query.org, today: asOf })
  const times = new Map((await timesInStage(db, scope, query.org)).map((time) => [time.stage, time]))
  const items = sums.map((row) => {
    const time = row.stage ? times.get(row.stage) : undefined
    return { ...row, measured: time?.measured ?? 0, medianDays: time?.medianDays ?? null }
  })
  return { items, total: totalOf(items), asOf }
}

function totalOf(items: { projects: number; totalInvestment: string }[]) {
  return {
    projects: items.reduce((sum, { projects }) => sum + projects, 0),
    totalInvestment: sumWan(items.map(({ totalInvestment }) => totalInvestment)),
  }
}
