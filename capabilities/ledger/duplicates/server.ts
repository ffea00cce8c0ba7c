import { setImmediate as pause } from 'node:timers/promises'
import { invalid, notFound } from '#kernel/problem.ts'
import type { Context, Handlers, Preparation } from '#platform/http/context.ts'
import type { Input } from '#platform/http/contract.ts'
import type { duplicateRoutes } from './contract.ts'
import { likenessOf } from './likeness.ts'
import { mergeHandlers } from './merge-server.ts'
import * as store from './store.ts'
import { reasonsText } from './wording.ts'

type Routes = typeof duplicateRoutes

/** 疑似重复: searching, listing, setting aside; merging is next door. */
export const duplicateHandlers = {
  listDuplicates: async ({ db, scope }, { query }) => {
    const { items, ...page } = await store.listPairs(db, scope, query)
    return { ...page, items: items.map(({ reasons, ...pair }) => ({ ...pair, text: reasonsText(reasons) })) }
  },
  searchDuplicates: { prepare: search, handle: keep },
  dismissDuplicate: dismiss,
  ...mergeHandlers,
} satisfies Partial<Handlers<Routes>>

type Searched = { compared: number; found: store.FoundPair[] }
/** So many pairs are judged before other requests get their turn. */
const BATCH = 2_000

async function search({ read, scope }: Preparation): Promise<Searched> {
  const { pairs, projects, compared } = await read(async (db) => await store.readCandidates(db, scope))
  const found: store.FoundPair[] = []
  for (let at = 0; at < pairs.length; at += BATCH) {
    for (const { a, b } of pairs.slice(at, at + BATCH)) {
      const likeness = likenessOf(projects.get(a)!, projects.get(b)!)
      if (likeness) found.push({ a, b, ...likeness })
    }
    await pause()
  }
  return { compared, found }
}

async function keep(context: Context, _: unknown, { compared, found }: Searched) {
  const { db, scope, now, person } = context
  await store.savePairs(db, scope, found, now)
  context.record({
    action: 'project.twinsSearched',
    subject: { type: 'account', id: person.accountId },
    orgPath: scope.paths[0]!,
    after: { compared, found: found.length },
  })
  return { compared, found: found.length }
}

async function dismiss(context: Context, { body }: Input<Routes['dismissDuplicate']>): Promise<{ dismissed: boolean }> {
  const { db, scope, now, person } = context
  if (body.aId === body.bId) throw invalid('merge_with_itself', '请选择两个不同的项目。')
  const [a, b] = [Math.min(body.aId, body.bId), Math.max(body.aId, body.bId)] as const
  const pair = await store.findPair(db, scope, [a, b])
  if (!pair) throw notFound('这两个项目')
  if (pair.dismissed === body.dismissed)
    throw invalid('nothing_changed', body.dismissed ? '已经标为不是同一项目。' : '这两个项目没有标为不同项目。')
  const likeness = likenessOf(pair.a, pair.b) ?? { score: 0, reasons: [] }
  const reason = body.reason || null
  await store.setDismissed(db, { a, b, ...likeness }, body.dismissed ? { by: person.accountId, at: now, reason } : null)
  context.record({
    action: body.dismissed ? 'project.twinsDismissed' : 'project.twinsReturned',
    subject: { type: 'project', id: a },
    orgPath: pair.orgPath,
    after: { projects: [pair.a.name, pair.b.name], projectIds: [a, b] },
    reason,
  })
  return { dismissed: body.dismissed }
}
