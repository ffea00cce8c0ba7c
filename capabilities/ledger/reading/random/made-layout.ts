import type { Dice } from './dice.ts'
import { amountKinds, fundsGroup, monthsGroup, yearGroup } from './made-amounts.ts'
import {
  type AmountKind,
  amountColumn,
  approvalColumn,
  countyColumn,
  dateColumn,
  type MadeColumn,
  nameColumn,
  type Plan,
  personColumn,
  spanColumn,
  textColumn,
  wordColumn,
} from './made-columns.ts'
import { type Block, type HeaderStyle, withUnit } from './made-header.ts'
import { isPlain, type MadeKind } from './made-kinds.ts'
import { noiseColumn, numberColumn } from './other-columns.ts'
import type { AmountStyle, MadeUnit } from './written-values.ts'

/** The form of one office: its columns and everything around them. */
export interface MadeLayout {
  kind: MadeKind
  plan: Plan
  blocks: Block[]
  header: HeaderStyle
  hasTitle: boolean
  /** The one county of the whole file, named in the title. */
  county: string | null
  isSplit: 'counties' | 'halves' | null
  /** Sections by 新建 and 续建; their subtotals; a total above or below. */
  sections: 'merged' | 'plain' | null
  hasSubtotals: boolean
  total: 'top' | 'bottom' | null
  mergesCounty: boolean
  /** The rows above the header. */
  above(sheet: string, county: string | null): string[][]
}

export function madeLayout(
  dice: Dice,
  kind: MadeKind,
  region: { city: string; counties: Plan['counties'] },
): MadeLayout {
  const plan: Plan = {
    year: dice.int(2023, 2026),
    month: dice.int(1, 12),
    date1904: !isPlain(kind) && dice.is(0.08),
    mayMiss: kind === 'xlsx' || kind === 'xml',
    mayFormat: !isPlain(kind),
    counties: region.counties,
  }
  const county = dice.is(0.15) ? ((dice.one(region.counties) as readonly string[])[0] as string) : null
  const isSplit = county || isPlain(kind) ? null : dice.one(['counties', 'halves', null, null, null, null] as const)
  const last = dice.one(['numbers', null, null, null, null] as const)
  const units = new Units(dice, plan, last === null)
  const blocks = madeBlocks(dice, plan, units, county === null)
  return {
    kind,
    plan,
    blocks,
    header: { isMerged: kind !== 'csv' && dice.is(0.85), last: units.inLastRow ? 'units' : last },
    hasTitle: true,
    county,
    isSplit,
    sections: dice.one(['merged', 'plain', null, null] as const),
    hasSubtotals: dice.is(0.4),
    total: dice.one(['top', 'bottom', 'bottom', null] as const),
    mergesCounty: kind !== 'csv' && dice.is(0.4),
    above: linesAbove(dice, plan, units, region.city),
  }
}

/** Where the units stand: in a line above, in the title, in headings, in a row below them, in the cells, in number formats, or nowhere. */
class Units {
  readonly ofSheet: MadeUnit | null
  readonly inTitle: boolean
  readonly inLastRow: boolean
  private readonly isPerCell: boolean
  private readonly isNowhere: boolean
  /** What everybody in the office knows and the sheet does not say. */
  private readonly unsaid: MadeUnit
  private readonly dice: Dice
  private readonly plan: Plan

  constructor(dice: Dice, plan: Plan, mayHaveRow: boolean) {
    const mode = dice.one(['line', 'line', 'line', 'title', 'heading', 'heading', 'row', 'cell', 'nowhere'] as const)
    this.dice = dice
    this.plan = plan
    this.ofSheet = mode === 'line' || mode === 'title' ? dice.one(['万元', '万元', '亿元', '元'] as const) : null
    this.inTitle = mode === 'title'
    this.inLastRow = mode === 'row' && mayHaveRow
    this.isPerCell = mode === 'cell'
    this.isNowhere = mode === 'nowhere'
    this.unsaid = dice.one(['万元', '亿元'] as const)
  }

