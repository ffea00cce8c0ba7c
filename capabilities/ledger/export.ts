import { readRegion } from '#capabilities/people/public.ts'
import { dateLongText, lastDayOf, type Month, monthOf, yearOf } from '#kernel/period.ts'
import type { Scope } from '#platform/access/scope.ts'
import type { Transaction } from '#platform/database/pool.ts'
import { writeCsv } from '#platform/excel/write-csv.ts'
import { type WrittenColumn, type WrittenValue, writeWorkbook } from '#platform/excel/write-workbook.ts'
import type { Download, DownloadContext } from '#platform/http/context.ts'
import type { Input } from '#platform/http/contract.ts'
import type { ledgerRoutes, ProjectFilter } from './contract.ts'
import { SYSTEM_ID_HEADING, TERMS_HEADING } from './import/assess.ts'
import { byHeading } from './own-columns/fit-rows.ts'
import { listColumns, type StoredColumn } from './own-columns/store.ts'
import { type ExportedProject, exportProjects, extraHeadings } from './store/export.ts'
import { hasTerms } from './store/terms.ts'
import { NATURE_WORDS, PLAN_STATE_WORDS, STAGE_WORDS } from './wording.ts'

type Column = {
  heading: string
  kind: WrittenColumn['kind']
  width: number
  value: (project: ExportedProject) => WrittenValue
}
export type LedgerFile = { fileName: string; mediaType: string; body: AsyncIterable<Uint8Array> }

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

/** The download of the list: recorded, since figures leave the house. */
export async function exportLedger(
  context: DownloadContext,
  { query }: Input<typeof ledgerRoutes.exportLedger>,
): Promise<Download> {
  const { format, ...filter } = query
  const path = context.scope.paths[0] ?? context.person.grants[0]!.path
  context.record({
    action: 'ledger.exported',
    subject: { type: 'ledger', id: 0 },
    orgPath: path,
    after: { filter, format },
  })
  return await ledgerFile(context.db, context.scope, filter, format)
}

/** The ledger as a workbook or CSV that imports back to no change: headings the reader knows, one unit, one as-of month. */
export async function ledgerFile(
  db: Transaction,
  scope: Scope,
  filter: ProjectFilter,
  format: 'xlsx' | 'csv',
): Promise<LedgerFile> {
  const region = await readRegion(db)
  const month = region?.asOfMonth ?? null
  const withTerms = await hasTerms(db)
  const own = [...ledgerColumns(month), ...(withTerms ? [TERMS_COLUMN] : [])]
  const headings = new Set(own.map(({ heading }) => heading))
  const kept = await listColumns(db, scope)
  const meant = byHeading(kept)
  // the offices' own columns stand in the file though nothing is filled in yet: it is sent out to be filled
  const extras = new Set([...kept.map(({ heading }) => heading), ...(await extraHeadings(db, scope, filter, 30))])
  const further = [...extras].filter((heading) => !headings.has(heading))
  const columns = [...own, ...further.map((heading) => extraColumn(heading, meant.get(heading)))]
  const title = `${region?.name ?? ''}重点项目台账`
  const rows = dataRows(exportProjects(db, scope, filter, { month, withTerms }), columns)
  const fileName = `${title}${month ? `（${yearOf(month)}年${monthOf(month)}月）` : ''}.${format}`
  if (format === 'csv')
    return { fileName, mediaType: 'text/csv; charset=utf-8', body: writeCsv(withHeadings(columns, rows)) }
  const dateLine = `${month ? `截至${dateLongText(lastDayOf(month))}　　` : ''}单位：万元`
  const sheet = {
    name: '项目台账',
    columns: columns.map(({ kind, width }) => ({ kind, width })),
    headerRows: [[title], [dateLine], columns.map(({ heading }) => heading)],
    rows,
    freeze: { rows: 3, columns: 3 },
    filter: true,
  }
  return { fileName, mediaType: XLSX, body: writeWorkbook([sheet]) }
}

/** Read back it changes nothing: terms are set on the project's page. */
const TERMS_COLUMN: Column = { heading: TERMS_HEADING, kind: 'text', width: 30, value: ({ terms }) => terms }

