import * as z from 'zod'
import { defineRoutes, idParam, month } from '#platform/http/contract.ts'
import { LIBRARIES, PLAN_STATES } from '../vocabulary.ts'
import { CONTENT } from './contents.ts'

export const MAX_FORM_BYTES = 10 * 1024 * 1024
/** Rows of one sheet at most. */
export const MOST_FORM_ROWS = 5_000

const row = z.number().int().min(1).max(100_000)
const column = z.string().regex(/^[A-Z]{1,3}$/)

const formColumn = z.object({
  col: column,
  heading: z.string().max(400),
  content: z.string().regex(CONTENT, '没有这项内容').nullable(),
  unit: z.enum(['亿元', '万元', '元']).nullable(),
  year: z.number().int().min(1990).max(2100).nullable(),
  month: month.nullable(),
  hasFormula: z.boolean(),
})
const formSheet = z.object({
  sheet: z.string().max(100),
  isFilled: z.boolean(),
  firstRow: row,
  blankRows: z.number().int().min(0).max(5_000),
  totalRow: row.nullable(),
  columns: z.array(formColumn).max(300),
  words: z
    .array(
      z.object({
        cell: z.string().regex(/^[A-Z]{1,3}[1-9]\d{0,5}$/),
        found: z.string().max(1_000),
        template: z.string().max(1_000),
      }),
    )
    .max(60),
  /** Which of the projects chosen when filling belong on this sheet. */
  only: z
    .object({ planState: z.enum(PLAN_STATES).nullable(), library: z.enum(LIBRARIES).nullable() })
    .default({ planState: null, library: null }),
})
export type FormSheetMapping = z.infer<typeof formSheet>

const formLine = z.object({
  id: z.number(),
  name: z.string(),
  fileName: z.string(),
  orgId: z.number(),
  orgName: z.string(),
  changedBy: z.string(),
  changedAt: z.string(),
  mayChange: z.boolean(),
})
export const ledgerForm = formLine.extend({
  version: z.number(),
  sheets: z.array(formSheet),
  /** The form whose mapping was taken over because the layout is the same. */
  takenFrom: z.string().nullable(),
})
export type LedgerForm = z.infer<typeof ledgerForm>

/** `filter` is the ledger's: which projects go into the form. */
export const formRoutes = <T extends z.ZodObject>(filter: T) =>
  defineRoutes({
    addForm: {
      method: 'POST',
      path: '/api/ledger-forms',
      needs: 'project.write',
      summary:
        'Keeps a blank workbook of a higher level, and says what it understood of it; a known layout brings its mapping along.',
      query: z.object({ org: z.coerce.number().int().positive().optional() }),
      upload: { maxBytes: MAX_FORM_BYTES },
      out: ledgerForm,
    },
    listForms: {
      method: 'GET',
      path: '/api/ledger-forms',
      needs: 'ledger.export',
      summary: 'Blank forms of one’s organisations and of those above, newest first.',
      out: z.object({ items: z.array(formLine) }),
    },
    readForm: {
      method: 'GET',
      path: '/api/ledger-forms/:id',
      needs: 'ledger.export',
      summary: 'One form with its mapping.',
      params: idParam,
      out: ledgerForm,
    },
    changeForm: {
      method: 'PUT',
      path: '/api/ledger-forms/:id',
      needs: 'project.write',
      summary: 'Changes name and mapping; `version` is the one that was read.',
      params: idParam,
      body: z.object({
        version: z.number().int(),
        name: z.string().trim().min(1, '请填写名称').max(100),
        sheets: z.array(formSheet).max(50),
      }),
      out: ledgerForm,
    },
    retireForm: {
      method: 'DELETE',
      path: '/api/ledger-forms/:id',
      needs: 'project.write',
      summary: 'Takes a form off the list; its mapping stays remembered for the next of its shape.',
      params: idParam,
    },
    previewForm: {
      method: 'GET',
      path: '/api/ledger-forms/:id/preview',
      needs: 'ledger.export',
      summary: 'How many projects each sheet would hold, and its first rows as they would be filled.',
      params: idParam,
      query: filter,
      out: z.object({
        month: z.string().nullable(),
        sheets: z.array(
          z.object({
            sheet: z.string(),
            projects: z.number(),
            rows: z.array(z.record(z.string(), z.string().nullable())),
          }),
        ),
      }),
    },
    fillForm: {
      method: 'GET',
      path: '/api/ledger-forms/:id/filled',
      needs: 'ledger.export',
      summary: 'The form filled with the projects of the filter, everything else as it was sent.',
      params: idParam,
      query: filter,
      download: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    },
    readBlankForm: {
      method: 'GET',
      path: '/api/ledger-forms/:id/blank',
      needs: 'ledger.export',
      summary: 'The blank workbook, byte for byte as it was sent.',
      params: idParam,
      download: 'application/octet-stream',
    },
  })
