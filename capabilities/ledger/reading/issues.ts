import { type Cell, cellAt, isBlankAt, type Sheet } from '#platform/excel/workbook.ts'
import type { Column } from './columns.ts'
import type { CountyResolver } from './counties.ts'
import type { Header } from './layout.ts'
import type { MergeIndex } from './merge-index.ts'
import type { Notices } from './notices.ts'
import type { IssueRow, RejectedRow, SkippedRow } from './shape.ts'
import { isNothing, strictFold, tidy, tidyLong } from './text.ts'

export interface IssueContext {
  sheet: Sheet
  header: Header
  merges: MergeIndex
  columns: Column[]
  counties: CountyResolver
  notices: Notices
}

export interface IssueSheet {
  issues: IssueRow[]
  skip: SkippedRow[]
  rejected: RejectedRow[]
  lastDataRow: number
}

/** Rows of a problem list: they become issues, never projects. A row is an issue when it states a problem. */
export function readIssues(context: IssueContext): IssueSheet {
  const { sheet, header } = context
  const result: IssueSheet = { issues: [], skip: [], rejected: [], lastDataRow: header.bottom + 1 }
  for (let row = header.bottom + 1; row < sheet.rows.length; row++) readLine(result, row, context)
  const unassigned = result.issues.filter(({ subject, responsibleOrg }) => subject === null && responsibleOrg === null)
  if (unassigned.length > 0) {
    context.notices.warn({
      code: 'issue-unassigned',
      sheet: sheet.name,
      excelRows: unassigned.map(({ excelRow }) => excelRow),
    })
  }
  return result
}

function readLine(result: IssueSheet, row: number, context: IssueContext): void {
  const { sheet, columns } = context
  const place = { sheet: sheet.name, excelRow: row + 1 }
  const numberColumn = columns.find(({ field }) => field === 'rowNumber')?.index ?? -1
  const used = (sheet.rows[row] ?? [])
    .map((_, column) => column)
    .filter((column) => !isBlankAt(sheet, row, column) && column !== numberColumn)
  const first = cellAt(sheet, row, used[0] ?? 0).text.trim()
  if (used.length === 0) {
    result.skip.push({ ...place, reason: 'blank', text: first })
    return
  }
  if (/^(注|备注|说明|填表|填报|制表|审核)[:：]?/.test(strictFold(first)) && used.length <= 2) {
    result.skip.push({ ...place, reason: 'note', text: first })
    return
  }
  const issue = readIssue(row, context)
  result.lastDataRow = row + 1
  if (issue.problem !== null) result.issues.push(issue)
  else if (used.length <= 2) result.skip.push({ ...place, reason: 'section', text: first })
  else
    result.rejected.push({
      ...place,
      column: columns.find(({ field }) => field === 'problems')?.letters ?? 'A',
      code: 'name-missing',
      text: first,
    })
}

function readIssue(row: number, { sheet, merges, columns, counties }: IssueContext): IssueRow {
  const issue: IssueRow = {
    sheet: sheet.name,
    excelRow: row + 1,
    category: null,
    problem: null,
    measure: null,
    subject: null,
    responsibleOrg: null,
    resolved: null,
  }
  for (const column of columns) {
    const merge = sheet.merges.length > 0 ? merges.at(row, column.index) : null
    const cell = merge ? cellAt(sheet, merge.top, merge.left) : cellAt(sheet, row, column.index)
    if (cell.kind !== 'blank' && !isNothing(strictFold(cell.text))) takeCell(issue, column, cell, counties)
  }
  return issue
}

function takeCell(issue: IssueRow, column: Column, cell: Cell, counties: CountyResolver): void {
  const { text } = cell
  switch (column.field) {
    case 'rowNumber':
      if (/^\d+$/.test(strictFold(text))) issue.rowNo = Number(strictFold(text))
      return
    case 'issueCategory':
      issue.category = tidy(text)
      return
    case 'problems':
      issue.problem = tidyLong(text)
      return
    case 'issueMeasure':
    case 'nextStep':
      issue.measure ??= tidyLong(text)
      return
    case 'issueSubject':
    case 'name':
    case 'owner':
      issue.subject ??= tidy(text)
      return
    case 'responsibleOrg':
    case 'leadOrg':
      issue.responsibleOrg ??= tidy(text)
      return
    case 'issueStatus':
    case 'progressText':
      issue.statusText ??= tidyLong(text)
      if (column.field === 'issueStatus') issue.resolved = readResolved(text)
      return
    case 'county':
      issue.county = counties.resolve(text).county
      return
    case 'remark':
      issue.remark = tidyLong(text)
      return
    default:
  }
}

function readResolved(text: string): boolean | null {
  const folded = strictFold(text)
  if (/^(否|×|未|没|正在|推进|办理中|解决中|不)/.test(folded)) return false
  return /^(是|√|✓|已)|解决$|办结$|销号$/.test(folded) ? true : null
}
