import type { AssessedMerge } from '../merge/assess-merge.ts'
import { type BaseFault, FAULT_SENTENCES } from '../merge/signature.ts'
import type { LedgerReading, Warning } from '../reading/shape.ts'
import type { StoredImport } from '../store/imports.ts'
import type { Assessment } from './assess.ts'
import type { ImportDifference, ImportPreview } from './contract.ts'
import { countOf } from './memory.ts'
import { wanText } from './row-values.ts'

/** At most so many lines of each list are sent to the screen; the counts are always whole. */
const SHOWN = 500

/** What the screen shows of an import before it is written, or after. */
export function previewOf(
  stored: StoredImport,
  assessed: Assessment,
  { mayUndo, fault }: { mayUndo: boolean; fault: BaseFault | null },
): ImportPreview {
  const { reading, questions, openPoints, merge } = assessed
  // once written, the ledger agrees with the file: what counted is what was found before
  const summary = stored.state === 'preview' ? assessed.summary : (stored.summary ?? assessed.summary)
  return {
    id: stored.id,
    fileName: stored.fileName,
    state: stored.state,
    asOf: reading.asOf,
    planYear: reading.planYear,
    completedPeriod: reading.completedPeriod ?? null,
    sheets: reading.sheets.map((sheet) => sheetOf(sheet, reading)),
    questions,
    openPoints: openPoints.slice(0, SHOWN),
    warnings: assessed.difference.warnings.slice(0, SHOWN).map(warningOf),
    skipped: reading.skip
      .slice(0, SHOWN)
      .map(({ sheet, excelRow, reason, text }) => ({ sheet, excelRow, reason, text })),
    difference: differenceOf(assessed),
    summary,
    answers: stored.answers,
    merge: merge && mergeOf(merge),
    baseFault: fault && FAULT_SENTENCES[fault],
    ready: stored.state === 'preview' && questions.length === 0 && hasSomething(assessed, summary),
    createdAt: stored.createdAt,
    createdBy: stored.createdBy,
    writtenAt: stored.writtenAt,
    undoneAt: stored.undoneAt,
    mayUndo,
    corrections: stored.state === 'preview' ? stored.earlierAnswers.length : 0,
    recalled: stored.recalled && {
      at: stored.recalled.at,
      fileName: stored.recalled.fileName,
      count: countOf(stored.recalled.answers),
    },
    asOfText: reading.asOfText,
  }
}

function hasSomething({ merge }: Assessment, summary: ImportPreview['summary']): boolean {
  if (merge) return merge.undecided === 0 && merge.taken.projects + merge.taken.added > 0
  return summary.added + summary.changed > 0
}

/** At most so many cells are sent: those to be decided first, those only told last. */
const CELLS_SHOWN = { conflict: 20_000, there: 20_000, unreadable: 5_000, readOnly: 2_000, same: 2_000, here: 5_000 }

function mergeOf({ edits: _, columnOf: __, missing: ___, difference: ____, summary: _____, ...merge }: AssessedMerge) {
  const left: Record<string, number> = { ...CELLS_SHOWN }
  const cells = merge.cells.filter(({ state }) => left[state]!-- > 0)
  const listed = new Set(cells.map(({ projectId }) => projectId))
  return { ...merge, cells, projects: merge.projects.filter(({ id }) => listed.has(id)) }
}

function sheetOf(sheet: LedgerReading['sheets'][number], reading: LedgerReading): ImportPreview['sheets'][number] {
  const rows = reading.rows.filter((row) => row.sheet === sheet.name).slice(0, 3)
  return {
    name: sheet.name,
    state: sheet.state,
    kind: sheet.kind,
    import: sheet.import,
    reason: sheet.reason ?? null,
    unit: sheet.unit ?? null,
    unitCell: sheet.unitCell ?? null,
    headerRows: sheet.headerRows ?? [],
    firstDataRow: sheet.firstDataRow ?? null,
    lastDataRow: sheet.lastDataRow ?? null,
    titleRow: sheet.titleRow ?? null,
    marks: marksOf(sheet.name, reading),
    columns: (sheet.columns ?? []).map((column) => ({
      col: column.col,
      heading: column.heading,
      field: column.field,
      unit: column.unit ?? null,
      year: column.year ?? null,
      period: column.period ?? null,
      samples: rows
        .map((row) => sampleOf(row as unknown as Record<string, unknown>, column))
        .filter((sample) => sample !== ''),
    })),
  }
}

