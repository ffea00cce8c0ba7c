import * as z from 'zod'
import { defineRoutes, idParam, isoDate } from '#platform/http/contract.ts'

/** A printed figure and what it is made of. */
export const figure = z.object({
  id: z.string(),
  text: z.string(),
  subject: z.string(),
  formula: z.string(),
  asOf: z.string(),
})

/** Which of a round's documents: a ready template's code, or `t12` of the office's own. */
export const templateKey = z.string().regex(/^([a-z][a-z-]{1,40}|t[1-9]\d{0,9})$/, '没有这个模板')
const ofTemplate = z.object({ template: templateKey.default('monthly') })

export const PUBLICITY = ['主动公开', '依申请公开', '不予公开'] as const
const publicity = z.enum(PUBLICITY)

/** What stands between a draft and its publication, and how the office explains it. */
const problem = z.object({
  key: z.string(),
  kind: z.enum(['data', 'text', 'missing']),
  sentence: z.string(),
  mayExplain: z.boolean(),
  explanation: z.string().nullable(),
})

export const confirmation = z.object({
  orgId: z.number(),
  orgName: z.string(),
  state: z.enum(['confirmed', 'objected', 'waiting', 'changed']),
  figures: z.array(z.object({ subject: z.string(), text: z.string() })),
  note: z.string(),
  givenAt: z.string().nullable(),
  givenBy: z.string().nullable(),
  /** Whether this person may confirm for it now. */
  mayGive: z.boolean(),
})
export type Confirmation = z.infer<typeof confirmation>

