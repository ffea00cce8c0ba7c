import * as z from 'zod'
import { defineRoutes, idParam } from '#platform/http/contract.ts'
import { isGridField } from './fields.ts'

const fieldName = z
  .string()
  .max(40)
  .regex(/^[a-z][A-Za-z]*(\.\d+)?$/, '没有这一列')
  .refine(isGridField, '没有这一列')
const cellText = z.string().max(4000, '单元格内容不超过4000字')

/**
 * One condition of the filter by any field; several hold together. Amounts are compared in 万元, dates as written (2026 lies before
 * 2026-03), `is`/`oneOf` on choices and organisations by code or id, texts by their folded form.
 */
export const gridCondition = z.discriminatedUnion('op', [
  z.object({
    field: fieldName,
    op: z.enum(['contains', 'lacks', 'is', 'isNot']),
    value: z.string().trim().min(1).max(200),
  }),
  z.object({ field: fieldName, op: z.enum(['atLeast', 'atMost']), value: z.string().trim().min(1).max(40) }),
  z.object({
    field: fieldName,
    op: z.literal('between'),
    value: z.string().trim().min(1).max(40),
    to: z.string().trim().min(1).max(40),
  }),
  z.object({ field: fieldName, op: z.literal('oneOf'), values: z.array(z.string().max(200)).min(1).max(100) }),
  z.object({ field: fieldName, op: z.enum(['isEmpty', 'isFilled']) }),
])
export type GridCondition = z.infer<typeof gridCondition>

/** `where` in an address: the conditions as JSON text. A filter of the ledger like any other: list, totals, grid and export take it. */
export const whereParam = z
  .string()
  .max(6000)
  .transform((text, context) => {
    try {
      return JSON.parse(text) as unknown
    } catch {
      context.addIssue({ code: 'custom', message: '筛选条件无法识别，请重新设置筛选' })
      return z.NEVER
    }
  })
  .pipe(z.array(gridCondition).max(20))

/** What orders and groups the grid; added to the ledger's filter by the routes. */
export const gridOrder = z.object({
  sort: fieldName.default('updatedAt'),
  order: z.enum(['asc', 'desc']).default('desc'),
  /** One or two levels, outermost first, separated by commas. */
  group: z
    .string()
    .max(90)
    .transform((text) => text.split(','))
    .pipe(z.array(fieldName).max(2))
    .optional(),
})

/** Sums of amounts, 万元; `filled` counts the cells a sum is of. */
const sums = z.record(z.string(), z.string())

export const gridGroup = z.object({
  /** Value of each level: organisation id, code of a choice, text as it stands; '' where the cell is empty. */
  path: z.array(z.string()),
  label: z.string(),
  depth: z.number(),
  projects: z.number(),
  /** Place of its first row in `ids`. */
  start: z.number(),
  sums,
  completionRate: z.string().nullable(),
})
export type GridGroup = z.infer<typeof gridGroup>

export const gridRow = z.object({
  id: z.number(),
  version: z.number(),
  /** Whether the person who asks may change this row. */
  mayEdit: z.boolean(),
  /** The columns asked for; null where empty. Choices by code, yes and no as true and false, organisations as `12|云川市`. */
  cells: z.record(z.string(), z.string().nullable()),
})
export type GridRow = z.infer<typeof gridRow>

export const ownColumn = z.object({
  id: z.number(),
  heading: z.string(),
  kind: z.enum(['text', 'longText', 'choice', 'yesNo', 'date', 'amount', 'number']),
  choices: z.array(z.string()),
  unit: z.string().nullable(),
  orgId: z.number(),
  orgName: z.string(),
  mayChange: z.boolean(),
  /** Since when it is dropped; it can be brought back for thirty days. */
  droppedAt: z.string().nullable(),
})
export type OwnColumn = z.infer<typeof ownColumn>

export const viewDefinition = z.object({
  columns: z
    .array(z.object({ field: fieldName, width: z.number().int().min(40).max(800).optional() }))
    .min(1)
    .max(80),
  /** How many of the first columns stay in sight. */
  frozen: z.number().int().min(0).max(6),
  sort: fieldName,
  order: z.enum(['asc', 'desc']),
  group: z.array(fieldName).max(2),
  /** The ledger's filter as its address parameters, `where` included; the region chosen at the top left is not part of a view. */
  filter: z.record(z.string().max(40), z.string().max(6000)),
  density: z.enum(['dense', 'comfortable']).default('dense'),
})
export type ViewDefinition = z.infer<typeof viewDefinition>

