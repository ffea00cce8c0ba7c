import { forbidden } from '#kernel/problem.ts'
import type { Context } from '#platform/http/context.ts'

/** Settings hold for the whole region: an administrator of one county reads them. Answers the path records stand under. */
export function regionalPath({ person, scope }: Context): string {
  const root = person.grants.find(({ path }) => !path.includes('.'))
  if (!scope.all || !root) throw forbidden('settings_are_regional', '这些设置对全域生效，由全域的系统管理员维护。')
  return root.path
}
