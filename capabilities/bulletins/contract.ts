import * as z from 'zod'
import { defineRoutes, idParam } from '#platform/http/contract.ts'

/** A printed figure and what it is made of. */
export const figure = z.object({
  id: z.string(),
  text: z.string(),
  subject: z.string(),
  formula: z.string(),
  asOf: z.string(),
})

/** The composed document as platform/word/document-model.ts describes it; the screen draws the same structure. */
export const bulletin = z.object({
  id: z.number().nullable(),
  roundId: z.number(),
  state: z.enum(['draft', 'published']),
  title: z.string(),
  number: z.string().nullable(),
  document: z.unknown(),
  figures: z.array(figure),
  /** What does not reconcile; a bulletin with any of these cannot be published. */
  problems: z.array(z.string()),
  /** Whether it may be published now, and if not, why. */
  hindrance: z.string().nullable(),
  publishedAt: z.string().nullable(),
  publishedBy: z.string().nullable(),
})
export type Bulletin = z.infer<typeof bulletin>

export const figureSource = z.object({
  figure: figure.extend({ value: z.string().nullable(), unit: z.string() }),
  inputs: z.array(z.object({ name: z.string(), text: z.string(), figureId: z.string().nullable() })),
  /** The rows the figure was made from, with the column that counts. */
  rows: z.array(
    z.object({
      projectId: z.number(),
      projectName: z.string(),
      countyName: z.string().nullable(),
      annualPlan: z.string().nullable(),
      completedCurrent: z.string().nullable(),
      completedYtd: z.string().nullable(),
      light: z.string(),
      counted: z.string(),
    }),
  ),
  rowTotal: z.number(),
  /** Rows of other organisations behind a published figure: counted, not shown. */
  hiddenRows: z.number(),
  /** True: rows and values are those frozen at publication, whatever was corrected since. */
  isFrozen: z.boolean(),
  /** Sum or count of the rows, computed from them: equals the figure. */
  recomputed: z.string().nullable(),
  agrees: z.boolean(),
})
export type FigureSource = z.infer<typeof figureSource>

export const bulletinRoutes = defineRoutes({
  readBulletin: {
    method: 'GET',
    path: '/api/rounds/:id/bulletin',
    needs: 'round.read',
    summary: 'The month’s 通报: the published one, else composed now from the locked round and its published ranking.',
    params: idParam,
    out: bulletin,
  },
  readFigure: {
    method: 'GET',
    path: '/api/rounds/:id/bulletin/figures/:figureId',
    needs: 'round.read',
    summary: 'Rows, formula and as-of time of one figure of the bulletin.',
    params: idParam.extend({ figureId: z.string().max(80) }),
    out: figureSource,
  },
  publishBulletin: {
    method: 'POST',
    path: '/api/rounds/:id/bulletin',
    needs: 'bulletin.publish',
    summary: 'Freezes the bulletin; needs a published ranking and no open reconciliation.',
    params: idParam,
    out: bulletin,
  },
  setBulletinNumber: {
    method: 'PUT',
    path: '/api/rounds/:id/bulletin/number',
    needs: 'bulletin.publish',
    summary: 'Enters the number given by the office’s own OA afterwards: 云政办〔2026〕12号.',
    params: idParam,
    body: z.object({ number: z.string().trim().min(1, '请填写文号').max(40) }),
    out: bulletin,
  },
  withdrawBulletin: {
    method: 'POST',
    path: '/api/rounds/:id/bulletin/withdrawal',
    needs: 'bulletin.publish',
    summary: 'Withdraws a published bulletin with a reason; the frozen text is kept.',
    params: idParam,
    body: z.object({ reason: z.string().trim().min(2, '请写明原因').max(300) }),
    out: bulletin,
  },
  downloadBulletin: {
    method: 'GET',
    path: '/api/rounds/:id/bulletin.docx',
    needs: 'round.read',
    summary: 'The bulletin as a Word document (GB/T 9704); a draft says so in its file name.',
    params: idParam,
    download: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  },
})