export const savedView = z.object({
  id: z.number(),
  name: z.string(),
  audience: z.enum(['mine', 'shared', 'role']),
  /** Of audience `role`: who finds it first. */
  role: z.string().nullable(),
  orgId: z.number().nullable(),
  orgName: z.string().nullable(),
  definition: viewDefinition,
  version: z.number(),
  isOwn: z.boolean(),
  /** Comes with the product; its number is negative. */
  isStandard: z.boolean(),
  mayChange: z.boolean(),
  ownerName: z.string(),
  updatedAt: z.string(),
})
export type SavedView = z.infer<typeof savedView>

const viewBody = z.object({
  name: z.string().trim().min(1, '请给视图起个名字').max(40),
  audience: z.enum(['mine', 'shared', 'role']),
  role: z.string().max(40).nullable().default(null),
  /** Whose subtree a shared view is for; absent for one's own. */
  orgId: z.number().int().positive().nullable().default(null),
  definition: viewDefinition,
})

/** One cell as it is to be. `seen` is what stood there when it was changed: another value in the ledger is a conflict. */
const cellEdit = z.object({
  projectId: z.number().int().positive(),
  field: fieldName,
  seen: cellText.nullable(),
  value: cellText.nullable(),
})
export type CellEdit = z.infer<typeof cellEdit>

/** Cells of one edit at most: a pasted block. */
export const MOST_CELLS = 20_000

export const gridEdit = z.object({
  id: z.number(),
  cells: z.number(),
  projects: z.number(),
  at: z.string(),
  by: z.string(),
  reason: z.string().nullable(),
  undoneAt: z.string().nullable(),
  mayUndo: z.boolean(),
})
export type GridEdit = z.infer<typeof gridEdit>

/**
 * The grid asks for the order of all its rows once (ids, groups with subtotals, sums of everything), then for the rows in sight by their
 * ids; what others change arrives as ids on the event stream. The last four of this contract's parts, filter by `where` included, are
 * the ledger's: the routes add `projectFilter`.
 */
