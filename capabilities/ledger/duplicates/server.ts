import { setImmediate as pause } from 'node:timers/promises'
import { invalid, notFound } from '#kernel/problem.ts'
import type { Context, Handlers, Preparation } from '#platform/http/context.ts'
import type { Input } from '#platform/http/contract.ts'
import type { duplicateRoutes } from './contract.ts'
import { likelyPairs } from './likely-pairs.ts'
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
/** So many projects are read at once, and so many pairs judged before other requests get their turn. */
const PAGE = 20_000
const BATCH = 1_000

const rest = async () => {
  await pause()
}

async function search({ read, scope }: Preparation): Promise<Searched> {
  const projects: store.Candidate[] = []
  for (let page: store.Candidate[] | null = null; page === null || page.length === PAGE; ) {
    const after = projects.at(-1)?.id ?? 0
    page = await read(async (db) => await store.readPage(db, scope, after, PAGE))
    projects.push(...page)
  }
  const found: store.FoundPair[] = []
  let judged = 0
  for await (const [i, j] of likelyPairs(projects, rest)) {
    const [a, b] = [projects[i]!, projects[j]!]
    const likeness = likenessOf(a, b)
    if (likeness) found.push({ a: a.id, b: b.id, ...likeness })
    judged += 1
    if (judged % BATCH === 0) await rest()
  }
  found.sort((one, other) => other.score - one.score)
  return { compared: projects.length, found: found.slice(0, KEPT) }
}

/** Nobody looks through more; the likeliest are kept. */
const KEPT = 20_000

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
