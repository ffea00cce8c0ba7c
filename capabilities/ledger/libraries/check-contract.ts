import * as z from 'zod'
import { defineRoutes, idParam } from '#platform/http/contract.ts'
import { day } from './contract.ts'

export const CHECK_KINDS = ['approval', 'land', 'funds', 'construction'] as const
const text = (length: number) => z.string().trim().max(length, `不超过${length}字`)

const fields = z.object({
  kind: z.enum(CHECK_KINDS),
  title: text(60).min(1, '请填写事项'),
  owner: text(60),
  dueOn: day.nullable(),
  doneOn: day.nullable(),
  note: text(200),
})
export const checkItem = fields.extend({
  id: z.number(),
  projectId: z.number(),
  doneBy: z.string().nullable(),
  version: z.number(),
  /** `overdue`: the due date is past and it is not done. */
  state: z.enum(['done', 'overdue', 'open']),
})
export type CheckItem = z.infer<typeof checkItem>
export type CheckFields = z.infer<typeof fields>

const checkList = z.object({
  projectId: z.number(),
  name: z.string(),
  countyName: z.string().nullable(),
  stage: z.string().nullable(),
  sponsor: z.string().nullable(),
  items: z.array(checkItem),
})
export type CheckList = z.infer<typeof checkList>

export const checkRoutes = defineRoutes({
  listCheckLists: {
    method: 'GET',
    path: '/api/check-lists',
    needs: 'project.read',
    summary: 'Key projects with their check lists, and others that have one; those with something overdue first.',
    query: z.object({
      org: z.coerce.number().int().positive().optional(),
      /** Only projects with an overdue item. */
      overdue: z.enum(['true']).optional(),
      after: z.coerce.number().int().nonnegative().default(0),
      limit: z.coerce.number().int().min(1).max(500).default(100),
    }),
    out: z.object({
      items: z.array(checkList),
      projects: z.number(),
      withoutList: z.number(),
      done: z.number(),
      overdue: z.number(),
      open: z.number(),
      next: z.number().nullable(),
    }),
  },
  readCheckList: {
    method: 'GET',
    path: '/api/projects/:id/check-items',
    needs: 'project.read',
    summary: 'The check list of a project.',
    params: idParam,
    out: z.object({ items: z.array(checkItem), mayEdit: z.boolean() }),
  },
  addCheckItems: {
    method: 'POST',
    path: '/api/projects/:id/check-items',
    needs: 'project.write',
    summary: 'Adds items to a project’s check list: those given, or the usual ones.',
    params: idParam,
    body: z.object({
      items: z
        .array(
          fields
            .pick({ kind: true, title: true })
            .extend({ owner: text(60).optional(), dueOn: day.nullable().optional() }),
        )
        .min(1, '请填写事项')
        .max(50, '一次不超过50项'),
    }),
    out: z.object({ items: z.array(checkItem) }),
  },
  editCheckItem: {
    method: 'PATCH',
    path: '/api/check-items/:id',
    needs: 'project.write',
    summary: 'Changes or ticks off an item; `version` is the one that was read.',
    params: idParam,
    body: z.object({ version: z.number().int(), fields: fields.omit({ kind: true }).partial() }),
    out: checkItem,
  },
  removeCheckItem: {
    method: 'DELETE',
    path: '/api/check-items/:id',
    needs: 'project.write',
    summary: 'Takes an item off a check list; the record keeps what it was.',
    params: idParam,
    out: z.object({ items: z.array(checkItem) }),
  },
})
