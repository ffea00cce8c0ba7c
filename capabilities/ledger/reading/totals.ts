import Big from 'big.js'
import { cellAddress, cellAt, columnIndex, type Sheet } from '#platform/excel/workbook.ts'
import type { Column } from './columns.ts'
import type { Group } from './groups.ts'
import type { Notices } from './notices.ts'
import type { GroupRow, LedgerRow } from './shape.ts'
import { type StatedSum, statedCount, statedSums } from './stated.ts'
import { strictFold } from './text.ts'

export interface TotalsContext {
  sheet: Sheet
  columns: Column[]
  /** Rows read, by 0-based row. */
  rows: Map<number, LedgerRow>
  notices: Notices
}

/** Compares what section, subtotal and total rows state with the projects and the sections they cover; differences are warnings. */
export function checkGroups(groups: Group[], context: TotalsContext): GroupRow[] {
  const stated = new Map(groups.map((group) => [group, statedOf(group, context)]))
  return groups.map((group) => checkGroup(group, stated, context))
}

interface Stated {
  count: number | null
  sums: StatedSum[]
}

function statedOf(group: Group, { sheet, columns, rows }: TotalsContext): Stated {
  const sums = statedSums(sheet, group.line.row, columns, group.line.text)
  // A SUM over rows without any amount gives 0 and states nothing.
  const meant = sums.filter(
    ({ wan, key }) => wan !== 0 || coveredRows(group).some((row) => amountOf(rows.get(row), key) !== null),
  )
  return { count: statedCount(group.line.text), sums: meant }
}

function coveredRows(group: Group): number[] {
  return group.kind === 'section' && group.candidates.length > 0 ? group.descendants : group.members
}

function checkGroup(group: Group, allStated: Map<Group, Stated>, context: TotalsContext): GroupRow {
  const stated = allStated.get(group) as Stated
  const known = stated.sums.filter(({ wan }) => wan !== null)
  const excelRow = group.line.row + 1
  const row: GroupRow = {
    sheet: context.sheet.name,
    excelRow,
    kind: group.kind,
    text: group.line.text,
    statedCount: stated.count,
    members: group.members.map((member) => member + 1),
    listedCount: group.members.length,
  }
  if (known.length > 0) {
    row.stated = Object.fromEntries(known.map(({ key, wan }) => [key, wan as number]))
    row.listed = Object.fromEntries(known.map(({ key }) => [key, sumOf(group.members, key, context).sum]))
  }
  if (stated.sums.some(({ isFormula }) => isFormula)) row.derived = '公式'
  checkCount(group, stated, context)
  for (const sum of stated.sums) checkSum(group, sum, context)
  const parts = partsOf(group, stated, allStated, context)
  if (parts.length > 0) comparePart(row, parts, stated, allStated, context)
  return row
}

function checkCount(group: Group, { count }: Stated, { sheet, notices }: TotalsContext): void {
  const listedCount = coveredRows(group).length
  if (count === null || count === listedCount) return
  const place = { sheet: sheet.name, excelRow: group.line.row + 1, scope: group.line.text }
  notices.warn({ code: 'count-mismatch', ...place, statedCount: count, listedCount })
}

function checkSum(group: Group, sum: StatedSum, context: TotalsContext): void {
  const covered = coveredRows(group)
  const { sum: listed, without } = sumOf(covered, sum.key, context)
  const place = {
    sheet: context.sheet.name,
    excelRow: group.line.row + 1,
    column: sum.letters,
    scope: group.line.text,
    field: sum.key,
    stated: sum.wan,
    listedRows: covered.length,
    rowsWithoutAmount: without,
  }
  if (without === covered.length || sum.isMissing) {
    const cell = cellAddress(group.line.row, sum.columnIndex)
    context.notices.warn({ code: 'total-uncheckable', ...place, cell })
    if (sum.isMissing) {
      context.notices.warn({
        code: 'formula-value-missing',
        sheet: place.sheet,
        excelRow: place.excelRow,
        column: sum.letters,
        cell,
      })
    }
  } else if (sum.wan === null) {
    if (!couldMean(sum.raw, listed))
      context.notices.warn({ code: 'total-mismatch', ...place, statedRaw: sum.raw, listed })
  } else if (differs(sum.wan, listed, sum.tolerance)) {
    context.notices.warn({ code: 'total-mismatch', ...place, listed, difference: minus(sum.wan, listed) })
  }
}

/** A bare total of unknown unit agrees when it does in 万元, in 亿元 or in 元. */
function couldMean(raw: string, listed: number): boolean {
  const number = Number(strictFold(raw).replaceAll(',', ''))
  if (!Number.isFinite(number)) return false
  return ['1', '10000', '0.0001'].some((scale) => new Big(number).times(scale).eq(listed))
}

