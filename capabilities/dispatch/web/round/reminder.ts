import type { Reply } from '#platform/http/contract.ts'
import { instantText, untilText } from '#platform/web/format.ts'
import { chinese } from '#platform/web/words/use-words.ts'
import type { dispatchRoutes, Round } from '../../contract.ts'

export type Lateness = Reply<(typeof dispatchRoutes)['readLateness']>
export type LateOrganisation = Lateness['items'][number]

/** Organisations with something still to come, worst first. */
export function owing(items: readonly LateOrganisation[]): LateOrganisation[] {
  return items
    .filter((item) => item.missing + item.returned > 0)
    .sort((a, b) => b.missing + b.returned - (a.missing + a.returned))
}

/** 催报名单 as it is pasted into the chat group: who owes how many, until when. */
export function reminderText(
  round: Pick<Round, 'title' | 'deadline'>,
  items: readonly LateOrganisation[],
  now: Date,
): string {
  const owed = owing(items)
  const missing = owed.reduce((sum, item) => sum + item.missing + item.returned, 0)
  const head = `【催报】${round.title}，截止${instantText(round.deadline, now, chinese)}（${untilText(round.deadline, now, chinese)}）。还有${owed.length}个单位${missing}个项目未报：`
  const lines = owed.map((item, index) => `${index + 1}. ${line(item)}`)
  return [head, ...lines, '请填报人抓紧报送，已退回的请按退回原因修改后重报。'].join('\n')
}

function line({ orgName, countyName, total, missing, returned, reporters }: LateOrganisation): string {
  const place = countyName && countyName !== orgName ? `${countyName}${orgName}` : orgName
  const parts = [missing > 0 ? `未报${missing}` : null, returned > 0 ? `退回${returned}` : null]
    .filter(Boolean)
    .join('、')
  const who = reporters.length > 0 ? `（${reporters.join('、')}）` : '（未明确填报人）'
  return `${place}：应报${total}，${parts}${who}`
}
