import { isDeepStrictEqual } from 'node:util'
import { type Figure, type Source, traceFigure } from '#capabilities/figures/public.ts'
import { listOrganisations } from '#capabilities/people/public.ts'
import { type Round, rankingWithRows, roundInSight } from '#capabilities/race/public.ts'
import { notFound } from '#kernel/problem.ts'
import { covers, type Scope } from '#platform/access/scope.ts'
import type { Context, Handlers } from '#platform/http/context.ts'
import type { Input } from '#platform/http/contract.ts'
import { confirmationsOf, sha256 } from './confirming.ts'
import type { Bulletin, bulletinRoutes, FigureSource } from './contract.ts'
import { type Draft, templatesOf } from './drafting.ts'
import { draftInSight, type InSight, inSight, publishedOrConflict } from './insight.ts'
import { fits } from './rules/fits.ts'
import { madeAgain } from './rules/made.ts'
import * as store from './store/bulletins.ts'
import { draftView, figureView, type Hindrance, publishedView, type Shown } from './views.ts'

type Routes = typeof bulletinRoutes
type Reading = 'listBulletins' | 'readBulletin' | 'readFigure' | 'readRevisions'

export const readingHandlers = {
  listBulletins,
  readBulletin,
  readFigure,
  readRevisions,
} satisfies Handlers<Pick<Routes, Reading>>

async function listBulletins({ db, scope }: Context, { params }: Input<Routes['listBulletins']>) {
  const round = await roundInSight(db, scope, params.id)
  const inForce = new Map((await store.listPublished(db, round.id)).map((row) => [row.templateKey, row]))
  const isOwn = covers(scope, round.orgPath)
  const inUse = (await templatesOf(db, round.orgId)).filter(
    ({ key, rhythm }) => fits(rhythm, round) || inForce.has(key),
  )
  const keys = new Set(inUse.map(({ key }) => key))
  const offered = [
    ...inUse.map(({ key, name, content }) => ({ key, name, kind: content.kind })),
    // what was published of a template that is no longer in use
    ...[...inForce.values()]
      .filter(({ templateKey }) => !keys.has(templateKey))
      .map(({ templateKey, name, kind }) => {
        return { key: templateKey, name, kind }
      }),
  ]
  return {
    items: offered
      // who waits for what is published is not shown what is not
      .filter(({ key }) => isOwn || inForce.has(key))
      .map(({ key, name, kind }) => {
        const published = inForce.get(key)
        return {
          key,
          name,
          kind,
          isReady: !key.startsWith('t'),
          publishedAt: published?.publishedAt ?? null,
          title: published?.title ?? null,
          number: published?.number ?? null,
        }
      }),
  }
}

async function readBulletin(context: Context, { params, query }: Input<Routes['readBulletin']>): Promise<Bulletin> {
  const seen = await inSight(context, params.id, query.template)
  const published = await store.findPublished(context.db, seen.round.id, seen.template.key)
  if (published) return publishedView(seen.round, seen.template, published)
  return await viewOfDraft(context, seen.round, await draftInSight(context, seen))
}

/** The draft with what stands in its way. */
export async function viewOfDraft({ db }: Pick<Context, 'db'>, round: Round, draft: Draft): Promise<Bulletin> {
  const waiting = draft.template.confirms ? await waitingFor(db, round, draft) : []
  return draftView(round, draft, { hindrance: hindranceOf(round, draft), unconfirmed: waiting })
}

/** Names of the ranked organisations that have not confirmed the figures the document prints. */
export async function waitingFor(db: Context['db'], round: Round, { material }: Draft): Promise<string[]> {
  const all = await confirmationsOf(db, round.id, material)
  return all.filter(({ state }) => state !== 'confirmed').map(({ orgName }) => orgName)
}

/** Why it may not be published now, whatever is confirmed; null when it may. */
export function hindranceOf(round: Round, { template, ranking, problems }: Draft): Hindrance | null {
  if (!round.lockedAt) return { code: 'round_not_locked', sentence: '本期调度尚未锁定。请先完成审核并锁定，再发布。' }
  if (template.confirms && ranking.state !== 'published')
    return { code: 'ranking_missing', sentence: '本期排名尚未发布。这份文稿以排名为依据，请先发布排名。' }
  const open = problems.filter(({ explanation }) => !explanation)
  const [first] = open
  if (!first) return null
  return {
    code: 'bulletin_unreconciled',
    sentence: `有${open.length}处数据对不上，不能发布；请更正，能说明的写明原因。${first.sentence}`,
  }
}

async function readFigure(context: Context, { params, query }: Input<Routes['readFigure']>): Promise<FigureSource> {
  const { db, scope } = context
  const seen = await inSight(context, params.id, query.template)
  const { source, isFrozen } = await figureOrigin(context, seen)
  const figure = source.figures.find(({ id }) => id === params.figureId)
  if (!figure) throw notFound('这个数据')
  const visible = covers(scope, seen.round.orgPath) ? () => true : await rowsInScope(db, scope)
  return figureView(figure, { trace: traceFigure(figure, source), figures: source.figures, inSight: visible, isFrozen })
}

/** A draft that stands on a published ranking already has that ranking's frozen rows. */
async function figureOrigin(context: Context, seen: InSight): Promise<{ source: Source; isFrozen: boolean }> {
  const published = await store.findPublished(context.db, seen.round.id, seen.template.key)
  if (published) {
    const frozen = await store.readFrozenSource(context.db, published.id)
    return { source: { ...frozen, figures: published.figures }, isFrozen: true }
  }
  const { source, ranking } = await draftInSight(context, seen)
  return { source, isFrozen: ranking.state === 'published' }
}

/** A published bulletin is for everyone it concerns; other counties' rows behind its figures are not. */
async function rowsInScope(db: Context['db'], scope: Scope): Promise<Shown['inSight']> {
  const seen = new Set((await listOrganisations(db)).filter(({ path }) => covers(scope, path)).map(({ id }) => id))
  return (row) => seen.has(row.orgId)
}

async function readRevisions(context: Context, { params, query }: Input<Routes['readRevisions']>) {
  const { db, scope, now } = context
  const seen = await inSight(context, params.id, query.template)
  const published = await publishedOrConflict(context, seen, '这份文稿尚未发布，没有可比的定稿。')
  const frozen = await store.readFrozenSource(db, published.id)
  const { figures, document, made } = published
  const again = made ? madeAgain(made, frozen) : null
  // numbers come back from jsonb as they went in; what was undefined is absent on both sides
  const isReproduced = again && isDeepStrictEqual(plain({ document, figures }), plain(again))
  const isOwn = covers(scope, seen.round.orgPath)
  const standing = isOwn ? await rankingWithRows(db, seen.round, { now, live: true }) : null
  return {
    isReproduced,
    digest: sha256(JSON.stringify(figures.map(({ id, value, unit }) => [id, value, unit]))),
    revised: standing ? revisedSince(figures, frozen, standing.rows) : [],
  }
}

function plain({ document, figures }: { document: unknown; figures: unknown }): unknown {
  return JSON.parse(JSON.stringify({ document, figures }))
}

/** Figures whose rows say something else today: a correction was posted, a project was taken up or given away. */
function revisedSince(figures: readonly Figure[], frozen: Omit<Source, 'figures'>, rows: Source['rows']) {
  const today: Source = { ...frozen, rows, figures }
  return figures.flatMap((figure) => {
    const { recomputed, agrees } = traceFigure(figure, today)
    if (agrees) return []
    const { id, subject, text, value, unit } = figure
    return [{ figureId: id, subject, printed: text, was: value, now: recomputed, unit }]
  })
}
