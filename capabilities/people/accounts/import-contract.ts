import * as z from 'zod'
import { ROLES } from '#platform/access/permissions.ts'
import { defineRoutes, idParam } from '#platform/http/contract.ts'

export const MAX_ACCOUNT_WORKBOOK_BYTES = 5 * 1024 * 1024
export const MAX_IMPORTED_ACCOUNTS = 2000
/** So many accounts are made by one request: their passwords take about a second of computing. */
export const CHUNK_OF_ACCOUNTS = 50

/** One row as it will be created; with a problem nothing of the file is. */
export const importedAccount = z.object({
  excelRow: z.number(),
  displayName: z.string(),
  username: z.string(),
  /** The user name was left empty and made from the name. */
  usernameMade: z.boolean(),
  phone: z.string().nullable(),
  organisationId: z.number().nullable(),
  organisationName: z.string(),
  role: z.enum(ROLES).nullable(),
  overId: z.number().nullable(),
  overName: z.string().nullable(),
  expiresOn: z.string().nullable(),
  problems: z.array(z.string()),
  /** Worth a look, no hindrance. */
  notes: z.array(z.string()),
})
export type ImportedAccount = z.infer<typeof importedAccount>

const made = z.object({
  excelRow: z.number(),
  accountId: z.number(),
  displayName: z.string(),
  username: z.string(),
  /** Null where the person has signed in meanwhile. */
  initialPassword: z.string().nullable(),
})
export type MadeAccount = z.infer<typeof made>

export const accountImportRoutes = defineRoutes({
  previewAccountImport: {
    method: 'POST',
    path: '/api/account-imports',
    needs: 'account.manage',
    summary: 'Reads a workbook of people and shows row by row what would be created; creates nothing.',
    upload: { maxBytes: MAX_ACCOUNT_WORKBOOK_BYTES },
    out: z.object({ id: z.number(), fileName: z.string(), ready: z.boolean(), rows: z.array(importedAccount) }),
  },
  writeAccountImport: {
    method: 'POST',
    path: '/api/account-imports/:id/chunks',
    needs: 'account.manage',
    summary: `Creates up to ${CHUNK_OF_ACCOUNTS} accounts of a previewed file, all or none, and answers their initial passwords once. Repeated, it makes nobody twice and gives those who have not signed in yet a new password.`,
    params: idParam,
    body: z.object({ from: z.number().int().min(0).max(MAX_IMPORTED_ACCOUNTS) }),
    answersSecret: true,
    out: z.object({ made: z.array(made), next: z.number().nullable(), total: z.number() }),
  },
  downloadAccountTemplate: {
    method: 'GET',
    path: '/api/account-imports/template',
    needs: 'account.manage',
    summary: 'The empty workbook to fill in, with the names of units and roles beside it.',
    download: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  },
})
