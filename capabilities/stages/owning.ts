import { forbidden, invalid } from '#kernel/problem.ts'
import { covers, scopeFor } from '#platform/access/scope.ts'
import type { Context } from '#platform/http/context.ts'
import { findUnit } from './store/cohorts.ts'

/** The unit a round or an event is opened for: the one named, or the top of what the person answers for; never one beyond the scope. */
export async function unitFor(
  { db, scope }: Context,
  orgId: number | undefined,
): Promise<{ id: number; path: string }> {
  const unit = await findUnit(db, orgId ? { id: orgId } : { path: scope.paths[0] })
  if (!unit || !covers(scope, unit.path))
    throw invalid('organisation_unknown', '所属单位不存在，或不在您的管理范围内，请重新选择。')
  return unit
}

/** What the city keeps is changed by the city alone. */
export function refuseForeign({ scope }: Context, { orgPath }: { orgPath: string }): void {
  if (!covers(scope, orgPath))
    throw forbidden('kept_by_superior', '这由上级单位登记，您可以查看，不能修改。如有出入，请与上级项目办联系。')
}

export function mayKeep({ person }: Context, orgPath: string | null): boolean {
  const writing = scopeFor(person, 'cohort.write')
  return writing !== null && (orgPath === null || covers(writing, orgPath))
}