export const gridRoutes = <F extends z.ZodRawShape>(filter: z.ZodObject<F>) =>
  defineRoutes({
    readGridOrder: {
      method: 'GET',
      path: '/api/ledger-grid',
      needs: 'project.read',
      summary:
        'Ids of all rows of the filter in order, groups with subtotals, sums of the whole; and the first rows, so that they show at once.',
      query: filter.extend(gridOrder.shape).extend({
        /** Columns of the first rows, and those whose sums are wanted, separated by commas. */
        columns: z
          .string()
          .max(3000)
          .regex(/^[a-z][A-Za-z0-9.,]*$/, '列的设置无法识别'),
        first: z.coerce.number().int().min(0).max(300).default(60),
      }),
      out: z.object({
        ids: z.array(z.number()),
        /** Of all rows of the filter; more than `ids` where they were cut off at 300,000. */
        total: z.number(),
        groups: z.array(gridGroup),
        sums,
        completionRate: z.string().nullable(),
        first: z.array(gridRow),
        asOfMonth: z.string().nullable(),
      }),
    },
    readGridRows: {
      method: 'POST',
      path: '/api/ledger-grid-rows',
      needs: 'project.read',
      summary: 'The named columns of the named rows; rows out of scope or gone are left out.',
      unrecorded: 'reads only; a body because hundreds of ids do not fit an address',
      body: z.object({
        ids: z.array(z.number().int().positive()).min(1).max(1000),
        columns: z.array(fieldName).min(1).max(80),
      }),
      out: z.object({ items: z.array(gridRow) }),
    },
    listGridValues: {
      method: 'GET',
      path: '/api/ledger-grid-values',
      needs: 'project.read',
      summary: 'Values that stand in a column within the filter, most frequent first, for the filter’s list.',
      query: filter.extend({ field: fieldName, like: z.string().max(60).optional() }),
      out: z.object({
        items: z.array(z.object({ value: z.string(), label: z.string(), projects: z.number() })),
        more: z.boolean(),
      }),
    },
    editCells: {
      method: 'POST',
      path: '/api/ledger-edits',
      needs: 'project.write',
      summary:
        'Changes many cells as one recorded change, all or nothing; cells changed by others meanwhile are named (409) and nothing is written.',
      body: z.object({
        cells: z.array(cellEdit).min(1).max(MOST_CELLS),
        reason: z.string().trim().max(200).optional(),
      }),
      out: z.object({ edit: gridEdit, rows: z.array(z.object({ id: z.number(), version: z.number() })) }),
    },
    listEdits: {
      method: 'GET',
      path: '/api/ledger-edits',
      needs: 'project.write',
      summary: 'One’s own edits of the grid, newest first.',
      query: z.object({ limit: z.coerce.number().int().min(1).max(100).default(30) }),
      out: z.object({ items: z.array(gridEdit) }),
    },
    undoEdit: {
      method: 'POST',
      path: '/api/ledger-edits/:id/undoing',
      needs: 'project.write',
      summary: 'Takes one’s edit back as a new recorded change; refused naming the cells that others changed since.',
      params: idParam,
      out: z.object({ edit: gridEdit, rows: z.array(z.object({ id: z.number(), version: z.number() })) }),
    },
    followChanges: {
      method: 'GET',
      path: '/api/events',
      needs: 'project.read',
      summary:
        'Server-sent events: `change` with `{ids, many}` as soon as projects within scope changed, came or went, whoever did it; `many` means read anew. `ready` opens it.',
      query: z.object({
        /** Where to go on from, as `Last-Event-ID` does. */
        since: z.string().max(2100).optional(),
        /** Answers what was missed and ends: for proxies that pass on no stream. */
        once: z.enum(['true']).optional(),
      }),
      stream: 'text/event-stream',
    },
    listViews: {
      method: 'GET',
      path: '/api/ledger-views',
      needs: 'project.read',
      summary: 'Saved views: one’s own, those shared with one’s organisations, those for one’s roles.',
      out: z.object({ items: z.array(savedView) }),
    },
    createView: {
      method: 'POST',
      path: '/api/ledger-views',
      needs: 'project.read',
      summary: 'Saves a view.',
      body: viewBody,
      out: savedView,
    },
    changeView: {
      method: 'PUT',
      path: '/api/ledger-views/:id',
      needs: 'project.read',
      summary: 'Changes a view one may change; `version` is the one that was read.',
      params: idParam,
      body: viewBody.extend({ version: z.number().int() }),
      out: savedView,
    },
    removeView: {
      method: 'DELETE',
      path: '/api/ledger-views/:id',
      needs: 'project.read',
      summary: 'Removes a view one may change.',
      params: idParam,
    },
    listOwnColumns: {
      method: 'GET',
      path: '/api/ledger-columns',
      needs: 'project.read',
      summary:
        'The offices’ own columns that hold for projects within scope; and dropped ones that one may bring back.',
      out: z.object({ items: z.array(ownColumn), dropped: z.array(ownColumn) }),
    },
    createOwnColumn: {
      method: 'POST',
      path: '/api/ledger-columns',
      needs: 'project.write',
      summary: 'Adds a column of the office’s own to the ledger of its organisation.',
      body: z.object({
        heading: z.string().trim().min(1, '请填写列名').max(40),
        kind: ownColumn.shape.kind,
        choices: z.array(z.string().trim().min(1).max(40)).max(60).default([]),
        unit: z.string().trim().max(10).nullable().default(null),
        orgId: z.number().int().positive(),
      }),
      /** Values found under the heading: taken over, and left as they stand because they do not fit the kind. */
      out: ownColumn.extend({ adopted: z.number(), unfit: z.number() }),
    },
    changeOwnColumn: {
      method: 'PATCH',
      path: '/api/ledger-columns/:id',
      needs: 'project.write',
      summary:
        'Renames a column or changes its choices; values that would no longer fit are named and nothing is changed.',
      params: idParam,
      body: z.object({
        heading: z.string().trim().min(1).max(40).optional(),
        choices: z.array(z.string().trim().min(1).max(40)).max(60).optional(),
        unit: z.string().trim().max(10).nullable().optional(),
      }),
      out: ownColumn,
    },
    dropOwnColumn: {
      method: 'POST',
      path: '/api/ledger-columns/:id/dropping',
      needs: 'project.write',
      summary: 'Drops a column; its values are kept for thirty days, in which the drop can be undone.',
      params: idParam,
      out: z.object({ filled: z.number() }),
    },
    restoreOwnColumn: {
      method: 'POST',
      path: '/api/ledger-columns/:id/restoring',
      needs: 'project.write',
      summary: 'Brings a dropped column back with its values.',
      params: idParam,
      out: ownColumn,
    },
  })
