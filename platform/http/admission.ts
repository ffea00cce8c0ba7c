import type { FastifyRequest } from 'fastify'
import { Problem } from '#kernel/problem.ts'
import type { Permission } from '../access/permissions.ts'
import { type Person, type Scope, scopeFor } from '../access/scope.ts'
import { wholeRegion } from '../database/transaction.ts'
import type { Route } from './contract.ts'

const NOBODY: Person = { accountId: 0, username: '', displayName: '', organisationId: 0, grants: [] }
const SAFE = new Set(['GET', 'HEAD', 'OPTIONS'])

type Recognise = (request: FastifyRequest) => Promise<{ person: Person; sessionToken: string | null } | null>
export type Admission = { person: Person; scope: Scope; sessionToken: string | null }

/** Who is asking, and may they: 401 without a valid session or token, 403 without a grant that carries the route's permission. */
export async function admit(route: Route, request: FastifyRequest, recognise: Recognise): Promise<Admission> {
  if (!SAFE.has(request.method)) refuseOtherSites(request)
  if (isOpen(route)) return { person: NOBODY, scope: wholeRegion(), sessionToken: null }
  const known = await recognise(request)
  if (!known) throw new Problem(401, 'sign_in_needed', '请先登录。登录可能已过期，重新登录后再操作。')
  if (route.needs === 'signedIn') return { ...known, scope: wholeRegion() }
  if (known.person.passwordDue)
    throw new Problem(403, 'password_due', '首次登录请先修改密码：打开“我的”，填写原密码和新密码。')
  const scope = scopeFor(known.person, route.needs as Permission)
  if (!scope) throw new Problem(403, 'not_permitted', '您的岗位没有这项权限。如工作需要，请联系管理员授权。')
  return { ...known, scope }
}

/** Whether nobody needs to be signed in to ask. */
export function isOpen({ needs }: Route): boolean {
  return needs === 'public' || needs === 'doorway' || needs === 'founding'
}

/** A browser names the site a form came from; another site must not act with the person's cookie. */
function refuseOtherSites(request: FastifyRequest): void {
  const origin = request.headers.origin
  if (!origin || request.headers.authorization) return
  if (hostOf(origin) !== request.headers.host) {
    throw new Problem(403, 'cross_site', '这个请求来自其他网站，已经拒绝。请在本系统页面内操作。')
  }
}

function hostOf(origin: string): string | null {
  try {
    return new URL(origin).host
  } catch {
    return null
  }
}
