import * as z from 'zod'
import { defineRoutes } from '#platform/http/contract.ts'

export const MAX_IMPORT_BYTES = 5 * 1024 * 1024
export const MAX_IMPORT_ROWS = 5000
const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

export const IMPORTED_FIELDS = ['shortName', 'aliases', 'divisionCode', 'sortOrder'] as const
export type ImportedField = (typeof IMPORTED_FIELDS)[number]

const plannedRow = z.object({
  excelRow: z.number(),
  name: z.string(),
  /** The superior unit as understood, from below the city downwards. */
  parent: z.string(),
  kind: z.string().nullable(),
  state: z.enum(['new', 'changed', 'unchanged', 'refused']),
  fields: z.array(z.object({ field: z.enum(IMPORTED_FIELDS), before: z.string(), after: z.string() })),
  refusals: z.array(z.string()),
  warnings: z.array(z.string()),
})
export type PlannedRow = z.infer<typeof plannedRow>

const importPreview = z.object({
  fileName: z.string(),
  /** Of the file and of what it would do to the tree as it stands: sent along on confirmation. */
  digest: z.string(),
  counts: z.object({ new: z.number(), changed: z.number(), unchanged: z.number(), refused: z.number() }),
  rows: z.array(plannedRow),
})
export type OrganisationImportPreview = z.infer<typeof importPreview>

export const organisationImportRoutes = defineRoutes({
  previewOrganisationImport: {
    method: 'POST',
    path: '/api/organisation-imports/preview',
    needs: 'organisation.manage',
    summary: 'Reads a workbook of organisations and says row by row what it would do; writes nothing.',
    upload: { maxBytes: MAX_IMPORT_BYTES },
    unrecorded: 'a preview writes nothing',
    out: importPreview,
  },
  writeOrganisationImport: {
    method: 'POST',
    path: '/api/organisation-imports',
    needs: 'organisation.manage',
    summary:
      'Writes the workbook whose preview was confirmed, all of it or nothing; refused when file or tree differ from the preview.',
    query: z.object({ digest: z.string().min(1).max(64) }),
    upload: { maxBytes: MAX_IMPORT_BYTES },
    out: importPreview,
  },
  downloadOrganisationTemplate: {
    method: 'GET',
    path: '/api/organisations/template',
    needs: 'organisation.manage',
    summary: 'An empty workbook to fill in, with an example and notes.',
    download: XLSX,
  },
  exportOrganisations: {
    method: 'GET',
    path: '/api/organisations/export',
    needs: 'people.read',
    summary: 'The present tree within scope in the columns of the import.',
    download: XLSX,
  },
})
