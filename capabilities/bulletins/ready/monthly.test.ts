import { expect, test } from 'vitest'
import { type PlacedRow, reconcile } from '#capabilities/figures/public.ts'
import type { Block, OfficialDocument, TableBlock } from '#platform/word/document-model.ts'
import { type Composed, compose } from '../template/compose.ts'
import { PUBLICATION, type SampleGiven, sampleMaterial, sampleRows, sampleScene } from '../template/sample-scene.ts'
import { READY_TEMPLATES } from './ready-templates.ts'

const MONTHLY = READY_TEMPLATES.find(({ key }) => key === 'monthly')!

function monthly(given: SampleGiven = {}): Composed {
  return compose(MONTHLY.content, sampleScene(given), PUBLICATION)
}

test('title, opening, addressees and closing are those of a 通报', () => {
  const { document, missing } = monthly()
  expect(document.kind).toBe('通报')
  expect(document.title).toBe('关于2026年1—7月全市重点项目建设进展情况的通报')
  expect(document.addressees).toEqual(['各县（市、区）人民政府', '市直有关部门'])
  expect(document.signature).toBe('云州市重点项目建设指挥部办公室')
  expect(paragraphs(document)[0]).toBe(
    '现将2026年1—7月全市重点项目建设进展情况通报如下。本通报投资数据为项目调度口径，截至2026年7月25日；完成率按年初计划计算。',
  )
  expect(headings(document)).toEqual(['总体情况', '各县（市、区）完成情况', '存在问题', '下一步工作要求'])
  expect(missing).toEqual([])
})

test('the totals are compared with pace in percentage points and with the month before', () => {
  expect(paragraphs(monthly().document)[1]).toBe(
    '全市共实施重点项目60个，其中新开工项目25个、续建项目35个，年度计划投资331.9亿元。1—7月完成投资203.1亿元，完成率61.2%，高于序时进度（58.3%）2.9个百分点。7月当月完成投资30亿元。完成率比6月末提高9.1个百分点。',
  )
})

test('lights name the grey remainder and the change of colour', () => {
  expect(paragraphs(monthly().document)[2]).toBe(
    '按进度评价，绿灯项目40个、黄灯项目9个、红灯项目8个；另有3个项目未到时序或未下达年度计划，暂不评价（灰灯）。与6月末相比，红灯项目数减少2个、黄灯项目数持平。',
  )
})

test('a start rate prints its denominators', () => {
  expect(paragraphs(monthly().document)[3]).toBe(
    '今年计划新开工项目25个，已开工18个，年度开工率72%；目前应开工项目20个，其中已开工16个，应开工项目开工率80%，逾期未开工4个，另有2个项目提前开工。',
  )
})

test.each<[string, (row: PlacedRow) => PlacedRow, string]>([
  ['none planned', (row: PlacedRow) => ({ ...row, planState: 'continuing' as const }), '今年没有计划新开工项目。'],
  [
    'none due',
    (row: PlacedRow) => ({
      ...row,
      plannedStart: '2026-12',
      stage: row.planState === 'new' ? 'preparation' : row.stage,
    }),
    '今年计划新开工项目25个，已开工0个，年度开工率0%；按已填报的计划开工时间，目前没有应开工项目。',
  ],
  [
    'all begun',
    (row: PlacedRow) => ({ ...row, plannedStart: '2026-03', stage: 'started' as const }),
    '今年计划新开工项目25个，已开工25个，年度开工率100%；目前应开工项目25个，已全部开工。',
  ],
])('starts: %s', (_, change, words) => {
  expect(paragraphs(monthly({ rows: sampleRows().map(change) }).document)[3]).toBe(words)
})

test('first and last are named with their group', () => {
  expect(paragraphs(monthly().document)[4]).toBe(
    '在参与排名的3个县（市、区）中，按完成率从高到低排列，青原县完成率72.4%，居第1位；南陵区完成率50%，居第3位，排名末位。其中，完成率达到或高于序时进度的2个，低于序时进度的1个。',
  )
})

test('ties share a place, in words and in the table', () => {
  const rows = sampleRows().map((row) => (row.completedYtd === '750000' ? { ...row, completedYtd: '868800' } : row))
  const members = sampleMaterial().members.map((member) =>
    member.orgId === 3 ? member : { ...member, rank: 1, isTied: true },
  )
  const { document } = monthly({ rows, members })
  expect(paragraphs(document)[4]).toContain('东湖区、青原县完成率均为72.4%，并列第1位；南陵区')
  const table = tables(document)[0]
  expect(table?.rows.map((row) => row.cells[0]?.text)).toEqual(['1', '1', '3', '—', '—'])
  expect(table?.note).toContain('完成率相同的位次并列')
})

