import { expect, test } from 'vitest'
import type { Block, OfficialDocument, TableBlock } from '#platform/word/document-model.ts'
import type { BulletinInput } from './input.ts'
import { composeMonthlyBulletin } from './monthly-bulletin.ts'
import { reconcile } from './reconcile.ts'
import { sampleCounties, sampleInput } from './sample-input.ts'

test('title, opening, addressees and closing are those of a 通报', () => {
  const { document } = composeMonthlyBulletin(sampleInput())
  expect(document.kind).toBe('通报')
  expect(document.title).toBe('关于2026年1—7月全市重点项目建设进展情况的通报')
  expect(document.signature).toBe('云州市重点项目建设指挥部办公室')
  expect(paragraphs(document)[0]).toBe(
    '现将2026年1—7月全市重点项目建设进展情况通报如下。本通报投资数据为项目调度口径，截至2026年7月25日；完成率按年初计划计算。',
  )
  expect(headings(document)).toEqual(['总体情况', '各县（市、区）完成情况', '存在问题', '下一步工作要求'])
})

test('the totals are compared with pace in percentage points and with the month before', () => {
  const [, totals] = paragraphs(composeMonthlyBulletin(sampleInput()).document)
  expect(totals).toBe(
    '全市共实施重点项目60个，其中新开工项目25个、续建项目35个，年度计划投资331.9亿元。1—7月完成投资203.1亿元，完成率61.2%，高于序时进度（58.3%）2.9个百分点。7月当月完成投资30亿元。完成率比6月末提高9.1个百分点。',
  )
})

test('lights name the grey remainder and the change of colour', () => {
  const lights = paragraphs(composeMonthlyBulletin(sampleInput()).document)[2]
  expect(lights).toBe(
    '按进度评价，绿灯项目40个、黄灯项目9个、红灯项目8个；另有3个项目未到时序或未下达年度计划，暂不评价（灰灯）。与6月末相比，红灯项目减少2个、黄灯项目数持平。',
  )
})

test('a start rate prints its denominators: 183 planned, 140 due, 118 started, 33 overdue', () => {
  const starts = startsOf({ planned: 183, due: 140, started: 118, overdue: 33 })
  expect(starts).toBe(
    '今年计划新开工项目183个，已开工118个，年度开工率64.5%；目前应开工项目140个，其中已开工107个，应开工项目开工率76.4%，逾期未开工33个，另有11个项目提前开工。',
  )
})

test.each([
  [{ planned: 0, due: 0, started: 0, overdue: 0 }, '今年没有计划新开工项目。'],
  [
    { planned: 8, due: 0, started: 0, overdue: 0 },
    '今年计划新开工项目8个，已开工0个，年度开工率0%；按已填报的计划开工时间，目前没有应开工项目。',
  ],
  [
    { planned: 8, due: 4, started: 4, overdue: 0 },
    '今年计划新开工项目8个，已开工4个，年度开工率50%；目前应开工项目4个，已全部开工。',
  ],
])('starts %o', (counts, words) => {
  expect(startsOf(counts)).toBe(words)
})

test('first and last are named with their group', () => {
  const standing = paragraphs(composeMonthlyBulletin(sampleInput()).document)[4]
  expect(standing).toBe(
    '在参与排名的3个县（市、区）中，按完成率从高到低排列，青原县完成率72.4%，居第1位；南陵区完成率50%，居第3位，排名末位。其中，完成率达到或高于序时进度的2个，低于序时进度的1个。',
  )
})

test('ties share a place, in words and in the table', () => {
  const counties = sampleCounties().map((county) => {
    if (county.orgId === 2) return { ...county, completedYtd: '868800', completionRate: '72.4', rank: 1, tied: true }
    return county.orgId === 1 ? { ...county, tied: true } : county
  })
  const { document } = composeMonthlyBulletin(sampleInput({ counties }))
  expect(paragraphs(document)[4]).toContain('东湖区、青原县完成率均为72.4%，并列第1位；南陵区')
  const table = tables(document)[0]
  expect(table?.rows.map((row) => row.cells[0]?.text)).toEqual(['1', '1', '3', '—', '—'])
  expect(table?.note).toContain('完成率相同的位次并列')
})

