import { materialOfMonth } from '#capabilities/figures/public.ts'
import { listOrganisations } from '#capabilities/people/public.ts'
import type { Month } from '#kernel/period.ts'
import { conflict, invalid } from '#kernel/problem.ts'
import { covers, type Scope } from '#platform/access/scope.ts'
import type { Transaction } from '#platform/database/pool.ts'
import type { TextCheck } from './contract.ts'
import { againstData } from './rules/against/against-data.ts'
import { checkText } from './rules/check-text.ts'

export interface Asked {
  text: string
  scope: Scope
  now: Date
  orgId: number
  month: Month
}

/** A text judged by itself and by the figures of an organisation's month. */
export async function checkAgainst(db: Transaction, { text, scope, now, orgId, month }: Asked): Promise<TextCheck> {
  const org = (await listOrganisations(db)).find(({ id }) => id === orgId)
  if (!org || !covers(scope, org.path))
    throw invalid('organisation_unknown', '单位不存在，或不在您的查看范围内，请重新选择。')
  const found = await materialOfMonth(db, org, month, now)
  // within a part of a superior's round only what was published is whole
  const isWhole = found && (covers(scope, found.round.orgPath) || found.ranking.state === 'published')
  if (!found || !isWhole)
    throw conflict(
      'no_data_of_month',
      `${org.name}${month}没有可以对照的调度数据。请选择已有调度的月份，或只核对文稿本身。`,
    )
  const checked = checkText(text, { region: org.name, year: month.slice(0, 4) })
  return {
    ...againstData(text, checked, found.material, found.whose),
    against: { orgName: org.name, month, roundId: found.round.id },
  }
}
