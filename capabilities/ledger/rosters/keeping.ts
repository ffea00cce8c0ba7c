import { dateInChina } from '#kernel/period.ts'
import { notFound } from '#kernel/problem.ts'
import { covers } from '#platform/access/scope.ts'
import type { Context } from '#platform/http/context.ts'
import * as store from './store.ts'

/** A list that may be read. */
export async function rosterInReach({ db, scope, now }: Context, id: number): Promise<store.StoredRoster> {
  const roster = await store.findRoster(db, scope, { id, today: dateInChina(now) })
  if (!roster) throw notFound('这份清单')
  return roster
}

/** A list is kept where it belongs: whoever may only read it is told so as if it were not there. */
export async function keptRoster(context: Context, id: number): Promise<store.StoredRoster> {
  const roster = await rosterInReach(context, id)
  if (!covers(context.scope, roster.orgPath)) throw notFound('由您管理的这份清单')
  return roster
}
