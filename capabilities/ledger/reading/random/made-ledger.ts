import type { Merge } from '#platform/excel/workbook.ts'
import type { Dice } from './dice.ts'
import { type KnownProject, knownProjects, REGIONS } from './known-projects.ts'
import { madeBody } from './made-body.ts'
import type { Expected, MadeColumn, Plan } from './made-columns.ts'
import { madeHeader } from './made-header.ts'
import { isPlain, type MadeKind } from './made-kinds.ts'
import { type MadeLayout, madeLayout } from './made-layout.ts'
import type { MadeCell } from './written-values.ts'

export interface MadeSheet {
  name: string
  state: 'visible' | 'hidden'
  cells: MadeCell[][]
  merges: Merge[]
}

export interface MadeRow {
  sheet: string
  name: string
  expected: Expected[]
}

/** A ledger made up from known projects, and what an ideal reader makes of it. */
export interface MadeLedger {
  fileName: string
  plan: Plan
  sheets: MadeSheet[]
  rows: MadeRow[]
  columns: MadeColumn[]
  /** Totals that were written wrong on purpose, by sheet. */
  wrongTotals: number
  hasTotals: boolean
  /** Cells nobody could know without asking stand in it. */
  hasOpenCells: boolean
  layout: MadeLayout
}

const PLAIN_NAMES: Partial<Record<MadeKind, string>> = { csv: '文本', html: '网页表格' }

export function madeLedger(dice: Dice, kind: MadeKind): MadeLedger {
  const region = dice.int(0, REGIONS.length - 1)
  const layout = madeLayout(dice, kind, REGIONS[region] as (typeof REGIONS)[number])
  const pool = dice.shuffled(knownProjects(region))
  const parts = sheetsOf(layout, pool, dice)
  const ledger: MadeLedger = {
    fileName: `台账.${kind}`,
    plan: layout.plan,
    sheets: [],
    rows: [],
    columns: layout.blocks.flatMap((block) => block.columns),
    wrongTotals: 0,
    hasTotals: false,
    hasOpenCells: false,
    layout,
  }
  for (const part of parts) addSheet(ledger, part, dice)
  if (!isPlain(kind)) addOthers(ledger, dice)
  return ledger
}

interface Part {
  name: string
  county: string | null
  projects: KnownProject[]
}

/** One sheet; or one for each county; or the second half on a sheet of its own. */
function sheetsOf({ county, isSplit, kind }: MadeLayout, pool: KnownProject[], dice: Dice): Part[] {
  const count = dice.int(5, 18)
  if (county) {
    const own = pool.filter((project) => project.county === county)
    return [{ name: PLAIN_NAMES[kind] ?? 'Sheet1', county, projects: own.slice(0, count) }]
  }
  const projects = pool.slice(0, count)
  const plainName = PLAIN_NAMES[kind]
  if (plainName) return [{ name: plainName, county: null, projects }]
  if (!isSplit) return [{ name: dice.one(['Sheet1', '台账', '重点项目']), county: null, projects }]
  if (isSplit === 'counties') {
    const counties = [...new Set(projects.map((project) => project.county))]
    return counties.map((name) => ({
      name,
      county: name,
      projects: projects.filter((project) => project.county === name),
    }))
  }
  const half = Math.ceil(count / 2)
  return [
    { name: '表一', county: null, projects: projects.slice(0, half) },
    { name: '表二', county: null, projects: projects.slice(half) },
  ]
}

function addSheet(ledger: MadeLedger, { name, county, projects }: Part, dice: Dice): void {
  const { layout } = ledger
  const blocks = county && layout.isSplit === 'counties' ? withoutCounty(layout) : layout.blocks
  const above = layout.above(name, county)
  const header = madeHeader(blocks, above.length, layout.header)
  const body = madeBody(
    header.columns,
    projects,
    { layout, top: above.length + header.rows.length, headerRow: header.rows.at(-1) as string[] },
    dice,
  )
  const width = header.columns.length
  const cells = [
    ...above.map((line) => line.map((value) => ({ value })).slice(0, Math.max(width, line.length))),
    ...header.rows.map((row) => row.map((value) => ({ value: value === '' ? null : value }))),
    ...body.cells,
  ]
  const merges = [...header.merges, ...body.merges]
  if (layout.header.isMerged && layout.hasTitle && width > 2)
    merges.push({ top: 0, left: 0, bottom: 0, right: width - 1 })
  ledger.sheets.push({ name, state: 'visible', cells, merges })
  for (const row of body.rows) {
    const ofSheet: Expected[] = county ? [{ path: 'county', value: county, kind: 'word' }] : []
    ledger.rows.push({ sheet: name, name: row.name, expected: [...row.expected, ...ofSheet] })
  }
  ledger.wrongTotals += body.wrongTotals
  ledger.hasTotals ||= body.hasTotals
  ledger.hasOpenCells ||= body.rows.some((row) => row.expected.some(({ value }) => value === 'open'))
}

function withoutCounty({ blocks }: MadeLayout): MadeLayout['blocks'] {
  return blocks
    .map((block) => ({ ...block, columns: block.columns.filter(({ field }) => field !== 'county') }))
    .filter(({ columns }) => columns.length > 0)
}

/** What else lies in a workbook: last month's draft hidden, words for drop-downs, a summary, a list of problems. */
function addOthers(ledger: MadeLedger, dice: Dice): void {
  const [first] = ledger.sheets as [MadeSheet]
  const plain = (rows: (string | number)[][]): MadeCell[][] => rows.map((row) => row.map((value) => ({ value })))
  if (dice.is(0.2)) ledger.sheets.push({ ...first, name: '上月（勿删）', state: 'hidden' })
  if (dice.is(0.15))
    ledger.sheets.push({ name: '字典', state: 'visible', cells: plain([['新建'], ['续建'], ['扩建']]), merges: [] })
  if (dice.is(0.15))
    ledger.sheets.unshift({
      name: '汇总',
      state: 'visible',
      cells: plain([['各县区汇总表'], ['县区', '项目个数', '总投资（亿元）'], ['甲县', 3, 12.5], ['合计', 3, 12.5]]),
      merges: [],
    })
  if (dice.is(0.1))
    ledger.sheets.push({
      name: '问题清单',
      state: 'visible',
      cells: plain([
        ['序号', '涉及企业', '存在问题', '解决措施', '责任单位'],
        [1, '某公司', '缺地', '协调', '自规局'],
      ]),
      merges: [],
    })
}
