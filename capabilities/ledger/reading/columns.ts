import { cellAt, columnLetters, type Sheet } from '#platform/excel/workbook.ts'
import { readAmount } from './amounts.ts'
import { headingPattern, type LedgerAnswers, type SheetAnswers, sheetPattern } from './answers.ts'
import type { Field } from './fields.ts'
import { isAmountField } from './fields.ts'
import { type Header, type HeaderColumn, isBodyWord } from './layout.ts'
import { speaksOfPlan } from './natures.ts'
import type { Notices } from './notices.ts'
import { monthsText } from './periods.ts'
import type { ColumnReading } from './shape.ts'
import { strictFold } from './text.ts'
import type { Unit } from './units.ts'

/** A column with everything needed to read its cells. */
export interface Column {
  index: number
  letters: string
  heading: string
  field: Field | null
  /** Unit for bare numbers: of the heading, else of the sheet. Null also where the heading names several. */
  unit: Unit | null
  /** Bare numbers are foreign money of this scale. */
  foreignUnit: Unit | null
  year: number | null
  months: { from: number; to: number } | null
  fundSource: string | null
  extra: { key: string; flag: boolean } | null
  reading: ColumnReading
}

export interface ColumnContext {
  sheet: Sheet
  header: Header
  sheetUnit: Unit | null
  planYear: number | null
  /** Month of the ledger's date, 1 to 12. */
  asOf: string | null
  answers: LedgerAnswers
  corrections: SheetAnswers
  notices: Notices
}

/** Decides what each column holds: heading first, then what stands in it, then what the user said. */
export function readColumns(context: ColumnContext): Column[] {
  const taken = new Set<string>()
  const columns = context.header.columns.map((source) => readColumn(source, context))
  // of two columns of one meaning the one that is shown counts
  const isHidden = ({ index }: Column) => context.sheet.hiddenColumns.has(index)
  const shownFirst = [...columns.filter((column) => !isHidden(column)), ...columns.filter(isHidden)]
  for (const column of shownFirst) settleDuplicates(column, columns, taken, context)
  return columns
}

/** Fields that may stand in several columns, told apart by year, period or source. */
const REPEATED: ReadonlySet<Field> = new Set([
  'annualPlan',
  'completedYtd',
  'completedCurrent',
  'monthlyPlan',
  'fundsInPlace',
  'approval',
  'completionRate',
])

function readColumn(source: HeaderColumn, context: ColumnContext): Column {
  const { meaning } = source
  const letters = columnLetters(source.index)
  const correction = context.corrections.fields?.[letters]
  const field =
    correction === undefined ? (answeredDoubt(source, letters, context) ?? votedField(source, context)) : correction
  const headingUnit = meaning.unit === 'several' ? null : meaning.unit
  const corrected = context.corrections.units?.[letters]
  const foreignUnit = corrected ? null : meaning.foreignUnit
  const mayBeOfSheet = isAmountField(field) && meaning.unit === null && foreignUnit === null
  const unit = corrected ?? headingUnit ?? (mayBeOfSheet ? context.sheetUnit : null)
  const period = periodOf(source, field, letters, context)
  const reading: ColumnReading = { col: letters, heading: source.heading, field }
  if (isAmountField(field)) reading.unit = unit
  else if (headingUnit) reading.unit = headingUnit
  if (period.year !== null && isAmountField(field)) reading.year = period.year
  if (period.months && isAmountField(field)) reading.period = monthsText(period.months)
  if (field === 'completionRate') reading.derived = true
  if (meaning.fundSource) reading.fundSource = meaning.fundSource
  const extra = field === null ? meaning.extra : null
  if (extra) reading.extra = extra.key
  return {
    index: source.index,
    letters,
    heading: source.heading,
    field,
    unit,
    foreignUnit,
    ...period,
    fundSource: meaning.fundSource,
    extra,
    reading,
  }
}

/** A bare 累计完成 or 是否入库 is nothing until the user says which. */
function answeredDoubt(
  { meaning, heading, index }: HeaderColumn,
  letters: string,
  context: ColumnContext,
): Field | null {
  if (!meaning.doubt || context.header.columns.some((other) => other.index < index && other.heading === heading))
    return null
  const isCompleted = meaning.doubt === 'completed-ambiguous'
  const answer = context.notices.ask({
    code: meaning.doubt,
    keyParts: [sheetPattern(context.sheet.name), headingPattern(heading)],
    sheet: context.sheet.name,
    place: `${letters}${context.header.bottom + 1}`,
    text: isCompleted
      ? `“${heading}”没有写明是本年累计还是自开工累计，请选择。`
      : `“${heading}”没有写明入的是哪个库，请选择。`,
    choices: isCompleted ? COMPLETED_CHOICES : REGISTER_CHOICES,
  })
  return answer === null || answer === 'ignore' ? null : (answer as Field)
}

const COMPLETED_CHOICES = [
  { value: 'completedYtd', label: '本年累计（1月起）' },
  { value: 'completedSinceStart', label: '自开工累计' },
  { value: 'ignore', label: '不导入这一列' },
]
const REGISTER_CHOICES = [
  { value: 'libraryEntry', label: '进入本级项目库' },
  { value: 'nationalRegister', label: '国家重大建设项目库' },
  { value: 'statisticalEntry', label: '统计入库批准' },
  { value: 'firstStatisticalFigure', label: '首次上报数据' },
  { value: 'ignore', label: '不导入这一列' },
]