test('the table ranks, leaves 市本级 unranked and closes with the region', () => {
  const table = tables(composeMonthlyBulletin(sampleInput()).document)[0]
  expect(table?.columns.map((column) => column.heading)).toEqual([
    ...[
      '位次',
      '县（市、区）',
      '项目数',
      '年度计划投资',
      '1—7月完成投资',
      '完成率',
      '较序时',
      '绿灯',
      '黄灯',
      '红灯',
      '灰灯',
    ],
  ])
  expect(table?.rows.map((row) => row.cells.map((cell) => cell.text).join(' '))).toEqual([
    '1 青原县 20 1000000 724000 72.4% +14.1 16 2 1 1',
    '2 东湖区 22 1200000 750000 62.5% +4.2 16 3 2 1',
    '3 南陵区 14 800000 400000 50% -8.3 5 3 5 1',
    '— 市本级 4 319000 157000 49.2% -9.1 3 1 0 0',
    '— 全市合计 60 3319000 2031000 61.2% +2.9 40 9 8 3',
  ])
  expect(table?.note).toBe('注：市本级不参与排名。完成率按年初计划计算。')
})

test('an organisation without a plan does not take part, and says why', () => {
  const counties = sampleCounties().map((county) =>
    county.orgId === 9 ? { ...county, annualPlan: '0', completedYtd: '0', completionRate: null, pace: null } : county,
  )
  const table = tables(composeMonthlyBulletin(sampleInput({ counties })).document)[0]
  expect(table?.rows[3]?.cells.map((cell) => cell.text).slice(0, 7)).toEqual(['—', '市本级', '4', '0', '0', '—', '—'])
  expect(table?.note).toContain('市本级年度计划投资为零，不参与排名')
})

test('problems: lagging projects by name, overdue starts, who did not report', () => {
  const { document } = composeMonthlyBulletin(sampleInput())
  const text = paragraphs(document).join('\n')
  expect(text).toContain('部分项目完成投资低于序时进度，其中红灯项目8个、黄灯项目9个。滞后较多的2个项目列入下表。')
  expect(text).toContain('目前应开工项目20个，其中逾期未开工4个，影响年度投资任务完成。')
  expect(text).toContain('南陵区应报项目14个，未报2个、迟报1个。')
  expect(tables(document)[1]?.rows.map((row) => row.cells.map((cell) => cell.text).join(' '))).toEqual([
    '1 南陵新材料产业园 南陵区 50000 10000 20% -38.3 红 用地手续尚未办结',
    '2 东湖冷链物流中心 东湖区 8000 3500.5 43.8% -14.6 黄 未说明',
  ])
})

test('nothing to criticise is said plainly, and the requirements do not invent it', () => {
  const overall = { ...sampleInput().overall, starts: { planned: 25, due: 20, started: 20, overdue: 0 } }
  const calm = { ...overall, lights: { green: 57, yellow: 0, red: 0, grey: 3 } }
  const { document } = composeMonthlyBulletin(sampleInput({ overall: calm, lagging: [], unpunctual: [] }))
  const text = paragraphs(document).join('\n')
  expect(text).toContain(
    '从本期调度情况看，已到时序的项目均达到进度要求，没有逾期未开工项目，各填报单位均按时完成填报。',
  )
  expect(text).not.toMatch(/滞后项目清单|说明未按时填报|逾期未开工项目，要/)
  expect(tables(document)).toHaveLength(1)
})

test('nobody late is said where other problems stand', () => {
  const text = paragraphs(composeMonthlyBulletin(sampleInput({ unpunctual: [] })).document).join('\n')
  expect(text).toContain('报送方面，各填报单位均按时完成填报。')
})

