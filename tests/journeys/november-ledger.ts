import { workbookBytes } from '#platform/excel/write-workbook.ts'

/**
 * A ledger of the kind offices keep, in 亿元, with section rows, 小计 and 合计, and three counties the demonstration region does not know.
 * Worked out by hand, in 万元:
 *
 *   县区   项目  年度计划   1—10月   11月    1—11月
 *   东县   粮仓    10000     7000   1100     8100
 *   东县   机床     5000     1500   1500     3000    (150 a month so far: 1500 looks like a digit too many)
 *   西县   风电    12000     9600   1200    10800
 *   西县   污水     3000     2400    300     2700
 *   南县   陶瓷     4000     2800    160     2960
 *   together      34000    23300   4260    27560
 *
 *   西县 13500 / 15000 = 90 % is first; 东县 11100 / 15000 and 南县 2960 / 4000, both 74 %, share the second place.
 */
export async function novemberLedger(): Promise<Uint8Array> {
  const titles = [['某市2026年重点项目台账'], ['截至2026年10月31日　单位：亿元'], HEADINGS]
  const rows = [
    ['一、新建项目（3个）'],
    [1, '东县', '东县粮仓项目', '甲粮食公司', 2, 1, 0.7, '在建'],
    [2, '东县', '东县机床项目', '乙机床公司', 1, 0.5, 0.15, '在建'],
    [3, '南县', '南县陶瓷项目', '丁陶瓷公司', 0.8, 0.4, 0.28, '在建'],
    ['', '', '小计', '', 3.8, 1.9, 1.13, ''],
    ['二、续建项目（2个）'],
    [4, '西县', '西县风电项目', '丙风电公司', 3, 1.2, 0.96, '在建'],
    [5, '西县', '西县污水处理项目', '戊水务公司', 0.6, 0.3, 0.24, '在建'],
    ['', '', '小计', '', 3.6, 1.5, 1.2, ''],
    ['', '', '合计', '', 7.4, 3.4, 2.33, ''],
  ]
  return await workbookBytes([
    { name: '重点项目', columns: HEADINGS.map(() => ({ kind: 'auto' as const })), headerRows: titles, rows },
  ])
}

const HEADINGS = [
  '序号',
  '县区',
  '项目名称',
  '建设单位',
  '总投资',
  '2026年计划投资',
  '2026年1-10月完成投资',
  '建设阶段',
]
