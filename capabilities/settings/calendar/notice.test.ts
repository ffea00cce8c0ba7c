import { describe, expect, test } from 'vitest'
import { readNotice } from './notice.ts'

const OF_2025 = `国务院办公厅关于2025年
部分节假日安排的通知
国办发明电〔2024〕12号
各省、自治区、直辖市人民政府，国务院各部委、各直属机构：
经国务院批准，现将2025年元旦、春节、清明节、劳动节、端午节、国庆节和中秋节放假调休日期的具体安排通知如下。
一、元旦：1月1日（周三）放假1天，不调休。
二、春节：1月28日（农历除夕、周二）至2月4日（农历正月初七、周二）放假调休，共8天。1月26日（周日）、2月8日（周六）上班。
三、清明节：4月4日（周五）至6日（周日）放假，共3天。
四、劳动节：5月1日（周四）至5日（周一）放假调休，共5天。4月27日（周日）上班。
五、端午节：5月31日（周六）至6月2日（周一）放假，共3天。
六、国庆节、中秋节：10月1日（周三）至8日（周三）放假调休，共8天。9月28日（周日）、10月11日（周六）上班。
节假日期间，各地区、各部门要妥善安排好值班和安全、保卫、疫情防控等工作。`

describe('a notice as it is published', () => {
  const read = readNotice(OF_2025)

  test('its year and number', () => {
    expect([read.year, read.document, read.unread]).toEqual([2025, '国办发明电〔2024〕12号', []])
  })

  test('28 days off, also over the end of a month and with the month said once', () => {
    const off = read.days.filter(({ kind }) => kind === 'holiday').map(({ date }) => date.slice(5))
    expect(off).toHaveLength(28)
    expect(off.filter((date) => date > '01-02' && date < '04-20')).toEqual([
      ...['01-28', '01-29', '01-30', '01-31', '02-01', '02-02', '02-03', '02-04'],
      ...['04-04', '04-05', '04-06'],
    ])
  })

  test('five days worked, with the holiday they belong to', () => {
    expect(read.days.filter(({ kind }) => kind === 'makeup')).toEqual([
      { date: '2025-01-26', kind: 'makeup', name: '春节' },
      { date: '2025-02-08', kind: 'makeup', name: '春节' },
      { date: '2025-04-27', kind: 'makeup', name: '劳动节' },
      { date: '2025-09-28', kind: 'makeup', name: '国庆节、中秋节' },
      { date: '2025-10-11', kind: 'makeup', name: '国庆节、中秋节' },
    ])
  })
})

describe('other texts', () => {
  test('a day of the year before keeps its year', () => {
    const { days } = readNotice(
      '关于2023年部分节假日安排的通知 一、元旦：2022年12月31日至2023年1月2日放假调休，共3天。',
    )
    expect(days.map(({ date }) => date)).toEqual(['2022-12-31', '2023-01-01', '2023-01-02'])
  })

  test('a line that says no days is named, a text without a year gives nothing', () => {
    expect(readNotice('2027年 一、元旦：另行通知。').unread).toEqual(['元旦：另行通知。'])
    expect(readNotice('元旦：1月1日放假')).toEqual({ year: null, document: null, days: [], unread: [] })
  })

  test('a weekday is no make-up day, an impossible date no day', () => {
    expect(readNotice('2025年 元旦：2月30日放假。1月6日上班。').days).toEqual([])
  })
})