/** The composed document as platform/word/document-model.ts describes it; the screen draws the same structure. */
export const bulletin = z.object({
  id: z.number().nullable(),
  roundId: z.number(),
  templateKey: z.string(),
  templateName: z.string(),
  /** Of a ready template null. */
  templateVersion: z.number().nullable(),
  state: z.enum(['draft', 'published']),
  title: z.string(),
  number: z.string().nullable(),
  document: z.unknown(),
  figures: z.array(figure),
  problems: z.array(problem),
  /** Whether it may be published now, and if not, why. */
  hindrance: z.string().nullable(),
  /** Ranked organisations that have not confirmed the figures they see; empty where none are asked. */
  unconfirmed: z.array(z.string()),
  publicity: publicity.nullable(),
  circulation: z.string(),
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
      /** Who reported the row. */
      orgName: z.string(),
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

const offered = z.object({
  key: z.string(),
  name: z.string(),
  kind: z.string(),
  isReady: z.boolean(),
  /** Of the document in force; null while it is a draft. */
  publishedAt: z.string().nullable(),
  title: z.string().nullable(),
  number: z.string().nullable(),
})
export type OfferedDocument = z.infer<typeof offered>

/** Ways of printing where figures come from. */
export const SOURCE_STYLES = ['comments', 'footnotes', 'appendix'] as const

const WORDS = z.string().max(200)
/** Parts that are the same for every period. */
const noFigures = (text: string) => !/\{\{|\}\}/.test(text)
const SAYS_NO_FIGURES = '版头和抄送里不能写“{{…}}”，请直接写文字'
export const content = z.object({
  masthead: WORDS.refine(noFigures, SAYS_NO_FIGURES),
  title: z.string().max(400),
  addressees: z.string().max(1000),
  copyTo: z.string().max(1000).refine(noFigures, SAYS_NO_FIGURES),
  note: WORDS,
  body: z.string().max(60_000, '正文最多六万字，请分成几份文稿'),
})

/** What an office decides for one issue. */
const draft = z.object({
  templateName: z.string(),
  /** 0: nothing of this issue was changed yet. */
  version: z.number(),
  content,
  templateContent: content,
  kind: z.string(),
  date: z.string().nullable(),
  publicity: publicity.nullable(),
  circulation: z.string(),
  signers: z.array(z.string()),
  attendance: z.array(z.object({ label: z.string(), names: z.array(z.string()) })),
  updatedAt: z.string().nullable(),
  updatedBy: z.string().nullable(),
})
export type BulletinDraft = z.infer<typeof draft>

export const bulletinRoutes = defineRoutes({
  listBulletins: {
    method: 'GET',
    path: '/api/rounds/:id/bulletins',
    needs: 'round.read',
    summary: 'The documents a round may have, by the templates of its office, and which of them are published.',
    params: idParam,
    out: z.object({ items: z.array(offered) }),
  },
  readBulletin: {
    method: 'GET',
    path: '/api/rounds/:id/bulletin',
    needs: 'round.read',
    summary: 'A document of the round: the published one, else composed now from the round and its published ranking.',
    params: idParam,
    query: ofTemplate,
    out: bulletin,
  },
  readFigure: {
    method: 'GET',
    path: '/api/rounds/:id/bulletin/figures/:figureId',
    needs: 'round.read',
    summary: 'Rows, formula and as-of time of one figure of the document.',
    params: idParam.extend({ figureId: z.string().max(120) }),
    query: ofTemplate,
    out: figureSource,
  },
  readBulletinDraft: {
    method: 'GET',
    path: '/api/rounds/:id/bulletin/draft',
    needs: 'bulletin.publish',
    summary: 'What the office decided for this issue: its own words, 公开属性, 发放范围, 签发人.',
    params: idParam,
    query: ofTemplate,
    out: draft,
  },
  saveBulletinDraft: {
    method: 'PUT',
    path: '/api/rounds/:id/bulletin/draft',
    needs: 'bulletin.publish',
    summary: 'Saves this issue’s own words and decisions over the version that was read; refuses a text with mistakes.',
    params: idParam,
    query: ofTemplate,
    body: z.object({
      version: z.number().int().min(0),
      content: content.partial().optional(),
      date: isoDate.nullable().optional(),
      publicity: publicity.nullable().optional(),
      circulation: z.string().max(500).optional(),
      signers: z.array(z.string().trim().min(1).max(20)).max(6).optional(),
      attendance: z
        .array(
          z.object({
            label: z.string().trim().min(1).max(10),
            names: z.array(z.string().trim().min(1).max(40)).max(200),
          }),
        )
        .max(4)
        .optional(),
      explanations: z.record(z.string().max(400), z.string().trim().max(300)).optional(),
    }),
    out: bulletin,
  },
  dropBulletinDraft: {
    method: 'DELETE',
    path: '/api/rounds/:id/bulletin/draft',
    needs: 'bulletin.publish',
    summary: 'Gives up this issue’s own words: it says what its template says again.',
    params: idParam,
    query: ofTemplate,
    out: bulletin,
  },
  publishBulletin: {
    method: 'POST',
    path: '/api/rounds/:id/bulletin',
    needs: 'bulletin.publish',
    summary:
      'Freezes the document; needs a locked round, and for documents to ranked organisations a published ranking they confirmed.',
    params: idParam,
    query: ofTemplate,
    body: z.object({ withoutConfirmation: z.string().trim().max(300).optional() }).nullish(),
    out: bulletin,
  },
  setBulletinNumber: {
    method: 'PUT',
    path: '/api/rounds/:id/bulletin/number',
    needs: 'bulletin.publish',
    summary: 'Enters the number given by the office’s own OA afterwards: 云政办〔2026〕12号, of a 简报 第12期.',
    params: idParam,
    query: ofTemplate,
    body: z.object({ number: z.string().trim().min(1, '请填写文号').max(40) }),
    out: bulletin,
  },
  withdrawBulletin: {
    method: 'POST',
    path: '/api/rounds/:id/bulletin/withdrawal',
    needs: 'bulletin.publish',
    summary: 'Withdraws a published document with a reason; the frozen text is kept.',
    params: idParam,
    query: ofTemplate,
    body: z.object({ reason: z.string().trim().min(2, '请写明原因').max(300) }),
    out: bulletin,
  },
  readRevisions: {
    method: 'GET',
    path: '/api/rounds/:id/bulletin/revisions',
    needs: 'round.read',
    summary:
      'Whether the published document can be made once more from what was frozen, and which of its figures were revised since.',
    params: idParam,
    query: ofTemplate,
    out: z.object({
      /** null: published before documents kept how they were made. */
      isReproduced: z.boolean().nullable(),
      /** SHA-256 of the frozen figures. */
      digest: z.string(),
      revised: z.array(
        z.object({
          figureId: z.string(),
          subject: z.string(),
          printed: z.string(),
          was: z.string(),
          now: z.string().nullable(),
          unit: z.string(),
        }),
      ),
    }),
  },
  downloadBulletin: {
    method: 'GET',
    path: '/api/rounds/:id/bulletin.docx',
    needs: 'round.read',
    summary:
      'The document as a Word file (GB/T 9704), on request with the sources of its figures; a draft says so in its file name.',
    params: idParam,
    query: ofTemplate.extend({ sources: z.enum(SOURCE_STYLES).optional() }),
    download: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  },
  downloadBulletinPdf: {
    method: 'GET',
    path: '/api/rounds/:id/bulletin.pdf',
    needs: 'round.read',
    summary: 'The same as PDF, where LibreOffice is installed.',
    params: idParam,
    query: ofTemplate.extend({ sources: z.enum(SOURCE_STYLES).optional() }),
    download: 'application/pdf',
  },
  listConfirmations: {
    method: 'GET',
    path: '/api/rounds/:id/figure-confirmations',
    needs: 'round.read',
    summary: 'What the ranked organisations said of their figures, those of the person’s scope.',
    params: idParam,
    out: z.object({ items: z.array(confirmation) }),
  },
  giveConfirmation: {
    method: 'POST',
    path: '/api/rounds/:id/figure-confirmations',
    needs: 'report.write',
    summary: 'A ranked organisation confirms its figures of the published ranking, or objects with a reason.',
    params: idParam,
    body: z.object({
      orgId: z.number().int().positive(),
      isConfirmed: z.boolean(),
      note: z.string().trim().max(300).default(''),
    }),
    out: z.object({ items: z.array(confirmation) }),
  },
})