test('the table ranks, leaves 市本级 unranked and closes with the region', () => {
  const table = tables(monthly().document)[0]
  expect(table?.caption).toBe('1—7月各县（市、区）重点项目完成情况')
  expect(table?.unit).toBe('单位：万元、个、百分点')
  expect(table?.columns.map(({ heading }) => heading).join(' ')).toBe(
    '位次 县（市、区） 项目数 年度计划投资 1—7月完成投资 完成率 较序时 绿灯 黄灯 红灯 灰灯',
  )
  expect(table?.rows.map((row) => row.cells.map((cell) => cell.text).join(' '))).toEqual([
    '1 青原县 20 1000000 724000 72.4% +14.1 16 2 1 1',
    '2 东湖区 22 1200000 750000 62.5% +4.2 16 3 2 1',
    '3 南陵区 14 800000 400000 50% -8.3 5 3 5 1',
    '— 市本级 4 319000 157000 49.2% -9.1 3 1 0 0',
    '— 全市合计 60 3319000 2031000 61.2% +2.9 40 9 8 3',
  ])
  expect(table?.columns.map(({ align }) => align).join(' ')).toBe(
    'center center center right right right right center center center center',
  )
  expect(table?.note).toBe('注：市本级不在排名范围，不参与排名。完成率按年初计划计算。')
})

test('without grey projects there is no column of them', () => {
  const rows = sampleRows().map((row) => (row.light === 'grey' ? { ...row, light: 'green' as const } : row))
  const table = tables(monthly({ rows }).document)[0]
  expect(table?.columns.at(-1)?.heading).toBe('红灯')
  expect(table?.rows.at(-1)?.cells.at(-1)?.text).toBe('8')
})

test('an organisation without a plan does not take part, and says why', () => {
  const rows = sampleRows().map((row) => (row.placeOrgId === 3 ? { ...row, annualPlan: '0', completedYtd: '0' } : row))
  const members = sampleMaterial().members.map((member) => (member.orgId === 3 ? { ...member, rank: null } : member))
  const table = tables(monthly({ rows, members }).document)[0]
  expect(
    table?.rows[2]?.cells
      .map((cell) => cell.text)
      .slice(0, 7)
      .join(' '),
  ).toBe('— 南陵区 14 0 0 — —')
  expect(table?.note).toContain('南陵区年度计划投资为零，不参与排名')
})

test('problems: lagging projects by name, overdue starts, who did not report', () => {
  const rows = sampleRows()
  rows[0] = { ...rows[0]!, light: 'red', projectName: '东湖冷链物流中心', problems: ' 用地\n未批 ' }
  rows[42] = { ...rows[42]!, isReported: false }
  rows[43] = { ...rows[43]!, isReported: false }
  rows[44] = { ...rows[44]!, isLate: true }
  const { document } = monthly({ rows })
  const text = paragraphs(document).join('\n')
  expect(text).toContain('部分项目完成投资低于序时进度，其中红灯项目9个、黄灯项目9个，共18个，逐项列入下表。')
  expect(text).toContain('目前应开工项目20个，其中逾期未开工4个，影响年度投资任务完成。')
  expect(text).toContain('南陵区应报项目14个，未报2个、迟报1个。')
  const lagging = tables(document)[1]!
  expect(lagging.rows).toHaveLength(18)
  expect(lagging.rows[0]!.cells.map((cell) => cell.text).join(' ')).toBe(
    '1 东湖冷链物流中心 东湖区 1200000 750000 62.5% +4.2 红 用地 未批',
  )
  expect(
    lagging.rows[1]!.cells.slice(3)
      .map((cell) => cell.text)
      .join(' '),
  ).toBe('0 0 — — 红 未说明')
})

test('with more behind than the paper can bear, the worst are named and the text says so', () => {
  const rows = sampleRows().map((row, index) => (index < 40 ? { ...row, light: 'red' as const } : row))
  const { document } = monthly({ rows })
  expect(paragraphs(document).join('')).toContain('滞后较多的30个项目列入下表。')
  expect(tables(document)[1]?.rows).toHaveLength(30)
})

test('nothing to criticise is said plainly, and the requirements do not invent it', () => {
  const rows = sampleRows().map((row) => ({ ...row, light: 'green' as const, stage: 'underConstruction' as const }))
  const { document } = monthly({ rows })
  const text = paragraphs(document).join('\n')
  expect(text).toContain(
    '从本期调度情况看，已到时序的项目均达到进度要求，没有逾期未开工项目，各填报单位均按时完成填报。',
  )
  expect(text).not.toMatch(/滞后项目清单|说明未按时填报|逾期未开工项目，要/)
  expect(tables(document)).toHaveLength(1)
})

test('nobody late is said where other problems stand', () => {
  expect(paragraphs(monthly().document).join('\n')).toContain('报送方面，各填报单位均按时完成填报。')
})

