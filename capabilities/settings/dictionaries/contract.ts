import * as z from 'zod'
import { isCalendarDay } from '#kernel/period.ts'
import { defineRoutes, idParam, isoDate } from '#platform/http/contract.ts'
import { reason } from '../calendar/contract.ts'

const name = z.string().trim().min(1, '请填写名称').max(40)
const meaning = z.string().trim().max(500)
const source = z.string().trim().max(200)
const date = isoDate.refine(isCalendarDay, '没有这一天，请核对日期')

export const term = z.object({
  id: z.number(),
  code: z.string(),
  label: z.string(),
  meaning: z.string(),
  sortOrder: z.number(),
  validFrom: z.string(),
  /** From this date on it is no longer given; rows that carry it keep it. */
  validTo: z.string().nullable(),
})
export type Term = z.infer<typeof term>

export const dictionary = z.object({
  id: z.number(),
  code: z.string(),
  name: z.string(),
  /** What the documents mean by the name; empty while nobody has written it down. */
  meaning: z.string(),
  source: z.string(),
  /** Came with the demonstration: no document stands behind it. */
  isExample: z.boolean(),
  version: z.number(),
  terms: z.array(term),
})
export type Dictionary = z.infer<typeof dictionary>

export const dictionaryRoutes = defineRoutes({
  listDictionaries: {
    method: 'GET',
    path: '/api/dictionaries',
    needs: 'setting.read',
    summary: 'The office’s own names and their terms, also those no longer given.',
    out: z.object({ items: z.array(dictionary) }),
  },
  createDictionary: {
    method: 'POST',
    path: '/api/dictionaries',
    needs: 'setting.manage',
    summary: 'Adds a name that documents use and the office explains.',
    body: z.object({ name, meaning: meaning.default(''), source: source.default(''), reason }),
    out: dictionary,
  },
  editDictionary: {
    method: 'PATCH',
    path: '/api/dictionaries/:id',
    needs: 'setting.manage',
    summary:
      'Changes name, meaning or source; `version` is the one that was read. An example becomes the office’s own.',
    params: idParam,
    body: z.object({
      version: z.number().int(),
      name: name.optional(),
      meaning: meaning.optional(),
      source: source.optional(),
      reason,
    }),
    out: dictionary,
  },
  addTerm: {
    method: 'POST',
    path: '/api/dictionaries/:id/terms',
    needs: 'setting.manage',
    summary: 'Adds a term; it stands last.',
    params: idParam,
    body: z.object({ label: name, meaning: meaning.default(''), validFrom: date.optional(), reason }),
    out: dictionary,
  },
  editTerm: {
    method: 'PATCH',
    path: '/api/dictionary-terms/:id',
    needs: 'setting.manage',
    summary: 'Changes a term, or retires it with `validTo` (null takes it into use again). Terms are never deleted.',
    params: idParam,
    body: z.object({
      label: name.optional(),
      meaning: meaning.optional(),
      sortOrder: z.number().int().min(0).max(9999).optional(),
      validTo: date.nullable().optional(),
      reason,
    }),
    out: dictionary,
  },
})
