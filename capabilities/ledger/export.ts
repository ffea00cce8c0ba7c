import { randomBytes } from 'node:crypto'
import { readRegion } from '#capabilities/people/public.ts'
import { type Month, monthOf, yearOf } from '#kernel/period.ts'
import { invalid } from '#kernel/problem.ts'
import type { Scope } from '#platform/access/scope.ts'
import type { Transaction } from '#platform/database/pool.ts'
import { writeCsv } from '#platform/excel/write-csv.ts'
import { type WrittenValue, writeWorkbook } from '#platform/excel/write-workbook.ts'
import type { Download, DownloadContext } from '#platform/http/context.ts'
import type { Input } from '#platform/http/contract.ts'
import type { Secrets } from '#platform/secrets/secrets.ts'
import type { ledgerRoutes, ProjectFilter } from './contract.ts'
import { columnOfKey, dated, extraColumn, type LedgerColumn, usualKeys } from './exporting/columns.ts'
import { ledgerSheets } from './exporting/sheets.ts'
import { ownId } from './grid/store/columns.ts'
import { BaseWriter } from './merge/base-lines.ts'
import { byHeading } from './own-columns/fit-rows.ts'
import { listColumns, type StoredColumn } from './own-columns/store.ts'
import { type ExportedProject, type ExportGroup, exportProjects, extraHeadings } from './store/export.ts'
import { hasTerms } from './store/terms.ts'

export type LedgerFile = { fileName: string; mediaType: string; body: AsyncIterable<Uint8Array> }
/** What leaves: who asks for it and when stands in the file's base. `columns` are field keys in their order. */
export type LedgerExport = {
  filter: ProjectFilter
  format: 'xlsx' | 'csv'
  columns?: readonly string[] | undefined
  group?: ExportGroup | undefined
  by: string
  at: Date
}

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
/** Columns of the office's own that leave unasked; more can be chosen by name. */
const MOST_EXTRAS = 30

/** The download of the list: recorded, since figures leave the house. */
export function exportLedger(secrets: Secrets) {
  return async (context: DownloadContext, { query }: Input<typeof ledgerRoutes.exportLedger>): Promise<Download> => {
    const { format, columns, group, ...filter } = query
    const path = context.scope.paths[0] ?? context.person.grants[0]!.path
    const exportId = randomBytes(9).toString('base64url')
    context.record({
      action: 'ledger.exported',
      subject: { type: 'ledger', id: 0 },
      orgPath: path,
      after: { filter, format, ...(columns ? { columns } : {}), ...(group ? { group } : {}), exportId },
    })
    const wanted = { filter, format, columns, group, by: context.person.displayName, at: context.now, exportId }
    return await ledgerFile(context.db, context.scope, secrets, wanted)
  }
}

/**
 * The ledger as a workbook or CSV that imports back to no change: headings the reader knows, one unit, one as-of month. A workbook carries
 * its base in a hidden sheet, signed, so that what was changed in it is told from what was changed in the ledger meanwhile; none without a key.
 */
export async function ledgerFile(
  db: Transaction,
  scope: Scope,
  secrets: Secrets | null,
  wanted: LedgerExport & { exportId: string },
): Promise<LedgerFile> {
  const region = await readRegion(db)
  const month = region?.asOfMonth ?? null
  const columns = await chosenColumns(db, scope, wanted, month)
  const withTerms = columns.some(({ key }) => key === 'terms')
  const title = `${region?.name ?? ''}重点项目台账`
  const fileName = `${title}${month ? `（${yearOf(month)}年${monthOf(month)}月）` : ''}.${wanted.format}`
  const projects = exportProjects(db, scope, wanted.filter, { month, withTerms, group: wanted.group })
  if (wanted.format === 'csv') {
    return { fileName, mediaType: 'text/csv; charset=utf-8', body: writeCsv(plainRows(projects, columns)) }
  }
  const base = new BaseWriter({
    form: 1,
    exportId: wanted.exportId,
    at: wanted.at.toISOString(),
    by: wanted.by,
    keyId: secrets?.keyId ?? '',
    region: region?.name ?? '',
    month,
    filter: wanted.filter,
    columns: columns.map(({ key, heading }) => ({ key, heading })),
  })
  const sheets = ledgerSheets({ title, month, columns, projects, group: wanted.group, base, secrets })
  return { fileName, mediaType: XLSX, body: writeWorkbook(secrets ? sheets : sheets.slice(0, 1)) }
}

/** The columns asked for, or the usual ones with those of the office's own. The system's number and the name are always there. */
async function chosenColumns(
  db: Transaction,
  scope: Scope,
  { columns: keys, filter }: LedgerExport,
  month: Month | null,
): Promise<LedgerColumn[]> {
  const always = [columnOfKey('id')!]
  if (keys) {
    const own = await ownByKey(db, scope, keys)
    const chosen = keys
      // a saved view may still name a column that was dropped
      .filter((key) => key !== 'id' && (ownId(key) === null || own.has(key)))
      .map((key) => own.get(key) ?? columnOfKey(dated(key, month)) ?? unknown(key))
    const named = chosen.some(({ key }) => key === 'name') ? chosen : [columnOfKey('name')!, ...chosen]
    return distinct([...always, ...named])
  }
  const usual = usualKeys(month).map((key) => columnOfKey(key)!)
  const terms = (await hasTerms(db)) ? [columnOfKey('terms')!] : []
  const extras = await ownColumns(db, scope, filter)
  return distinct([...always, ...usual, ...terms, ...extras])
}

/** Own columns as the grid names them: `own.12`. */
async function ownByKey(
  db: Transaction,
  scope: Scope,
  keys: readonly string[],
): Promise<ReadonlyMap<string, LedgerColumn>> {
  if (!keys.some((key) => ownId(key) !== null)) return new Map()
  const known = await listColumns(db, scope)
  return new Map(known.map(({ id, heading, kind }) => [`own.${id}`, ownColumn(heading, kind)]))
}

function ownColumn(heading: string, kind: StoredColumn['kind'] | undefined): LedgerColumn {
  return extraColumn(heading, kind === 'amount' || kind === 'number' ? 'number' : 'text')
}

/** The offices' own columns stand in the file though nothing is filled in yet: it is sent out to be filled. */
async function ownColumns(db: Transaction, scope: Scope, filter: LedgerExport['filter']): Promise<LedgerColumn[]> {
  const kept = await listColumns(db, scope)
  const meant = byHeading(kept)
  const filled = await extraHeadings(db, scope, filter, MOST_EXTRAS)
  return [...new Set([...kept.map(({ heading }) => heading), ...filled])].map((heading) =>
    ownColumn(heading, meant.get(heading)?.kind),
  )
}

function unknown(key: string): never {
  throw invalid('column_unknown', `没有“${key}”这一列，或还没有这个月的数据。请重新选择要导出的列。`)
}

/** Two columns of one heading could not be told apart when the file comes back. */
function distinct(columns: LedgerColumn[]): LedgerColumn[] {
  const headings = new Set<string>()
  return columns.filter(({ heading }) => !headings.has(heading) && headings.add(heading))
}

async function* plainRows(
  pages: AsyncIterable<ExportedProject[]>,
  columns: readonly LedgerColumn[],
): AsyncGenerator<WrittenValue[]> {
  yield columns.map(({ heading }) => heading)
  for await (const page of pages) for (const project of page) yield columns.map((column) => column.value(project))
}