test('January and February filled in together: 1—2月, no figure of the month alone, no comparison', () => {
  const now = { month: '2026-02', period: '2026-02', cutoffOn: '2026-02-25' }
  const { document } = monthly({ now, earlier: {}, nature: { isMerged: true } })
  const text = paragraphs(document).join('\n')
  expect(document.title).toBe('关于2026年1—2月全市重点项目建设进展情况的通报')
  expect(text).toContain('1—2月完成投资203.1亿元')
  expect(text).toContain('本期为年度首期通报，不与上期比较。')
  expect(text).not.toMatch(/当月完成|12月末/)
})

test('without a comparable month before nothing is compared, and the reader is told', () => {
  const absent = paragraphs(monthly({ earlier: {} }).document).join('\n')
  expect(absent).toContain('因没有同口径的上期数据，本期不作比较。')
  expect(absent).not.toContain('比6月末')
  const adjusted = paragraphs(monthly({ now: { planBasis: '调整后计划' } }).document).join('\n')
  expect(adjusted).toContain('因年度计划已作调整，完成率和灯色不与上期比较。')
  expect(adjusted).toContain('完成率按调整后计划计算')
  expect(adjusted).not.toContain('比6月末')
})

test('a round of some projects does not read as one of all', () => {
  const { document } = monthly({ earlier: {}, nature: { isPartial: true } })
  expect(document.title).toBe('关于2026年1—7月全市部分重点项目建设进展情况的通报')
  const text = paragraphs(document).join('\n')
  expect(text).toContain('本期只调度部分项目，文中各项数据仅限纳入本期调度的项目。')
  expect(text).toContain('本期共调度重点项目60个')
  expect(text).toContain('因项目范围与上期不同，本期不作比较。')
})

test.each([
  ['1493550', '低于序时进度（58.3%）13.3个百分点'],
  ['1935972', '与序时进度（58.3%）持平'],
])('completed %s against pace', (done, words) => {
  const rows = sampleRows().map((row, index) => ({ ...row, completedYtd: index === 0 ? done : '0' }))
  expect(paragraphs(monthly({ rows }).document)[1]).toContain(words)
})

test('a missing plan prints no rate', () => {
  const rows = sampleRows().map((row) => ({ ...row, annualPlan: '0', pace: null }))
  const members = sampleMaterial().members.map((member) => ({ ...member, rank: null }))
  const { document, missing } = monthly({ rows, members })
  expect(paragraphs(document)[1]).toContain('因年度计划投资尚未下达，本期不计算完成率。')
  expect(paragraphs(document)[1]).not.toContain('%')
  expect(missing).toEqual([])
})

test('a month turned negative by 核减 is worded, not printed with a minus', () => {
  const rows = sampleRows().map((row, index) => ({ ...row, completedCurrent: index === 0 ? '-3200' : '0' }))
  expect(paragraphs(monthly({ rows }).document)[1]).toContain('7月因核减，当月完成投资净减少3200万元。')
})

test('estimates are said', () => {
  const text = paragraphs(monthly({ nature: { isEstimate: true } }).document).join('\n')
  expect(text).toContain('截至2026年7月25日，其中含预计数；')
  expect(text).toContain('1—7月完成投资203.1亿元（含预计数），完成率61.2%')
})

test('equal rates all round are one place', () => {
  const rows = sampleRows().map((row) => {
    const isFirst = row.placeOrgId !== null && row.annualPlan !== '0'
    return isFirst ? { ...row, annualPlan: '1000', completedYtd: '500' } : row
  })
  const members = sampleMaterial().members.map((member) => ({ ...member, rank: 1, isTied: true }))
  expect(paragraphs(monthly({ rows, members }).document)[4]).toBe(
    '在参与排名的3个县（市、区）中，完成率均为50%，位次并列。各参与排名的县（市、区）完成率均低于序时进度。',
  )
})

test('one ranked organisation, or none, gets no places', () => {
  const only = (orgIds: number[]) =>
    sampleMaterial().members.map((member) => ({ ...member, rank: orgIds.includes(member.orgId) ? 1 : null }))
  const one = monthly({ members: only([3]) }).document
  expect(paragraphs(one)[4]).toBe('本期参与排名的县（市、区）仅南陵区一家，不排位次；完成率50%。')
  expect(tables(one)[0]?.rows.map(({ cells }) => cells[0]?.text)).toEqual(['—', '—', '—', '—', '—'])
  expect(paragraphs(monthly({ members: only([]) }).document)[4]).toBe(
    '本期没有参与排名的县（市、区），仅列示完成情况。',
  )
})

test('it never speaks of fixed-asset investment and survives JSON', () => {
  const { document } = monthly()
  expect(JSON.stringify(document)).not.toContain('固定资产')
  expect(JSON.parse(JSON.stringify(document))).toEqual(document)
})

test('the sample closes', () => {
  expect(reconcile(monthly().figures)).toEqual([])
})

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