test('January and February filled in together: 1—2月, no figure of the month alone, no comparison', () => {
  const round = { month: '2026-02', kind: 'merged' as const, cutoffOn: '2026-02-25', lockedAt: '2026-03-02T09:00:00Z' }
  const december = { ...sampleInput().previous!, month: '2025-12' }
  const { document } = composeMonthlyBulletin(sampleInput({ round, previous: december }))
  const text = paragraphs(document).join('\n')
  expect(document.title).toBe('关于2026年1—2月全市重点项目建设进展情况的通报')
  expect(text).toContain('1—2月完成投资203.1亿元')
  expect(text).toContain('本期为年度首期通报，不与上期比较。')
  expect(text).not.toMatch(/当月完成|12月末/)
})

test('without a comparable month before nothing is compared, and the reader is told', () => {
  const absent = paragraphs(composeMonthlyBulletin(sampleInput({ previous: undefined })).document).join('\n')
  expect(absent).toContain('因没有同口径的上期数据，本期不作比较。')
  expect(absent).not.toContain('比6月末')
  const adjusted = paragraphs(composeMonthlyBulletin(sampleInput({ planBasis: '调整后计划' })).document).join('\n')
  expect(adjusted).toContain('因年度计划已作调整，完成率和灯色不与上期比较。')
  expect(adjusted).toContain('完成率按调整后计划计算')
  expect(adjusted).not.toContain('比6月末')
})

test.each([
  ['45', '低于序时进度（58.3%）13.3个百分点'],
  ['58.33', '与序时进度（58.3%）持平'],
])('completion rate %s against pace', (completionRate, words) => {
  const overall = { ...sampleInput().overall, completionRate }
  expect(paragraphs(composeMonthlyBulletin(sampleInput({ overall })).document)[1]).toContain(words)
})

test('a missing plan prints no rate', () => {
  const overall = { ...sampleInput().overall, annualPlan: '0', completionRate: null, pace: null }
  const totals = paragraphs(composeMonthlyBulletin(sampleInput({ overall })).document)[1]
  expect(totals).toContain('因年度计划投资尚未下达，本期不计算完成率。')
  expect(totals).not.toContain('%')
})

test('a month turned negative by 核减 is worded, not printed with a minus', () => {
  const overall = { ...sampleInput().overall, completedCurrent: '-3200' }
  expect(paragraphs(composeMonthlyBulletin(sampleInput({ overall })).document)[1]).toContain(
    '7月因核减，当月完成投资净减少3200万元。',
  )
})

test('estimates and campaigns', () => {
  const round = { ...sampleInput().round, estimated: true }
  const campaign = (campaignId: number, name: string) => ({
    ...{ campaignId, name, projectCount: 12, annualPlan: '400000', completedYtd: '250000', completionRate: '62.5' },
  })
  const campaigns = [campaign(1, '百日会战'), campaign(2, '工业项目攻坚年')]
  const text = paragraphs(composeMonthlyBulletin(sampleInput({ round, campaigns })).document).join('\n')
  expect(text).toContain('截至2026年7月25日，其中含预计数；')
  expect(text).toContain('1—7月完成投资203.1亿元（含预计数），完成率61.2%')
  expect(text).toContain(
    '专项行动方面，“百日会战”项目12个，年度计划投资40亿元，完成投资25亿元，完成率62.5%；“工业项目攻坚年”',
  )
  expect(text).toContain('同一项目可列入多个专项行动，各行动数据不作加总。')
})

test('a recorded reason for standing outside the ranking is printed', () => {
  const counties = sampleCounties().map((county) =>
    county.orgId === 9 ? { ...county, exemption: '实行单列通报' } : county,
  )
  const table = tables(composeMonthlyBulletin(sampleInput({ counties })).document)[0]
  expect(table?.note).toContain('市本级实行单列通报，不参与排名。')
})

test('equal rates all round are one place', () => {
  const counties = sampleCounties().map((county) =>
    county.participates
      ? { ...county, annualPlan: '1000', completedYtd: '500', completionRate: '50', rank: 1, tied: true }
      : county,
  )
  expect(paragraphs(composeMonthlyBulletin(sampleInput({ counties })).document)[4]).toBe(
    '在参与排名的3个县（市、区）中，完成率均为50%，位次并列。各参与排名的县（市、区）完成率均低于序时进度。',
  )
})

