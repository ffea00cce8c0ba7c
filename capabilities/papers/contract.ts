import * as z from 'zod'
import { isCalendarDay } from '#kernel/period.ts'
import { defineRoutes, idParam, isoDate } from '#platform/http/contract.ts'
import { previewBlocks } from './preview/contract.ts'
import { APPROVAL_KINDS, APPROVAL_STATES, FORMATS, MAX_FILE_BYTES, PAPER_KINDS } from './vocabulary.ts'

const text = (length: number) => z.string().trim().max(length, `不超过${length}字`)
const partialDate = z
  .string()
  .regex(
    /^(19|20|21)\d{2}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?$/,
    '日期写到年、月或日：2026、2026-03、2026-03-28',
  )
  .refine((date) => date.length < 10 || isCalendarDay(date), '没有这一天，请核对日期')
const kind = z.enum(PAPER_KINDS)
const approvalKind = z.enum(APPROVAL_KINDS)
const reason = text(200).min(2, '请写明原因')

/** What a person says of a paper. `approvalKind` goes with the kind `approval` and with no other. */
const paperFields = z.object({
  kind,
  approvalKind: approvalKind.nullable(),
  title: text(200).min(1, '请填写名称'),
  /** 文号、合同编号 */
  number: text(100).nullable(),
  /** Who issued it; of a contract the other side. */
  issuer: text(100).nullable(),
  issuedOn: partialDate.nullable(),
  expiresOn: partialDate.nullable(),
  note: text(500).nullable(),
})
export type PaperFields = z.infer<typeof paperFields>

const fileVersion = z.object({
  number: z.number(),
  fileName: z.string(),
  format: z.enum(FORMATS),
  size: z.number(),
  pages: z.number().nullable(),
  /** SHA-256 of the content, hexadecimal. */
  sha256: z.string(),
  /** Where marks of secrecy were looked for when it came: its name alone, or its text as well. */
  lookedAt: z.enum(['name', 'text']),
  notices: z.array(z.string()),
  uploadedAt: z.string(),
  uploadedBy: z.string(),
})
export type FileVersion = z.infer<typeof fileVersion>

export const paper = paperFields.extend({
  id: z.number(),
  projectId: z.number(),
  version: z.number(),
  /** Newest first; empty for an approval known by its number alone. */
  files: z.array(fileVersion),
  createdAt: z.string(),
  createdBy: z.string(),
  isMine: z.boolean(),
  updatedAt: z.string(),
  withdrawn: z.object({ at: z.string(), by: z.string(), reason: z.string() }).nullable(),
})
export type Paper = z.infer<typeof paper>

const approvalPaper = z.object({
  id: z.number(),
  approvalKind,
  number: z.string().nullable(),
  issuer: z.string().nullable(),
  issuedOn: z.string().nullable(),
  expiresOn: z.string().nullable(),
})
export const approvalCounts = z.object({
  obtained: z.number(),
  total: z.number(),
  inProgress: z.number(),
  todo: z.number(),
  notNeeded: z.number(),
})
const approvalWarning = z.object({
  code: z.enum(['expired', 'expiring', 'mayHaveLapsed', 'startedWithoutPermit', 'overdue', 'bothSaid']),
  approvalKind,
  date: z.string().nullable(),
})
export const approvalBoardShape = z.object({
  approvals: z.array(
    z.object({
      kind: approvalKind,
      state: z.enum(APPROVAL_STATES),
      isCore: z.boolean(),
      counts: z.boolean(),
      papers: z.array(approvalPaper),
      validity: z.enum(['valid', 'expiring', 'expired', 'mayHaveLapsed']).nullable(),
      note: z.string().nullable(),
      expectedOn: z.string().nullable(),
    }),
  ),
  counts: approvalCounts,
  warnings: z.array(approvalWarning),
})
export type ApprovalBoardShape = z.infer<typeof approvalBoardShape>

const projectPapers = z.object({
  papers: z.array(paper),
  board: approvalBoardShape,
  /** May add papers and withdraw their own. */
  mayAdd: z.boolean(),
  /** May change and withdraw all of them, and say how far an approval is. */
  mayWrite: z.boolean(),
})
export type ProjectPapers = z.infer<typeof projectPapers>

const added = z.object({
  paper,
  /** What a person should know of the file, as codes. */
  notices: z.array(z.string()),
  /** Another paper of the project that holds the same file. */
  sameAs: z.object({ id: z.number(), title: z.string() }).nullable(),
})
export type AddedPaper = z.infer<typeof added>

