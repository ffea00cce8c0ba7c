import * as z from 'zod'
import { defineRoutes, idParam } from '#platform/http/contract.ts'
import { decisionsBody, mergeAnswers, mergeView } from '../merge/contract.ts'
import { isField } from '../reading/fields.ts'

/** At most this many bytes of a workbook are received. */
export const MAX_WORKBOOK_BYTES = 60 * 1024 * 1024

/** A question that must be answered before anything is written. `key` is stable, so that an answer can be remembered. */
export const importQuestion = z.object({
  key: z.string(),
  code: z.string(),
  /** The sentence shown. */
  text: z.string(),
  sheet: z.string().optional(),
  cell: z.string().optional(),
  excelRow: z.number().optional(),
  raw: z.string().optional(),
  /** Suggested answers; free where absent. */
  choices: z.array(z.object({ value: z.string(), label: z.string() })).optional(),
  /** Set once the user has answered. */
  answer: z.string().nullable(),
})
export type ImportQuestion = z.infer<typeof importQuestion>

const cellChange = z.object({
  field: z.string(),
  old: z.string().nullable(),
  new: z.string().nullable(),
  oldRaw: z.string().nullable().optional(),
  newRaw: z.string().nullable().optional(),
  cell: z.string().optional(),
  /** A change so large that it looks like a slip; asks before it is written. */
  suspicious: z.boolean().optional(),
})
export const difference = z.object({
  added: z.array(
    z.object({
      sheet: z.string(),
      excelRow: z.number(),
      name: z.string(),
      owner: z.string().nullable(),
      county: z.string().nullable(),
      totalInvestment: z.string().nullable(),
      stage: z.string().nullable(),
    }),
  ),
  changed: z.array(
    z.object({
      projectId: z.number(),
      name: z.string(),
      sheet: z.string(),
      excelRow: z.number(),
      changes: z.array(cellChange),
    }),
  ),
  unchanged: z.number(),
  /** In the ledger, not in the file: a question, never a deletion. */
  missing: z.array(z.object({ projectId: z.number(), name: z.string(), owner: z.string().nullable() })),
  rejected: z.array(
    z.object({ sheet: z.string(), excelRow: z.number(), column: z.string(), code: z.string(), text: z.string() }),
  ),
})
export type ImportDifference = z.infer<typeof difference>

export const importSummary = z.object({
  added: z.number(),
  changed: z.number(),
  unchanged: z.number(),
  missing: z.number(),
  rejected: z.number(),
})
export type ImportSummary = z.infer<typeof importSummary>

const previewSheet = z.object({
  name: z.string(),
  state: z.string(),
  kind: z.string(),
  import: z.boolean(),
  reason: z.string().nullable(),
  unit: z.string().nullable(),
  unitCell: z.string().nullable(),
  headerRows: z.array(z.number()),
  firstDataRow: z.number().nullable(),
  lastDataRow: z.number().nullable(),
  titleRow: z.number().nullable(),
  /** Rows that are no project, with what they were taken for; blank rows and the header are not named. */
  marks: z.array(z.object({ row: z.number(), kind: z.string(), text: z.string() })),
  columns: z.array(
    z.object({
      col: z.string(),
      heading: z.string(),
      field: z.string().nullable(),
      unit: z.string().nullable(),
      year: z.number().nullable(),
      period: z.string().nullable(),
      samples: z.array(z.string()),
    }),
  ),
})

/** What a row is said to be: a project, a total that is checked and not imported, or nothing to import. */
const rowRole = z.enum(['project', 'total', 'note'])
const period = z
  .string()
  .regex(/^(19|20|21)\d{2}(-(0[1-9]|1[0-2])(\.\.(0[1-9]|1[0-2]))?)?$/, '期间如 2026、2026-03、2026-01..07')

/** Answers and corrections of one preview. Keys of `questions` are those of ImportQuestion. */
export const importAnswers = z.object({
  questions: z.record(z.string(), z.string()).optional(),
  /** `sheet!column` → field name, or null for “not imported”. */
  columns: z.record(z.string(), z.string().refine(isField, '没有这个字段').nullable()).optional(),
  /** sheet → unit of amounts without one of their own. */
  units: z.record(z.string(), z.enum(['亿元', '万元', '元'])).optional(),
  /** sheet → rows of its heading. */
  headerRows: z.record(z.string(), z.array(z.number().int().positive()).max(6)).optional(),
  /** sheet → imported or not. */
  sheets: z.record(z.string(), z.boolean()).optional(),
  /** `sheet!column` → unit of its amounts; null takes the correction back, here and below. */
  columnUnits: z.record(z.string(), z.enum(['亿元', '万元', '元']).nullable()).optional(),
  /** `sheet!column` → what its amounts are of: `2024`, `2024-03`, `2024-01..07`. */
  periods: z.record(z.string(), period.nullable()).optional(),
  /** sheet → first row of its projects. */
  firstRows: z.record(z.string(), z.number().int().positive().max(1_048_576).nullable()).optional(),
  /** `sheet!row` → what the row is, where it was read otherwise. */
  rows: z.record(z.string(), rowRole.nullable()).optional(),
  /** `sheet!words` → what a row that says these words is: remembered from an earlier file. */
  lines: z.record(z.string(), rowRole).optional(),
  planYear: z.number().int().min(1990).max(2100).optional(),
  asOf: z
    .string()
    .regex(/^\d{4}-\d{2}-\d{2}$/)
    .optional(),
  /** Every organisation the region lacks is created below the importing one. */
  createOrganisations: z.boolean().optional(),
  /** Reporter who will answer for the imported projects. */
  assignTo: z.number().int().positive().nullable().optional(),
  /** What was decided cell by cell, where the file carries its base. */
  merge: mergeAnswers.optional(),
})
export type ImportAnswers = z.infer<typeof importAnswers>