  /** How the numbers of one column are written, and its heading with the unit where that is its place. `inGroup`: the group says it. */
  column(kind: AmountKind, inGroup: MadeUnit | null): MadeColumn {
    const { dice, plan } = this
    const style: AmountStyle = { unit: this.ofSheet, inFormat: false, isText: dice.is(0.25), mayMiss: plan.mayMiss }
    if (this.isPerCell) return amountColumn(kind, { ...style, unit: null })
    if (inGroup) return amountColumn(kind, { ...style, unit: inGroup })
    if (this.isNowhere) return amountColumn(kind, { ...style, unit: this.unsaid })
    if (this.ofSheet !== null && dice.is(0.7)) return amountColumn(kind, style)
    const unit = dice.one(['万元', '万元', '亿元', '元'] as const)
    if (this.inLastRow) return amountColumn(kind, { ...style, unit })
    if (plan.mayFormat && dice.is(0.1)) return amountColumn(kind, { ...style, unit, inFormat: true })
    const heading = [...kind.heading.slice(0, -1), withUnit(kind.heading.at(-1) as string, unit, dice)]
    return amountColumn({ ...kind, heading }, { ...style, unit })
  }

  /** The unit a group heading may carry for all under it. */
  forGroup(): MadeUnit | null {
    const mayCarry = !this.isPerCell && !this.isNowhere && !this.inLastRow && this.dice.is(0.4)
    return mayCarry ? this.dice.one(['万元', '亿元'] as const) : null
  }
}

function madeBlocks(dice: Dice, plan: Plan, units: Units, hasCounty: boolean): Block[] {
  const alone = (column: MadeColumn): Block => ({ group: null, columns: [column] })
  const often = (share: number, make: () => MadeColumn | Block): Block[] => {
    if (!dice.is(share)) return []
    const made = make()
    return ['columns' in made ? made : alone(made)]
  }
  const kinds = amountKinds(dice, plan)
  const amount = (name: string) => () => units.column(kinds[name] as AmountKind, null)
  const hasYearGroup = dice.is(0.35)
  const hasFundsGroup = dice.is(0.25)
  const hasMonths = dice.is(0.12)
  const texts = [
    'code',
    'owner',
    'site',
    'responsibleOrg',
    'leadOrg',
    'competentOrg',
    'industry',
    'scale',
    'annualContent',
    'progressText',
    'problems',
    'nextStep',
    'remark',
    'onSiteWorkers',
  ] as const
  const words = [
    'constructionNature',
    'planState',
    'approvalKind',
    'fundKind',
    'field',
    'stage',
    'statisticalEntry',
  ] as const
  const hasSpan = dice.is(0.15)
  const blocks = [
    alone(nameColumn(dice)),
    ...(hasCounty ? [alone(countyColumn(dice, plan))] : []),
    ...texts.flatMap((field) => often(0.4, () => textColumn(field, dice))),
    ...words.flatMap((field) => often(0.4, () => wordColumn(field, dice))),
    ...(['sponsor', 'steward', 'contact'] as const).flatMap((field) => often(0.4, () => personColumn(field, dice))),
    ...(hasSpan
      ? [alone(spanColumn(dice))]
      : (['startDate', 'finishDate'] as const).flatMap((field) => often(0.5, () => dateColumn(field, dice, plan)))),
    ...often(0.35, () => approvalColumn(dice)),
    ...often(0.95, amount('totalInvestment')),
    ...(hasYearGroup
      ? [groupBlock(dice, units, yearGroup(dice, plan))]
      : ['annualPlan', 'completedYtd', 'completedCurrent'].flatMap((name) =>
          plan.month === 1 && name === 'completedCurrent' ? [] : often(0.6, amount(name)),
        )),
    ...(hasFundsGroup ? [groupBlock(dice, units, fundsGroup(dice), true)] : often(0.3, amount('fundsInPlace'))),
    ...['completedSinceStart', 'completedToLastYearEnd'].flatMap((name) => often(0.25, amount(name))),
    ...(hasMonths ? [groupBlock(dice, units, monthsGroup(dice, plan))] : often(0.25, amount('monthlyPlan'))),
    ...often(0.4, () => noiseColumn(dice)),
    ...often(0.15, () => noiseColumn(dice)),
  ]
  const ordered = grouped(dice, dice.is(0.7) ? dice.shuffled(blocks) : blocks)
  return dice.is(0.85) ? [alone(numberColumn(dice)), ...ordered] : ordered
}

