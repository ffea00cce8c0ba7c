import { listOrganisations } from '#capabilities/people/public.ts'
import { type Round, roundInSight } from '#capabilities/race/public.ts'
import { conflict, forbidden, notFound } from '#kernel/problem.ts'
import { covers, type Scope } from '#platform/access/scope.ts'
import { type Context, capability, type Download, type DownloadContext } from '#platform/http/context.ts'
import type { Input } from '#platform/http/contract.ts'
import type { Figure } from './compose/figure.ts'
import { type Bulletin, bulletinRoutes, type FigureSource } from './contract.ts'
import { type Draft, draftBulletin } from './drafting.ts'
import { wordFile } from './file.ts'
import { type Source, type Trace, traceFigure } from './rules/trace.ts'
import * as store from './store.ts'

type Routes = typeof bulletinRoutes

export const bulletinCapability = capability(bulletinRoutes, {
  readBulletin,
  readFigure,
  publishBulletin,
  setBulletinNumber,
  withdrawBulletin,
  downloadBulletin: { download: downloadBulletin },
})

async function readBulletin(context: Context, { params }: Input<Routes['readBulletin']>): Promise<Bulletin> {
  const round = await monthlyRound(context, params.id)
  const published = await store.findPublished(context.db, round.id)
  if (published) return publishedView(round, published)
  return draftView(round, await draftInScope(context, round))
}

async function publishBulletin(context: Context, { params }: Input<Routes['publishBulletin']>): Promise<Bulletin> {
  const { db, person, now } = context
  const round = await ownRound(context, params.id)
  if (await store.findPublished(db, round.id)) {
    throw conflict('bulletin_already_published', '本期通报已经发布。如需重发，请先撤回并写明原因。')
  }
  const draft = await draftBulletin(db, round, { now, hold: true })
  const hindrance = hindranceOf(round, draft)
  if (hindrance) throw conflict(hindrance.code, hindrance.sentence, { problems: draft.problems })
  const { document, figures, source } = draft
  const content = { document, figures, rows: source.rows, round: source.round }
  const { orgPath } = round
  const bulletin = {
    roundId: round.id,
    orgPath,
    title: document.title,
    content,
    publishedAt: now,
    publishedBy: person.accountId,
  }
  const id = await store.insertBulletin(db, bulletin)
  const after = {
    bulletinId: id,
    title: document.title,
    rankingId: draft.ranking.id,
    figures: figures.length,
    rows: source.rows.length,
  }
  context.record({ action: 'bulletin.published', subject: { type: 'round', id: round.id }, orgPath, after })
  return publishedView(round, (await store.findPublished(db, round.id))!)
}

async function setBulletinNumber(
  context: Context,
  { params, body }: Input<Routes['setBulletinNumber']>,
): Promise<Bulletin> {
  const { db } = context
  const round = await ownRound(context, params.id)
  const before = await publishedOrConflict(context, round, '通报尚未发布。请先发布，再填写办公系统给出的文号。')
  await store.setNumber(db, before.id, body.number)
  context.record({
    action: 'bulletin.numbered',
    subject: { type: 'round', id: round.id },
    orgPath: round.orgPath,
    before: { number: before.number },
    after: { number: body.number },
  })
  return publishedView(round, { ...before, number: body.number })
}

async function withdrawBulletin(
  context: Context,
  { params, body }: Input<Routes['withdrawBulletin']>,
): Promise<Bulletin> {
  const { db, now } = context
  const round = await ownRound(context, params.id)
  const sentence = '本期通报没有发布，或已经撤回，不需要再撤回。'
  const { id, title, number } = await publishedOrConflict(context, round, sentence)
  if (!(await store.withdraw(db, id, body.reason, now))) throw conflict('bulletin_not_published', sentence)
  const before = { bulletinId: id, title, number }
  context.record({
    action: 'bulletin.withdrawn',
    subject: { type: 'round', id: round.id },
    orgPath: round.orgPath,
    before,
    reason: body.reason,
  })
  return draftView(round, await draftBulletin(db, round, { now }))
}

async function readFigure(context: Context, { params }: Input<Routes['readFigure']>): Promise<FigureSource> {
  const { db, scope } = context
  const round = await monthlyRound(context, params.id)
  const { source, isFrozen } = await figureOrigin(context, round)
  const figure = source.figures.find(({ id }) => id === params.figureId)
  if (!figure) throw notFound('这个数据')
  const inSight = covers(scope, round.orgPath) ? () => true : await rowsInScope(db, scope)
  return figureView(figure, { trace: traceFigure(figure, source), figures: source.figures, inSight, isFrozen })
}

/** A draft that stands on a published ranking already has that ranking's frozen rows. */
async function figureOrigin(context: Context, round: Round): Promise<{ source: Source; isFrozen: boolean }> {
  const published = await store.findPublished(context.db, round.id)
  if (published) {
    return {
      source: { ...(await store.readFrozenSource(context.db, published.id)), figures: published.figures },
      isFrozen: true,
    }
  }
  const { source, ranking } = await draftInScope(context, round)
  return { source, isFrozen: ranking.state === 'published' }
}

