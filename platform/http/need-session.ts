import { forbidden } from '#kernel/problem.ts'
import type { Context } from './context.ts'

/** What changes how somebody signs in, or who acts for whom, asks for a person at a browser: a token that leaked must not entrench itself. */
export function needSession({ request }: Pick<Context, 'request'>): string {
  if (request.sessionToken) return request.sessionToken
  throw forbidden('session_needed', '这项操作不能用接口令牌办理，请登录系统后在“我的”里操作。')
}