/** Some offices put a heading over everything that stands together: 项目基本情况, 推进情况, 投资情况. */
function grouped(dice: Dice, blocks: Block[]): Block[] {
  if (dice.is(0.7)) return blocks
  const result: Block[] = []
  for (let at = 0; at < blocks.length; ) {
    const length = dice.int(1, 4)
    const together = blocks.slice(at, at + length)
    at += length
    const columns = together.flatMap((block) => block.columns)
    const isPlain = together.length > 1 && together.every(({ group }) => group === null)
    if (!isPlain || dice.is(0.4)) result.push(...together)
    else result.push({ group: groupWords(dice, columns), columns })
  }
  return result
}

function groupWords(dice: Dice, columns: MadeColumn[]): string {
  if (columns.every(({ amount }) => amount)) return dice.one(['投资情况', '项目投资', '资金情况'])
  return dice.one(['项目基本情况', '基本信息', '推进情况', '项目概况', '工作落实情况', '责任分工'])
}

function groupBlock(
  dice: Dice,
  units: Units,
  { group, kinds }: { group: string; kinds: AmountKind[] },
  mayNest = false,
): Block {
  const unit = units.forGroup()
  const columns = kinds.map((kind) => units.column({ ...kind, heading: [group, ...kind.heading] }, unit))
  const isNested = mayNest && dice.is(0.4)
  return { group: unit ? withUnit(group, unit, dice) : group, columns, ...(isNested ? { innerFrom: 1 } : {}) }
}

function linesAbove(dice: Dice, plan: Plan, units: Units, place: string): MadeLayout['above'] {
  const { year, month } = plan
  const table = dice.one(['重点项目台账', '重点项目调度表', '产业项目清单', '重大项目进展情况统计表'])
  const dateText = dice.one([
    `截至${year}年${month}月25日`,
    `截至${year}年${month}月底`,
    `截止${year}年${month}月`,
    `填报日期：${year}.${month}.25`,
  ])
  const dated = dice.one(['line', 'line', 'line', 'title'] as const)
  const hasAttachment = dice.is(0.2)
  const isSharedLine = dice.is(0.5)
  return (_, county) => {
    const unitText =
      units.ofSheet === null
        ? null
        : dice.one([`单位：${units.ofSheet}`, `金额单位：${units.ofSheet}`, `（单位：${units.ofSheet}）`])
    const titleUnit = units.inTitle ? dice.one([`（单位：${units.ofSheet}）`, `（${units.ofSheet}）`]) : ''
    const titleMonth = dated === 'title' ? dice.one([`（${month}月）`, `（1-${Math.max(2, month)}月）`]) : ''
    const title = `${county ? `${place}${county}` : place}${year}年${table}${month === 1 && dated === 'title' ? '（1月）' : titleMonth}${titleUnit}`
    const lines: string[][] = [[title]]
    const dateLine = dated === 'line' ? dateText : null
    const unitLine = units.inTitle ? null : unitText
    if (dateLine && unitLine && isSharedLine)
      lines.push(dice.one([[dateLine, '', '', unitLine], [`${dateLine}　　　　${unitLine}`]]))
    else for (const line of [dateLine, unitLine]) if (line) lines.push(dice.one([[line], ['', '', line]]))
    return hasAttachment ? [['附件1'], ...lines] : lines
  }
}
