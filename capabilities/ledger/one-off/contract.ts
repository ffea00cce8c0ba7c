import * as z from 'zod'
import { isCalendarDay } from '#kernel/period.ts'
import { defineRoutes, idParam, isoDate } from '#platform/http/contract.ts'
import { ownColumn } from '../grid/contract.ts'

/** Projects of one form at most. */
export const MOST_FORM_PROJECTS = 5_000
const dueOn = isoDate.refine(isCalendarDay, '没有这一天')
const title = z.string().trim().min(2, '请填写表名（至少2个字）').max(60)
const note = z.string().trim().max(1000)

/** A column made for this form, or an own column the office already has. */
const askedColumn = z.union([
  z.object({
    heading: z.string().trim().min(1, '请填写列名').max(40),
    kind: ownColumn.shape.kind,
    choices: z.array(z.string().trim().min(1).max(40)).max(60).default([]),
    unit: z.string().trim().max(10).nullable().default(null),
    required: z.boolean().default(true),
  }),
  z.object({ ownColumnId: z.number().int().positive(), required: z.boolean().default(true) }),
])
export type AskedColumn = z.infer<typeof askedColumn>

const formColumn = ownColumn.pick({ id: true, heading: true, kind: true, choices: true, unit: true }).extend({
  required: z.boolean(),
  madeHere: z.boolean(),
  isDropped: z.boolean(),
})
export type FormColumn = z.infer<typeof formColumn>

const line = z.object({
  id: z.number(),
  title: z.string(),
  orgName: z.string(),
  dueOn: z.string(),
  createdBy: z.string(),
  createdAt: z.string(),
  closedBy: z.string().nullable(),
  closedAt: z.string().nullable(),
  /** `past`: the day is over, the office has not closed it. */
  state: z.enum(['open', 'past', 'closed']),
  /** Of the projects within one's scope: how many there are, and in how many every required column is filled. */
  total: z.number(),
  filled: z.number(),
  /** Its columns went with it: what was filled in is no longer counted. */
  columnsDropped: z.boolean(),
})
export const oneOffForm = line.extend({
  note: z.string(),
  orgId: z.number(),
  version: z.number(),
  columns: z.array(formColumn),
  mayManage: z.boolean(),
  /** Of the projects within the scope in which one fills in reports: one's own work. */
  toFill: z.number(),
})
export type OneOffForm = z.infer<typeof oneOffForm>
export type OneOffLine = z.infer<typeof line>

const row = z.object({
  projectId: z.number(),
  name: z.string(),
  owner: z.string().nullable(),
  countyName: z.string().nullable(),
  isFilled: z.boolean(),
  mayFill: z.boolean(),
  /** By the number of the column; yes and no as true and false, as in the grid. */
  cells: z.record(z.string(), z.string().nullable()),
})
export type OneOffRow = z.infer<typeof row>

const cellText = z.string().max(4000, '单元格内容不超过4000字').nullable()
const count = z.object({ id: z.number().nullable(), name: z.string(), total: z.number(), filled: z.number() })

/** `filter` of a new form is the ledger's filter as its address has it; `projectIds` a selection instead. */
export const oneOffRoutes = defineRoutes({
  listOneOffForms: {
    method: 'GET',
    path: '/api/one-off-forms',
    needs: 'project.read',
    summary: 'One-off forms of one’s organisations and below, and those that ask about one’s projects, newest first.',
    out: z.object({ items: z.array(line) }),
  },
  createOneOffForm: {
    method: 'POST',
    path: '/api/one-off-forms',
    needs: 'project.write',
    summary: 'Asks the reporters of the chosen projects something once; new columns become own columns of the office.',
    body: z.object({
      title,
      note: note.default(''),
      dueOn,
      orgId: z.number().int().positive(),
      columns: z.array(askedColumn).min(1, '请至少设置一列').max(20, '一张表最多20列'),
      projectIds: z.array(z.number().int().positive()).min(1).max(MOST_FORM_PROJECTS).optional(),
      filter: z.record(z.string().max(40), z.string().max(6000)).optional(),
    }),
    out: oneOffForm,
  },
  readOneOffForm: {
    method: 'GET',
    path: '/api/one-off-forms/:id',
    needs: 'project.read',
    summary: 'One form with its columns.',
    params: idParam,
    out: oneOffForm,
  },
  changeOneOffForm: {
    method: 'PATCH',
    path: '/api/one-off-forms/:id',
    needs: 'project.write',
    summary: 'Changes title, note or the day it is due; `version` is the one that was read.',
    params: idParam,
    body: z.object({
      version: z.number().int(),
      title: title.optional(),
      note: note.optional(),
      dueOn: dueOn.optional(),
    }),
    out: oneOffForm,
  },
  closeOneOffForm: {
    method: 'POST',
    path: '/api/one-off-forms/:id/closing',
    needs: 'project.write',
    summary:
      'Closes a form; with `dropColumns` the columns made for it are dropped, kept for thirty days as any dropped column.',
    params: idParam,
    body: z.object({ dropColumns: z.boolean().default(false) }),
    out: oneOffForm,
  },
  reopenOneOffForm: {
    method: 'POST',
    path: '/api/one-off-forms/:id/reopening',
    needs: 'project.write',
    summary: 'Opens a closed form again until a new day; its dropped columns come back with their values.',
    params: idParam,
    body: z.object({ dueOn }),
    out: oneOffForm,
  },
  listOneOffRows: {
    method: 'GET',
    path: '/api/one-off-forms/:id/rows',
    needs: 'project.read',
    summary: 'Projects of the form within scope with what is filled in.',
    params: idParam,
    query: z.object({
      /** Only those one fills in oneself. */
      mine: z.enum(['true']).optional(),
      missing: z.enum(['true']).optional(),
      offset: z.coerce.number().int().min(0).max(MOST_FORM_PROJECTS).default(0),
      limit: z.coerce.number().int().min(1).max(500).default(200),
    }),
    out: z.object({ items: z.array(row), total: z.number() }),
  },
  fillOneOffForm: {
    method: 'POST',
    path: '/api/one-off-forms/:id/cells',
    needs: 'report.write',
    summary:
      'Writes cells of the form’s columns in the form’s projects as one recorded edit of the ledger, all or nothing; what others changed meanwhile is named (409).',
    params: idParam,
    body: z.object({
      cells: z
        .array(
          z.object({
            projectId: z.number().int().positive(),
            columnId: z.number().int().positive(),
            seen: cellText,
            value: cellText,
          }),
        )
        .min(1)
        .max(2_000),
    }),
    out: z.object({ items: z.array(row) }),
  },
  readOneOffProgress: {
    method: 'GET',
    path: '/api/one-off-forms/:id/progress',
    needs: 'project.read',
    summary: 'Filled and asked by county and by reporter, and which projects are missing (the first 500).',
    params: idParam,
    out: z.object({
      counties: z.array(count),
      /** A project of several reporters counts with each of them; `id` null: nobody can fill it in. */
      reporters: z.array(count),
      missing: z.array(
        z.object({
          projectId: z.number(),
          name: z.string(),
          countyName: z.string().nullable(),
          reporters: z.array(z.string()),
        }),
      ),
    }),
  },
})
