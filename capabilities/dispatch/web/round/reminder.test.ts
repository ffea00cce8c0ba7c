import { expect, test } from 'vitest'
import { type LateOrganisation, owing, reminderText } from './reminder.ts'

const organisation = (given: Partial<LateOrganisation>): LateOrganisation => ({
  orgId: 1,
  orgName: '东镇',
  countyName: '东县',
  total: 5,
  missing: 0,
  late: 0,
  returned: 0,
  reporters: ['李某'],
  ...given,
})
const items = [
  organisation({ missing: 1, returned: 1 }),
  organisation({ orgId: 2, orgName: '东县', total: 3, missing: 3, reporters: [] }),
  organisation({ orgId: 3, orgName: '市水利局', countyName: null, late: 2 }),
]

test('only who owes something, worst first', () => {
  expect(owing(items).map(({ orgId }) => orgId)).toEqual([2, 1])
})

test('the list for the chat group', () => {
  const round = { title: '2026年10月项目进展调度', deadline: '2026-10-28T10:00:00Z' }
  expect(reminderText(round, items, new Date('2026-10-26T07:00:00Z'))).toBe(
    [
      '【催报】2026年10月项目进展调度，截止10月28日 18:00（还有2天3小时）。还有2个单位5个项目未报：',
      '1. 东县：应报3，未报3（未明确填报人）',
      '2. 东县东镇：应报5，未报1、退回1（李某）',
      '请填报人抓紧报送，已退回的请按退回原因修改后重报。',
    ].join('\n'),
  )
})