async function downloadBulletin(
  { db, scope, now }: DownloadContext,
  { params }: Input<Routes['downloadBulletin']>,
): Promise<Download> {
  const round = await monthlyRound({ db, scope }, params.id)
  const { fileName, bytes } = await wordFile(db, round, { now, mayDraft: covers(scope, round.orgPath) })
  return { fileName, body: bytes }
}

/** Why it may not be published now; null when it may. */
function hindranceOf(round: Round, draft: Draft): { code: string; sentence: string } | null {
  if (!round.lockedAt)
    return { code: 'round_not_locked', sentence: '本期调度尚未锁定。请先完成审核并锁定，再发布通报。' }
  if (draft.ranking.state !== 'published')
    return { code: 'ranking_missing', sentence: '本期排名尚未发布。通报以排名为依据，请先发布排名。' }
  const count = draft.problems.length
  if (count === 0) return null
  return { code: 'bulletin_unreconciled', sentence: `有${count}处数据对不上，不能发布。${draft.problems[0]}` }
}

function publishedView(round: Round, published: store.PublishedRow): Bulletin {
  const { id, title, number, document, figures, publishedAt, publishedBy } = published
  return {
    id,
    roundId: round.id,
    state: 'published',
    title,
    number,
    document: number ? { ...document, number } : document,
    figures: figures.map(shownFigure),
    problems: [],
    hindrance: null,
    publishedAt,
    publishedBy,
  }
}

function draftView(round: Round, draft: Draft): Bulletin {
  const { document, figures, problems } = draft
  return {
    id: null,
    roundId: round.id,
    state: 'draft',
    title: document.title,
    number: null,
    document,
    figures: figures.map(shownFigure),
    problems,
    hindrance: hindranceOf(round, draft)?.sentence ?? null,
    publishedAt: null,
    publishedBy: null,
  }
}

function shownFigure({ id, text, subject, formula, asOf }: Figure) {
  return { id, text, subject, formula, asOf }
}

type Shown = {
  trace: Trace
  figures: readonly Figure[]
  inSight: (row: Source['rows'][number]) => boolean
  isFrozen: boolean
}

function figureView(figure: Figure, { trace, figures, inSight, isFrozen }: Shown): FigureSource {
  const shown = trace.rows.filter(({ row }) => inSight(row))
  const textOf = (id: string) => figures.find((other) => other.id === id)
  return {
    figure: { ...shownFigure(figure), value: figure.value, unit: figure.unit },
    inputs: figure.inputs.map((input) =>
      'figure' in input
        ? {
            name: textOf(input.figure)?.subject ?? input.figure,
            text: textOf(input.figure)?.text ?? '—',
            figureId: input.figure,
          }
        : { name: input.name, text: `${input.value}${input.unit}`, figureId: null },
    ),
    rows: shown.map(({ row, counted }) => {
      const { projectId, projectName, countyName, annualPlan, completedCurrent, completedYtd, light } = row
      return { projectId, projectName, countyName, annualPlan, completedCurrent, completedYtd, light, counted }
    }),
    rowTotal: trace.rows.length,
    hiddenRows: trace.rows.length - shown.length,
    isFrozen,
    recomputed: trace.recomputed,
    agrees: trace.agrees,
  }
}

/** A published bulletin is for everyone it concerns; other counties' rows behind its figures are not. */
async function rowsInScope(db: Context['db'], scope: Scope): Promise<Shown['inSight']> {
  const seen = new Set((await listOrganisations(db)).filter(({ path }) => covers(scope, path)).map(({ id }) => id))
  return (row) => seen.has(row.orgId)
}

async function monthlyRound({ db, scope }: Pick<Context, 'db' | 'scope'>, id: number): Promise<Round> {
  const round = await roundInSight(db, scope, id)
  if (round.kind !== 'month') throw conflict('bulletin_monthly_only', '周调度不出月度通报。请打开当月的月调度。')
  return round
}

async function ownRound(context: Context, id: number): Promise<Round> {
  const round = await monthlyRound(context, id)
  if (!covers(context.scope, round.orgPath)) throw forbidden('round_of_superior', '这一期由上级调度，通报由上级发布。')
  return round
}

async function draftInScope({ db, scope, now }: Context, round: Round): Promise<Draft> {
  if (!covers(scope, round.orgPath)) throw conflict('bulletin_not_published', '本期通报尚未发布，发布后可在这里查看。')
  return await draftBulletin(db, round, { now })
}

async function publishedOrConflict({ db }: Context, round: Round, sentence: string): Promise<store.PublishedRow> {
  const published = await store.findPublished(db, round.id)
  if (!published) throw conflict('bulletin_not_published', sentence)
  return published
}