test('a lagging list of all red and yellow projects says so and must count as many', () => {
  const lights = { green: 55, yellow: 1, red: 1, grey: 3 }
  const complete = composeMonthlyBulletin(sampleInput({ overall: { ...sampleInput().overall, lights } }))
  expect(paragraphs(complete.document).join('')).toContain('其中红灯项目1个、黄灯项目1个，共2个，逐项列入下表。')
  const fewer = { ...lights, green: 56, yellow: 0 }
  const { figures } = composeMonthlyBulletin(sampleInput({ overall: { ...sampleInput().overall, lights: fewer } }))
  expect(reconcile(figures).map((problem) => problem.figureId)).toContain('lagging.count')
})

test('one ranked organisation, or none, gets no places', () => {
  const only = (ids: number[]) =>
    sampleCounties().map((county) =>
      ids.includes(county.orgId) ? { ...county, rank: 1 } : { ...county, participates: false, rank: null },
    )
  const one = composeMonthlyBulletin(sampleInput({ counties: only([3]) })).document
  expect(paragraphs(one)[4]).toBe('本期参与排名的县（市、区）仅南陵区一家，不排位次；完成率50%。')
  expect(paragraphs(composeMonthlyBulletin(sampleInput({ counties: only([]) })).document)[4]).toBe(
    '本期没有参与排名的县（市、区），仅列示完成情况。',
  )
})

test('every printed number outside dates is a figure with as-of time, formula and source', () => {
  const { document, figures } = composeMonthlyBulletin(sampleInput())
  const byId = new Map(figures.map((figure) => [figure.id, figure]))
  for (const run of document.blocks.flatMap((block) => (block.kind === 'paragraph' ? block.runs : []))) {
    if (run.kind === 'figure') expect(byId.get(run.id)?.text).toBe(run.text)
    else expect(run.text.replace(/\d{4}年|(\d+—)?\d+月末?|\d+日/gu, '')).not.toMatch(/\d/)
  }
  const cells = tables(document).flatMap((table) => table.rows.flatMap((row) => row.cells))
  for (const cell of cells) if (cell.figureId) expect(byId.get(cell.figureId)?.text).toBe(cell.text)
  expect(cells.filter((cell) => cell.figureId === undefined && /\d/.test(cell.text)).map((cell) => cell.text)).toEqual([
    '1',
    '2',
  ])
  expect(
    figures.every(
      (figure) => figure.asOf === '2026-07-25' && figure.formula !== '' && figure.source.month === '2026-07',
    ),
  ).toBe(true)
  expect(byId.get('org.3.light.red')?.source.filter).toEqual({ orgId: 3, light: 'red', column: 'light' })
  expect(byId.get('region.completionRate')?.formula).toBe('完成率＝完成投资÷年度计划投资（年初计划）')
})

test('it never speaks of fixed-asset investment and survives JSON', () => {
  const { document } = composeMonthlyBulletin(sampleInput())
  expect(JSON.stringify(document)).not.toContain('固定资产')
  expect(JSON.parse(JSON.stringify(document))).toEqual(document)
})

test('the sample closes', () => {
  expect(reconcile(composeMonthlyBulletin(sampleInput()).figures)).toEqual([])
})

function startsOf(starts: BulletinInput['overall']['starts']): string | undefined {
  const overall = { ...sampleInput().overall, starts }
  return paragraphs(composeMonthlyBulletin(sampleInput({ overall })).document)[3]
}

function paragraphs(document: OfficialDocument): string[] {
  return document.blocks.flatMap((block) =>
    block.kind === 'paragraph' ? [block.runs.map((run) => run.text).join('')] : [],
  )
}

function headings(document: OfficialDocument): string[] {
  return document.blocks.flatMap((block) => (block.kind === 'heading' && block.level === 1 ? [block.text] : []))
}

function tables(document: OfficialDocument): TableBlock[] {
  return document.blocks.filter((block: Block): block is TableBlock => block.kind === 'table')
}