/** At most so many rows of a sheet are marked on the screen. */
const MARKED = 20_000

function marksOf(sheet: string, { skip, rejected }: LedgerReading): ImportPreview['sheets'][number]['marks'] {
  const skipped = skip
    .filter((row) => row.sheet === sheet && row.reason !== 'blank' && row.reason !== 'header')
    .map(({ excelRow, reason, text }) => ({ row: excelRow, kind: reason as string, text: text.slice(0, 80) }))
  const unread = rejected
    .filter((row) => row.sheet === sheet)
    .map(({ excelRow, text }) => ({ row: excelRow, kind: 'rejected', text: text.slice(0, 80) }))
  return [...skipped, ...unread].sort((a, b) => a.row - b.row).slice(0, MARKED)
}

function sampleOf(
  row: Record<string, unknown>,
  { field, extra, heading }: { field: string | null; extra?: string; heading: string },
): string {
  if (!field)
    return String(
      (row.extra as Record<string, string> | undefined)?.[heading] ?? (extra ? (row[extra] ?? '') : ''),
    ).slice(0, 40)
  const amount = row[`${field}Wan`]
  if (typeof amount === 'number') return `${amount}万元`
  const value = row[`${field}Text`] ?? row[field] ?? (field === 'county' ? row.countyText : undefined) ?? ''
  return (typeof value === 'object' ? '' : String(value)).slice(0, 40)
}

/** A place in words a person finds in Excel. */
function warningOf({
  code,
  text,
  sheet,
  cell,
  column,
  excelRow,
  excelRows,
  must,
}: Warning): ImportPreview['warnings'][number] {
  const rows = excelRows ?? (excelRow ? [excelRow] : [])
  const place =
    cell ?? (rows.length > 0 ? `${column ?? ''}${rows.slice(0, 8).join('、')}行` : column ? `${column}列` : undefined)
  return { code, text, ...(sheet ? { sheet } : {}), ...(place ? { place } : {}), must: must === true }
}

function differenceOf({ difference, summary, questions }: Assessment): ImportDifference {
  const open = questions.filter(({ code }) => code === 'suspicious-change').map(({ key }) => key)
  return {
    added: difference.added.slice(0, SHOWN).map((row) => ({
      sheet: row.sheet,
      excelRow: row.excelRow,
      name: row.name,
      owner: row.owner,
      county: row.county,
      totalInvestment: row.totalInvestmentWan === null ? null : wanText(row.totalInvestmentWan),
      stage: row.stage,
    })),
    changed: difference.matched
      .filter(({ changes }) => changes.length > 0)
      .slice(0, SHOWN)
      .map(({ project, row, changes }) => ({
        projectId: project.id!,
        name: row.name,
        sheet: row.sheet,
        excelRow: row.excelRow,
        changes: changes.map((change) => ({
          field: change.field.replace(/Wan$/, ''),
          old: change.old,
          new: change.new,
          oldRaw: change.oldRaw,
          newRaw: change.newRaw,
          ...(change.newCell ? { cell: change.newCell } : {}),
          ...(isOpen(open, change) ? { suspicious: true } : {}),
        })),
      })),
    unchanged: summary.unchanged,
    missing: difference.missing
      .slice(0, SHOWN)
      .map(({ id, name, owner }) => ({ projectId: id!, name, owner: owner ?? null })),
    rejected: difference.rejected.slice(0, SHOWN).map(({ sheet, excelRow, column, code, text }) => ({
      sheet,
      excelRow,
      column: column ?? '',
      code,
      text: String(text ?? code),
    })),
  }
}

/** A change that looks like a slip and was not yet settled: its question stands under its name and field. */
function isOpen(keys: readonly string[], { name, field }: { name: string; field: string }): boolean {
  return keys.some(
    (key) => key.startsWith(`suspicious-change|${name.replaceAll('|', '/')}|`) && key.includes(`|${field}|`),
  )
}
