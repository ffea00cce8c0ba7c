import * as z from 'zod'
import { defineRoutes, month } from '#platform/http/contract.ts'

/** A text of fifty pages; more is checked part by part. */
export const MOST_CHARACTERS = 60_000
export const MAX_TEXT_FILE_BYTES = 20 * 1024 * 1024

const comparison = z.object({
  kind: z.enum(['yoy', 'mom', 'growth', 'change_pct', 'share', 'rank', 'pp_change', 'target_pct', 'over_target']),
  /** With a minus where the words say less. */
  value: z.number(),
  unit: z.string(),
  scope: z.string().nullable(),
  start: z.number(),
  end: z.number(),
})

/** A number of the text and what it claims. Offsets are UTF-16 characters of the text as sent. */
const checkedFigure = z.object({
  start: z.number(),
  end: z.number(),
  printed: z.string(),
  /** In the printed unit. */
  value: z.number().nullable(),
  unit: z.string(),
  qualifier: z.string().nullable(),
  class: z.enum([
    ...(['count', 'measure', 'growth', 'rate', 'rank', 'target'] as const),
    ...(['threshold', 'specification', 'name', 'date'] as const),
  ]),
  subject: z.string().nullable(),
  indicator: z.string().nullable(),
  region: z.string().nullable(),
  /** `2026-H1`, `2026-Q2`, `2026-01..09`, `2026-06`, `2026`; `????` where the text names no year. */
  period: z.string().nullable(),
  comparison: comparison.nullable(),
  moreComparisons: z.array(comparison),
  verdict: z.enum(['agrees', 'contradicts', 'cannotTell']),
  why: z.string(),
  /** The figure of the data it was judged by; `value` exact, money in 万元. */
  data: z
    .object({ id: z.string(), subject: z.string(), value: z.string(), unit: z.string(), asOf: z.string() })
    .nullable(),
})
export type TextFigure = z.infer<typeof checkedFigure>

const checkedRelation = z.object({
  kind: z.enum(['sum', 'ratio', 'whole', 'change', 'conversion', 'enumeration', 'part', 'logic']),
  formula: z.string(),
  /** Places in the list of figures. */
  figures: z.array(z.number()),
  computed: z.number(),
  stated: z.number().nullable(),
  status: z.enum(['holds', 'fails', 'suspect', 'derived']),
  why: z.string(),
})

const slip = z.object({
  start: z.number(),
  end: z.number(),
  kind: z.enum(['doubled', 'quotes', 'ladder', 'mark']),
  why: z.string(),
})

export const checkedText = z.object({
  figures: z.array(checkedFigure),
  relations: z.array(checkedRelation),
  slips: z.array(slip),
  /** The data it was judged by as well; null where none were asked for. */
  against: z.object({ orgName: z.string(), month: z.string(), roundId: z.number() }).nullable(),
})
export type TextCheck = z.infer<typeof checkedText>

/** Routes of 文稿核对: a text judged by itself and by the data. Nothing of it is kept. */
export const checkerRoutes = defineRoutes({
  checkText: {
    method: 'POST',
    path: '/api/text-checks',
    needs: 'round.read',
    summary:
      'Reads a text for its figures and judges them against each other, and against the data of an organisation’s month; nothing is kept.',
    body: z.object({
      text: z
        .string()
        .max(MOST_CHARACTERS, `一次最多核对${MOST_CHARACTERS / 10_000}万字，请分开核对`)
        .refine((text) => text.trim() !== '', '请粘贴要核对的文字'),
      /** The year of periods that name none. */
      year: z
        .string()
        .regex(/^(19|20)\d{2}$/, '年份应为四位数字')
        .optional(),
      against: z.object({ orgId: z.number().int().positive(), month }).optional(),
    }),
    out: checkedText,
    unrecorded: 'computes and writes nothing',
    readsOnly: true,
  },
  readTextFile: {
    method: 'POST',
    path: '/api/text-files',
    needs: 'round.read',
    summary: 'The text of a .docx or .txt file, to be checked; the file is not kept.',
    upload: { maxBytes: MAX_TEXT_FILE_BYTES },
    out: z.object({ text: z.string(), fileName: z.string() }),
    unrecorded: 'reads only; nothing is kept',
    readsOnly: true,
  },
})
