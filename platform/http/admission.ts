import type { FastifyRequest } from 'fastify'
import { Problem } from '#kernel/problem.ts'
import type { Permission } from '../access/permissions.ts'
import { type Person, type Scope, scopeFor } from '../access/scope.ts'
import { wholeRegion } from '../database/transaction.ts'
import { bearerOf } from './bearer.ts'
import type { Route } from './contract.ts'

const NOBODY: Person = { accountId: 0, username: '', displayName: '', organisationId: 0, grants: [] }
const SAFE = new Set(['GET', 'HEAD', 'OPTIONS'])

type Recognise = (
  request: FastifyRequest,
  how: { isPassive: boolean },
) => Promise<{ person: Person; sessionToken: string | null } | null>
export type Admission = { person: Person; scope: Scope; sessionToken: string | null }

/** Who is asking, and may they: 401 without a valid session or token, 403 without a grant that carries the route's permission. */
export async function admit(route: Route, request: FastifyRequest, recognise: Recognise): Promise<Admission> {
  if (!SAFE.has(request.method)) refuseOtherSites(request)
  if (isOpen(route)) return { person: NOBODY, scope: wholeRegion(), sessionToken: null }
  const known = await recognise(request, { isPassive: route.stream !== undefined })
  if (!known) throw new Problem(401, 'sign_in_needed', '请先登录。登录可能已过期，重新登录后再操作。')
  if (!route.whileDue && !(route.needs === 'signedIn' && SAFE.has(route.method))) refuseWhatIsDue(known.person)
  if (route.needs === 'signedIn') return { ...known, scope: wholeRegion() }
  if (known.person.byToken && NOT_BY_TOKEN.has(route.needs) && !SAFE.has(request.method)) refuseToken()
  const scope = scopeFor(known.person, route.needs as Permission)
  if (!scope) throw new Problem(403, 'not_permitted', '您的岗位没有这项权限。如工作需要，请联系管理员授权。')
  return { ...known, scope }
}

/** Accounts, roles and the rules of signing in are changed by a person at a browser: a token that leaked must not make itself others. */
const NOT_BY_TOKEN: ReadonlySet<string> = new Set(['account.manage', 'role.grant', 'security.manage'])

function refuseToken(): never {
  throw new Problem(403, 'session_needed', '账号、岗位和登录安全不能用接口令牌办理，请登录系统后操作。')
}

/** Until then somebody may look at their own account and settle what is due, nothing else: no token either, which would be the way around. */
function refuseWhatIsDue({ passwordDue, secondFactorDue }: Person): void {
  if (passwordDue)
    throw new Problem(403, 'password_due', '请先修改密码（首次登录，或密码已到期）：打开“我的”，填写原密码和新密码。')
  if (secondFactorDue)
    throw new Problem(
      403,
      'second_factor_due',
      '按安全管理员的要求，请先设置动态口令：打开“我的”，用手机扫码后填写验证码。',
    )
}

/** Whether nobody needs to be signed in to ask. */
export function isOpen({ needs }: Route): boolean {
  return needs === 'public' || needs === 'doorway' || needs === 'founding'
}

/**
 * A browser names the site a request came from; another site must not act with the person's cookie. Over TLS it says so itself
 * (Sec-Fetch-Site); elsewhere the origin has to be the host that was asked, as a trusted proxy passes it on. A bearer token is no cookie.
 */
function refuseOtherSites(request: FastifyRequest): void {
  const { origin } = request.headers
  const site = request.headers['sec-fetch-site']
  if (site === 'same-origin' || bearerOf(request)) return
  if (!origin && (site === undefined || site === 'none')) return
  const here = [request.headers.host, request.host]
  if (origin && (site === undefined || site === 'none') && here.includes(hostOf(origin) ?? '')) return
  throw new Problem(403, 'cross_site', '这个请求来自其他网站，已经拒绝。请在本系统页面内操作。')
}

function hostOf(origin: string): string | null {
  try {
    return new URL(origin).host
  } catch {
    return null
  }
}
