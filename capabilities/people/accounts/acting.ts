import { notFound } from '#kernel/problem.ts'
import { covers, type Scope } from '#platform/access/scope.ts'
import type { Context } from '#platform/http/context.ts'
import { organisationInScope as organisationOf } from '../organisations/server.ts'
import type { AccountDetail } from './contract.ts'
import { listAccounts, readTimeline } from './list-store.ts'
import { pathOfAccount } from './store.ts'

/** Whoever works on accounts: a request, or the command line. */
export type Acting = Pick<Context, 'db' | 'person' | 'scope' | 'now' | 'record'>

/** The subtrees a query is limited to; null where it is not. */
export function pathsOf(scope: Scope): string[] | null {
  return scope.all ? null : scope.paths
}

/** The account with all its grants, or a refusal where it lies beyond the scope. */
export async function accountInScope({ db, scope }: Acting, id: number): Promise<AccountDetail & { path: string }> {
  const [found] = await listAccounts(db, { paths: pathsOf(scope), id })
  if (!found) throw notFound('这个账号')
  return { ...found, timeline: await readTimeline(db, id) }
}

export async function organisationInScope(acting: Acting, id: number) {
  return await organisationOf(acting as Context, id)
}

export function isCovered({ scope }: Acting, path: string): boolean {
  return covers(scope, path)
}

type Told = { before?: unknown; after?: unknown; reason?: string | null }

/** One line of the record about an account, in the chain of its unit. */
export async function recordAccount(acting: Acting, action: string, id: number, told: Told): Promise<void> {
  const orgPath = await pathOfAccount(acting.db, id)
  acting.record({ action, subject: { type: 'account', id }, orgPath, ...told })
}
