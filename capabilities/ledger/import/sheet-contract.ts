import * as z from 'zod'
import { defineRoutes, idParam } from '#platform/http/contract.ts'
import { importPreview } from './contract.ts'

const MAX_WINDOW = 400

/** A window of a sheet as it is written. All numbers 0-based; `rows[0]` is row `from`, rows and texts may be shorter than the sheet. */
export const sheetWindow = z.object({
  sheet: z.number(),
  rowCount: z.number(),
  columnCount: z.number(),
  from: z.number(),
  rows: z.array(z.array(z.string())),
  merges: z.array(z.object({ top: z.number(), left: z.number(), bottom: z.number(), right: z.number() })),
  hiddenRows: z.array(z.number()),
  hiddenColumns: z.array(z.number()),
})
export type SheetWindow = z.infer<typeof sheetWindow>

/** Routes of the screen that shows the sheet itself and what was understood of it. */
export const sheetRoutes = defineRoutes({
  readImportCells: {
    method: 'GET',
    path: '/api/imports/:id/cells',
    needs: 'ledger.import',
    summary: 'A window of one sheet of an import’s workbook: texts as written, merged cells, what is hidden.',
    params: idParam,
    query: z.object({
      /** Number of the sheet, 0 is the first. */
      sheet: z.coerce.number().int().min(0).max(500).default(0),
      from: z.coerce.number().int().min(0).max(1_048_576).default(0),
      count: z.coerce.number().int().min(1).max(MAX_WINDOW).default(200),
    }),
    out: sheetWindow,
  },
  undoAnswers: {
    method: 'POST',
    path: '/api/imports/:id/answers/undoing',
    needs: 'ledger.import',
    summary:
      'Takes back the last correction or answer of a preview; the file is read again as it was understood before.',
    params: idParam,
    out: importPreview,
  },
  forgetRemembered: {
    method: 'DELETE',
    path: '/api/imports/:id/memory',
    needs: 'ledger.import',
    summary: 'Forgets the corrections remembered for files of this layout and reads this file without them.',
    params: idParam,
    out: importPreview,
  },
})