/** What a subtotal or total is the sum of: the rows its formula names, else the sections that state something. */
function partsOf(group: Group, stated: Stated, allStated: Map<Group, Stated>, context: TotalsContext): Group[] {
  if (group.kind === 'section') return []
  const byRow = new Map([...allStated.keys()].map((other) => [other.line.row, other]))
  const formulaRows = stated.sums.map((sum) =>
    namedRows(cellAt(context.sheet, group.line.row, sum.columnIndex).formula, sum),
  )
  if (formulaRows.some((rows) => rows.isRange)) return []
  const named = formulaRows.find((rows) => rows.rows.length > 0)?.rows.flatMap((row) => byRow.get(row) ?? []) ?? []
  if (named.length > 0) return named
  const statesSum = (other: Group) => (allStated.get(other) as Stated).sums.length > 0
  const statesCount = (other: Group) => (allStated.get(other) as Stated).count !== null
  const withSums = group.candidates.filter(statesSum)
  if (group.kind === 'total') {
    const isComplete =
      withSums.length >= 2 && group.candidates.every((other) => statesSum(other) || other.descendants.length === 0)
    return isComplete ? withSums : []
  }
  if (stated.sums.length === 0) return group.candidates.every(statesCount) ? group.candidates : []
  // With a count beside the sum, sections that only count are counts of something else of the same scope.
  return stated.count === null ? group.candidates.filter((other) => statesSum(other) || statesCount(other)) : withSums
}

/** Single cells of the same column added up (`F28+F33`, `SUM(F14,F26)`); a range covers the rows themselves. */
function namedRows(formula: string | null, sum: StatedSum): { rows: number[]; isRange: boolean } {
  if (!formula) return { rows: [], isRange: false }
  if (formula.includes(':')) return { rows: [], isRange: true }
  const refs = [...formula.matchAll(/\$?([A-Z]{1,3})\$?(\d+)/g)].filter(
    ([, letters]) => columnIndex(letters as string) === sum.columnIndex,
  )
  return { rows: refs.map(([, , row]) => Number(row) - 1), isRange: false }
}

function comparePart(
  row: GroupRow,
  parts: Group[],
  stated: Stated,
  allStated: Map<Group, Stated>,
  { sheet, notices }: TotalsContext,
): void {
  row.parts = parts.map((part) => part.line.row + 1)
  const place = { sheet: sheet.name, excelRow: row.excelRow, scope: row.text, against: 'sections' }
  const partsSum: Record<string, number> = {}
  for (const { key, wan, tolerance, letters } of stated.sums) {
    const sums = parts.flatMap((part) =>
      (allStated.get(part) as Stated).sums.filter((sum) => sum.key === key && sum.wan !== null),
    )
    if (sums.length === 0 || wan === null) continue
    const sumOfSections = Number(sums.reduce((total, sum) => total.plus(sum.wan as number), new Big(0)).toString())
    partsSum[key] = sumOfSections
    if (differs(wan, sumOfSections, tolerance)) {
      const difference = minus(wan, sumOfSections)
      notices.warn({
        code: 'total-mismatch',
        ...place,
        column: letters,
        field: key,
        stated: wan,
        sumOfSections,
        difference,
      })
    }
  }
  if (Object.keys(partsSum).length > 0) row.partsSum = partsSum
  const counts = parts.map((part) => (allStated.get(part) as Stated).count)
  if (stated.count === null || counts.includes(null)) return
  const sumOfSections = counts.reduce<number>((total, count) => total + (count as number), 0)
  row.partsCount = sumOfSections
  if (sumOfSections !== stated.count)
    notices.warn({ code: 'count-mismatch', ...place, statedCount: stated.count, sumOfSections })
}

function sumOf(members: number[], key: string, { rows }: TotalsContext): { sum: number; without: number } {
  let sum = new Big(0)
  let without = 0
  for (const member of members) {
    const amount = amountOf(rows.get(member), key)
    if (amount === null) without++
    else sum = sum.plus(amount)
  }
  return { sum: Number(sum.toString()), without }
}

function amountOf(row: LedgerRow | undefined, key: string): number | null {
  if (!row) return null
  const [name, part] = key.split('.') as [keyof LedgerRow, string | undefined]
  const value = row[name]
  if (part === undefined) return typeof value === 'number' ? value : null
  return (value as Record<string, number> | undefined)?.[key.slice(name.length + 1)] ?? null
}

function differs(a: number, b: number, tolerance: number): boolean {
  return new Big(a).minus(b).abs().gt(tolerance)
}

function minus(a: number, b: number): number {
  return Number(new Big(a).minus(b).toString())
}