export const importPreview = z.object({
  id: z.number(),
  fileName: z.string(),
  state: z.enum(['preview', 'written', 'undone', 'discarded']),
  asOf: z.string().nullable(),
  planYear: z.number().nullable(),
  completedPeriod: z.string().nullable(),
  sheets: z.array(previewSheet),
  questions: z.array(importQuestion),
  /** Points a user may settle, or leave: an amount without a unit stays empty. Same shape as a question. */
  openPoints: z.array(importQuestion),
  warnings: z.array(
    z.object({
      code: z.string(),
      text: z.string(),
      sheet: z.string().optional(),
      place: z.string().optional(),
      must: z.boolean(),
    }),
  ),
  skipped: z.array(z.object({ sheet: z.string(), excelRow: z.number(), reason: z.string(), text: z.string() })),
  difference,
  summary: importSummary,
  /** What was answered and corrected so far, and the reporter chosen. */
  answers: importAnswers,
  /** Three ways, where the file carries its base; null otherwise, and `baseFault` says why when it should have been. */
  merge: mergeView.nullable(),
  baseFault: z.string().nullable(),
  /** Whether it may be written now. */
  ready: z.boolean(),
  createdAt: z.string(),
  createdBy: z.string(),
  writtenAt: z.string().nullable(),
  undoneAt: z.string().nullable(),
  mayUndo: z.boolean(),
  /** How many corrections and answers may be taken back, one by one. */
  corrections: z.number(),
  /** What was taken over from the last file of this layout. */
  recalled: z.object({ at: z.string(), fileName: z.string().nullable(), count: z.number() }).nullable(),
  /** Words the ledger's date was taken from, so that the sheet can show them. */
  asOfText: z.string().nullable(),
})
export type ImportPreview = z.infer<typeof importPreview>

export const importRoutes = defineRoutes({
  previewImport: {
    method: 'POST',
    path: '/api/imports',
    needs: 'ledger.import',
    summary:
      'Reads a ledger workbook (.xlsx, .xls, .csv) and shows what it understood and what would change; writes nothing.',
    query: z.object({ org: z.coerce.number().int().positive().optional() }),
    upload: { maxBytes: MAX_WORKBOOK_BYTES },
    out: importPreview,
  },
  listImports: {
    method: 'GET',
    path: '/api/imports',
    needs: 'ledger.import',
    summary: 'Imports within scope, newest first.',
    out: z.object({
      items: z.array(
        z.object({
          id: z.number(),
          fileName: z.string(),
          state: z.string(),
          createdAt: z.string(),
          createdBy: z.string(),
          writtenAt: z.string().nullable(),
          undoneAt: z.string().nullable(),
          summary: importSummary.nullable(),
          mayUndo: z.boolean(),
        }),
      ),
    }),
  },
  readImport: {
    method: 'GET',
    path: '/api/imports/:id',
    needs: 'ledger.import',
    summary: 'One import with its preview.',
    params: idParam,
    out: importPreview,
  },
  answerImport: {
    method: 'PUT',
    path: '/api/imports/:id/answers',
    needs: 'ledger.import',
    summary: 'Answers questions or corrects what was understood; the file is read again and the new preview answered.',
    params: idParam,
    body: importAnswers.omit({ merge: true }),
    out: importPreview,
  },
  decideImport: {
    method: 'PUT',
    path: '/api/imports/:id/decisions',
    needs: 'ledger.import',
    summary:
      'Keeps what was decided of a workbook that carries its base: cell by cell (`projectId|column`), row by row (`+row`), or for a whole column.',
    params: idParam,
    body: decisionsBody,
    /** How many decisions are kept; `values` is what was typed, as it was understood. */
    out: z.object({
      cells: z.number(),
      columns: z.number(),
      values: z.record(z.string(), z.string().nullable()),
    }),
  },
  writeImport: {
    method: 'POST',
    path: '/api/imports/:id/writing',
    needs: 'ledger.import',
    summary:
      'Writes the import, all or nothing; refused while questions are open or when the ledger changed since the preview.',
    params: idParam,
    body: z.object({
      confirmSuspicious: z.boolean().default(false),
      /** The state of the ledger the person looked at (`merge.seen`); by default that of the preview. */
      seen: z.object({ at: z.string().max(40), digest: z.string().max(64) }).optional(),
    }),
    out: importPreview,
  },
  undoImport: {
    method: 'POST',
    path: '/api/imports/:id/undoing',
    needs: 'ledger.import',
    summary: 'Takes a written import back, all or nothing; refused when its projects were worked on since.',
    params: idParam,
    body: z.object({ reason: z.string().trim().min(2, '请写明原因').max(200) }),
    out: importPreview,
  },
  discardImport: {
    method: 'DELETE',
    path: '/api/imports/:id',
    needs: 'ledger.import',
    summary: 'Drops a preview that was not written.',
    params: idParam,
  },
})