/** Where a heading serves several fields, what stands in the column decides. */
function votedField({ meaning, index }: HeaderColumn, context: ColumnContext): Field | null {
  const { field } = meaning
  if (field === 'constructionNature' || field === 'planState') {
    const values = sample(context, index)
    if (speaksOfPlan(values)) return 'planState'
    if (field === 'planState' && values.length > 0) {
      if (values.some((value) => /扩建|改建|技改|迁建/.test(value))) return 'constructionNature'
      return majority(values, /新建|续建|新开/) ? field : otherKind(values, null)
    }
    return field
  }
  if (field === 'field' || field === 'fundKind' || field === 'approvalKind')
    return otherKind(sample(context, index), field)
  if (field === 'monthlyPlan' || field === 'completedCurrent') return holdsAmounts(context, index) ? field : null
  if (field === 'stage' && majority(sample(context, index), /.{16,}/)) return 'progressText'
  return field
}

function otherKind(values: string[], otherwise: Field | null): Field | null {
  if (values.length === 0) return otherwise
  if (majority(values, /^(审批|核准|备案)[制类]?$/)) return 'approvalKind'
  if (majority(values, /政府投资|企业投资|社会投资|民间投资|财政|国有|自筹|外资/)) return 'fundKind'
  if (majority(values, /工业|农业|基础设施|民生|服务业|文旅|能源|交通|水利|产业|生态|社会事业/)) return 'field'
  return otherwise
}

function majority(values: string[], pattern: RegExp): boolean {
  return values.length > 0 && values.filter((value) => pattern.test(value)).length * 2 > values.length
}

const SAMPLE_ROWS = 300

function sample({ sheet, header }: ColumnContext, column: number): string[] {
  const values: string[] = []
  const end = Math.min(sheet.rows.length, header.bottom + 1 + SAMPLE_ROWS)
  for (let row = header.bottom + 1; row < end; row++) {
    const cell = cellAt(sheet, row, column)
    if (cell.kind !== 'text') continue
    const folded = strictFold(cell.text)
    if (!isBodyWord(folded)) values.push(folded)
  }
  return values
}

function holdsAmounts({ sheet, header }: ColumnContext, column: number): boolean {
  let amounts = 0
  let others = 0
  const end = Math.min(sheet.rows.length, header.bottom + 1 + SAMPLE_ROWS)
  for (let row = header.bottom + 1; row < end; row++) {
    const cell = cellAt(sheet, row, column)
    if (cell.kind === 'blank' && !cell.isMissing) continue
    if (readAmount(cell, '万元').problem === 'amount-unreadable') others++
    else amounts++
  }
  return amounts >= others
}

function periodOf(
  { meaning }: HeaderColumn,
  field: Field | null,
  letters: string,
  context: ColumnContext,
): Pick<Column, 'year' | 'months'> {
  const corrected = context.corrections.periods?.[letters]
  if (corrected) return parsePeriod(corrected)
  const { planYear, asOf } = context
  const year = meaning.year ?? (meaning.yearOffset !== null && planYear !== null ? planYear + meaning.yearOffset : null)
  const asOfMonth = asOf ? Number(asOf.slice(5, 7)) : null
  switch (field) {
    case 'annualPlan':
      return { year: year ?? planYear, months: null }
    case 'completedToLastYearEnd':
      return { year: year ?? (planYear === null ? null : planYear - 1), months: null }
    case 'completedYtd': {
      const ofYear = year ?? planYear
      const isPast = ofYear !== null && planYear !== null && ofYear < planYear
      const to = isPast ? 12 : asOfMonth
      return { year: ofYear, months: meaning.months ?? (to === null ? null : { from: 1, to }) }
    }
    case 'completedCurrent':
      return {
        year: year ?? planYear,
        months: meaning.months ?? (asOfMonth === null ? null : { from: asOfMonth, to: asOfMonth }),
      }
    case 'monthlyPlan':
      return { year: year ?? planYear, months: meaning.months }
    default:
      return { year: null, months: null }
  }
}

/** `2024`, `2024-03`, `2024-01..07`. */
function parsePeriod(text: string): Pick<Column, 'year' | 'months'> {
  const match = /^(\d{4})(?:-(\d{2})(?:\.\.(\d{2}))?)?$/.exec(text)
  if (!match) return { year: null, months: null }
  const from = match[2] ? Number(match[2]) : null
  return { year: Number(match[1]), months: from === null ? null : { from, to: match[3] ? Number(match[3]) : from } }
}

function settleDuplicates(column: Column, columns: Column[], taken: Set<string>, context: ColumnContext): void {
  const { field } = column
  if (field === null) return
  if (
    field === 'startDate' &&
    /计划|拟|预计/.test(column.heading) &&
    columns.some((other) => isActualStart(other, column))
  ) {
    assign(column, 'plannedStartDate')
  }
  const key = REPEATED.has(field)
    ? [
        field,
        column.year,
        column.months?.from,
        column.months?.to,
        column.fundSource,
        field === 'approval' ? column.heading : '',
      ].join('|')
    : (column.field as string)
  if (!taken.has(key)) {
    taken.add(key)
    return
  }
  if (field === 'completionRate') return
  context.notices.warn({
    code: 'duplicate-column',
    sheet: context.sheet.name,
    column: column.letters,
    heading: column.heading,
    field,
  })
  assign(column, null)
}

function isActualStart(other: Column, column: Column): boolean {
  return other !== column && other.field === 'startDate' && !/计划|拟|预计/.test(other.heading)
}

function assign(column: Column, field: Field | null): void {
  column.field = field
  column.reading.field = field
}
