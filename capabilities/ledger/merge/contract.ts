import * as z from 'zod'

/** States of a listed cell: those of `stateOf` but untouched, and those of which nothing can be written. */
export const CELL_STATES = ['conflict', 'there', 'unreadable', 'readOnly', 'same', 'here'] as const

export const mergeCell = z.object({
  /** `projectId|column`. */
  key: z.string(),
  projectId: z.number(),
  column: z.string(),
  state: z.enum(CELL_STATES),
  /** As it left; absent when the file does not tell. */
  base: z.string().nullable().optional(),
  ours: z.string().nullable(),
  there: z.string().nullable(),
  /** Where it stands in the file; absent for cells the file did not touch. */
  cell: z.string().optional(),
  /** As written, where reading changed it. */
  raw: z.string().optional(),
  /** Why it cannot be taken. */
  problem: z.string().optional(),
  /** About ten times more or less: decided like a conflict. */
  suspicious: z.boolean().optional(),
  /** The ledger changed other fields of this row since. */
  soft: z.boolean().optional(),
  /** Who changed it in the ledger since, and when. */
  changed: z.object({ by: z.string(), at: z.string(), source: z.string() }).optional(),
})
export type MergeCell = z.infer<typeof mergeCell>

export const choice = z.union([
  z.literal('theirs'),
  z.literal('ours'),
  z.object({ value: z.string().max(4000).nullable() }),
])
const key = z.string().max(120)
/** At most so many decisions in one saving, and in one import. */
export const MOST_DECISIONS = 5_000
export const MOST_KEPT_DECISIONS = 20_000

const seen = z.object({ at: z.string().max(40), digest: z.string().max(64) })
/** What was decided; `null` takes a decision back. */
export const decisionsBody = z.object({
  cells: z
    .record(key, choice.nullable())
    .refine((cells) => Object.keys(cells).length <= MOST_DECISIONS, `一次最多保存${MOST_DECISIONS}项决定，请分批保存`)
    .optional(),
  columns: z.record(key, z.enum(['theirs', 'ours']).nullable()).optional(),
})
/** As it is kept with the import's answers. `seen` is the state of the ledger the decisions were first made on. */
export const mergeAnswers = z.object({
  cells: z.record(z.string(), choice).optional(),
  columns: z.record(z.string(), z.enum(['theirs', 'ours'])).optional(),
  seen: seen.optional(),
})
export type MergeAnswers = z.infer<typeof mergeAnswers>

const counts = z.object({
  conflict: z.number(),
  there: z.number(),
  unreadable: z.number(),
  readOnly: z.number(),
  same: z.number(),
  here: z.number(),
})
export type MergeCounts = z.infer<typeof counts>

/** What an exported workbook brings back, three ways: as it left, as the ledger stands, as the file stands. */
export const mergeView = z.object({
  exportId: z.string(),
  exportedAt: z.string(),
  exportedBy: z.string(),
  month: z.string().nullable(),
  sheet: z.string(),
  columns: z.array(
    z.object({
      key: z.string(),
      heading: z.string(),
      kind: z.enum(['text', 'amount', 'number', 'date', 'choice']),
      choices: z.array(z.string()).optional(),
      /** Where it stands in the file; null when it was taken out. */
      letters: z.string().nullable(),
      /** Added to the file: becomes a column of the office's own. */
      isNew: z.boolean(),
      readOnly: z.string().optional(),
    }),
  ),
  projects: z.array(
    z.object({ id: z.number(), name: z.string(), county: z.string().nullable(), excelRow: z.number().nullable() }),
  ),
  cells: z.array(mergeCell),
  /** Whole counts, also where fewer cells are listed. */
  counts,
  /** Rows that repeat a project of the file. */
  copies: z.array(z.object({ excelRow: z.number(), name: z.string() })),
  /** Projects of the file that are no longer in the ledger, or not in the person's reach. */
  gone: z.array(z.object({ id: z.number(), name: z.string(), excelRow: z.number() })),
  /** New rows that were not read as a project. */
  unread: z.array(z.number()),
  /** Copies of the sheet, which were not read. */
  otherSheets: z.array(z.string()),
  /** How many cells wait for a decision, under the decisions kept. */
  undecided: z.number(),
  /** Projects and cells that would be written now. */
  taken: z.object({ projects: z.number(), cells: z.number(), added: z.number() }),
  seen,
})
export type MergeView = z.infer<typeof mergeView>