export const paperRoutes = defineRoutes({
  listPapers: {
    method: 'GET',
    path: '/api/projects/:id/papers',
    needs: 'project.read',
    summary: 'All papers of a project, withdrawn ones too, and how far its approvals are.',
    params: idParam,
    out: projectPapers,
  },
  addPaperFile: {
    method: 'POST',
    path: '/api/projects/:id/paper-files',
    needs: 'report.write',
    summary:
      'Puts one file on a project. What it is follows from its content; kind and title are proposed from its name unless given.',
    params: idParam,
    query: z.object({ kind: kind.optional(), approvalKind: approvalKind.optional(), title: text(200).optional() }),
    upload: { maxBytes: MAX_FILE_BYTES },
    out: added,
  },
  addPaper: {
    method: 'POST',
    path: '/api/projects/:id/papers',
    needs: 'report.write',
    summary: 'Enters an approval that is known by its number or date alone; the file may follow.',
    params: idParam,
    body: paperFields.partial().required({ kind: true, title: true }),
    out: paper,
  },
  editPaper: {
    method: 'PATCH',
    path: '/api/papers/:id',
    needs: 'report.write',
    summary: 'Changes what is said of a paper: one’s own, or any with the right to change the project.',
    params: idParam,
    body: z.object({ version: z.number().int(), fields: paperFields.partial() }),
    out: paper,
  },
  addPaperVersion: {
    method: 'POST',
    path: '/api/papers/:id/versions',
    needs: 'report.write',
    summary: 'A newer file of the same paper; the older one is kept.',
    params: idParam,
    upload: { maxBytes: MAX_FILE_BYTES },
    out: added,
  },
  withdrawPaper: {
    method: 'POST',
    path: '/api/papers/:id/withdrawal',
    needs: 'report.write',
    summary: 'Takes a paper out of force with a reason; it stays on file.',
    params: idParam,
    body: z.object({ reason }),
    out: paper,
  },
  restorePaper: {
    method: 'DELETE',
    path: '/api/papers/:id/withdrawal',
    needs: 'report.write',
    summary: 'Puts a withdrawn paper in force again.',
    params: idParam,
    out: paper,
  },
  downloadPaper: {
    method: 'GET',
    path: '/api/papers/:id/file',
    needs: 'project.read',
    summary: 'A paper’s file as it came; the newest, or the `version` asked for.',
    params: idParam,
    query: z.object({
      version: z.coerce.number().int().positive().max(2_147_483_647).optional(),
      /** For looking at in the page: pictures without what they say about who took them. */
      look: z.enum(['true']).optional(),
    }),
    download: 'application/octet-stream',
  },
  previewPaper: {
    method: 'GET',
    path: '/api/papers/:id/preview',
    needs: 'project.read',
    summary:
      'What stands in a Word file or a window of a workbook’s sheet, as plain data: no markup, no formulas, no scripts.',
    params: idParam,
    query: z.object({
      version: z.coerce.number().int().positive().max(2_147_483_647).optional(),
      sheet: z.coerce.number().int().min(0).max(500).default(0),
      top: z.coerce.number().int().min(0).max(2_000_000).default(0),
    }),
    out: previewBlocks,
  },
  sayApprovalState: {
    method: 'PUT',
    path: '/api/projects/:id/approvals/:approvalKind',
    needs: 'project.write',
    summary:
      'Says that an approval is under way, not needed, or still to do; that it was obtained is told by its paper.',
    params: idParam.extend({ approvalKind }),
    body: z.object({
      state: z.enum(['inProgress', 'notNeeded', 'todo']),
      note: text(200).nullable().optional(),
      expectedOn: isoDate.refine(isCalendarDay, '没有这一天，请核对日期').nullable().optional(),
    }),
    out: approvalBoardShape,
  },
  readApprovalCounts: {
    method: 'GET',
    path: '/api/approval-counts',
    needs: 'project.read',
    summary: 'How far the approvals of several projects are, for printed sheets: at most 200, those in scope.',
    query: z.object({
      projects: z.preprocess(
        (value) => (typeof value === 'string' ? value.split(',') : value),
        z.array(z.coerce.number().int().positive().max(2_147_483_647)).min(1).max(200),
      ),
    }),
    out: z.object({ items: z.array(z.object({ projectId: z.number(), board: approvalBoardShape })) }),
  },
})

export { APPROVAL_KINDS } from './vocabulary.ts'