function ledgerColumns(month: Month | null): Column[] {
  const text = (heading: string, width: number, value: Column['value']): Column => ({
    heading,
    kind: 'text',
    width,
    value,
  })
  const amount = (heading: string, value: Column['value']): Column => ({ heading, kind: 'number', width: 16, value })
  return [
    text(SYSTEM_ID_HEADING, 10, ({ id }) => String(id)),
    text('项目代码', 28, ({ code }) => code),
    text('项目名称', 44, ({ name }) => name),
    text('建设单位', 32, ({ owner }) => owner),
    text('县区', 16, ({ county }) => county),
    text('建设地点', 28, ({ site }) => site),
    text('所属行业', 18, ({ industry }) => industry),
    text('项目类别', 14, ({ field }) => field),
    text('建设性质', 10, ({ constructionNature }) => wordOf(NATURE_WORDS, constructionNature)),
    text('新开工/续建', 12, ({ planState }) => wordOf(PLAN_STATE_WORDS, planState)),
    text('立项方式', 10, ({ approvalKind }) => approvalKind),
    text('资金类别', 12, ({ fundKind }) => fundKind),
    text('主要建设内容', 50, ({ scale }) => scale),
    amount('总投资（万元）', ({ totalInvestment }) => totalInvestment),
    ...(month ? periodColumns(month, amount) : []),
    amount('到位资金（万元）', ({ fundsInPlace }) => fundsInPlace),
    text('计划开工时间', 14, ({ plannedStart }) => plannedStart),
    text('实际开工时间', 14, ({ startDate }) => startDate),
    text('竣工时间', 14, ({ finishDate }) => finishDate),
    text('建设阶段', 10, ({ stage }) => wordOf(STAGE_WORDS, stage)),
    text('年度建设内容', 36, ({ annualContent }) => annualContent),
    text('形象进度', 44, ({ progressText }) => progressText),
    text('存在问题', 36, ({ problems }) => problems),
    text('下步计划', 36, ({ nextStep }) => nextStep),
    text('责任单位', 22, ({ responsibleOrg }) => responsibleOrg),
    text('牵头单位', 22, ({ leadOrg }) => leadOrg),
    text('主管部门', 22, ({ competentOrg }) => competentOrg),
    text('包联领导', 12, ({ sponsor, extra }) => sponsor ?? extra.包联领导),
    text('项目管家', 18, ({ steward, extra }) => steward ?? extra.项目管家),
    text('联系人', 22, ({ contact, extra }) => contact ?? extra.联系人),
    text('是否入统', 12, ({ statisticalEntry }) => statisticalEntry),
    text('备注', 30, ({ remark }) => remark),
  ]
}

function periodColumns(month: Month, amount: (heading: string, value: Column['value']) => Column): Column[] {
  const year = yearOf(month)
  const number = monthOf(month)
  const span = number === 1 ? '1月累计' : `1-${number}月`
  return [
    amount(`${year}年计划投资（万元）`, ({ annualPlan }) => annualPlan),
    amount(`${year}年${span}完成投资（万元）`, ({ completedYtd }) => completedYtd),
    amount(`${year}年${number}月完成投资（万元）`, ({ completedCurrent }) => completedCurrent),
    amount(`截至${year - 1}年底累计完成投资（万元）`, ({ completedToLastYearEnd }) => completedToLastYearEnd),
  ]
}

/** Numbers are numbers in the sheet where the column is one; the unit stays out of the heading, by which the column is known again. */
function extraColumn(heading: string, column: StoredColumn | undefined): Column {
  const kind = column?.kind === 'amount' || column?.kind === 'number' ? 'number' : 'text'
  return { heading, kind, width: column?.kind === 'longText' ? 36 : 18, value: ({ extra }) => extra[heading] }
}

function wordOf(words: Record<string, string>, value: string | null): string | null {
  return value === null ? null : (words[value] ?? value)
}

async function* dataRows(pages: AsyncIterable<ExportedProject[]>, columns: Column[]): AsyncGenerator<WrittenValue[]> {
  for await (const page of pages) for (const project of page) yield columns.map((column) => column.value(project))
}

async function* withHeadings(columns: Column[], rows: AsyncIterable<WrittenValue[]>): AsyncGenerator<WrittenValue[]> {
  yield columns.map(({ heading }) => heading)
  yield* rows
}
