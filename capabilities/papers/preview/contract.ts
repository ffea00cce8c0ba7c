import * as z from 'zod'

const run = z.object({
  text: z.string(),
  bold: z.boolean().optional(),
  italic: z.boolean().optional(),
  underline: z.boolean().optional(),
  strike: z.boolean().optional(),
})
const paragraph = z.object({
  type: z.literal('paragraph'),
  /** 1–6 for headings. */
  level: z.number().optional(),
  align: z.enum(['left', 'center', 'right', 'justify']).optional(),
  /** 列表: how deep it stands. */
  list: z.number().optional(),
  runs: z.array(run),
})
const picture = z.object({ type: z.literal('picture'), mediaType: z.string(), base64: z.string() })
const cell = z.object({
  columns: z.number(),
  rows: z.number(),
  paragraphs: z.array(paragraph),
})
const table = z.object({ type: z.literal('table'), rows: z.array(z.array(cell)) })

/** A Word file as paragraphs, tables and pictures, in order. `isCut`: more stands in the file than is shown. */
const document = z.object({
  type: z.literal('document'),
  blocks: z.array(z.union([paragraph, table, picture])),
  isCut: z.boolean(),
})

/** A window of one sheet. Merges are in the sheet's own rows and columns, 0-based, ends inclusive. */
const workbook = z.object({
  type: z.literal('workbook'),
  sheets: z.array(z.object({ name: z.string(), rows: z.number(), columns: z.number(), isHidden: z.boolean() })),
  sheet: z.number(),
  top: z.number(),
  rows: z.array(z.array(z.object({ text: z.string(), kind: z.enum(['blank', 'text', 'number', 'date', 'error']) }))),
  merges: z.array(z.object({ top: z.number(), left: z.number(), bottom: z.number(), right: z.number() })),
})

/** Delimited or plain text. */
const plain = z.object({ type: z.literal('plain'), text: z.string(), isCut: z.boolean() })

/** An old format that was turned into PDF. */
const converted = z.object({ type: z.literal('pdf'), base64: z.string() })

/** Nothing can be shown: why, as a sentence. */
const none = z.object({ type: z.literal('none'), why: z.string() })

export const previewBlocks = z.union([document, workbook, plain, converted, none])
export type Preview = z.infer<typeof previewBlocks>
export type Paragraph = z.infer<typeof paragraph>
export type Block = z.infer<typeof document>['blocks'][number]
export type TableBlock = z.infer<typeof table>
export type WorkbookWindow = z.infer<typeof workbook>
