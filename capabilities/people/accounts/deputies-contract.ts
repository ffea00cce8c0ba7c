import * as z from 'zod'
import { defineRoutes, idParam } from '#platform/http/contract.ts'
import { day, reason } from './contract.ts'

/** At most so many days is somebody stood in for at a stretch. */
export const LONGEST_DEPUTYSHIP_DAYS = 60

const person = z.object({ id: z.number(), displayName: z.string(), organisationName: z.string() })
export const deputyship = z.object({
  id: z.number(),
  absent: person,
  deputy: person,
  validFrom: z.string(),
  validTo: z.string(),
  state: z.enum(['inForce', 'coming', 'over']),
  reason: z.string(),
  madeBy: z.string().nullable(),
  endedBy: z.string().nullable(),
  endReason: z.string().nullable(),
})
export type Deputyship = z.infer<typeof deputyship>

const given = z.object({
  deputyId: z.number().int().positive(),
  /** From now on where it is left out. */
  validFrom: day.nullish(),
  validTo: day,
  reason,
})
const list = z.object({ items: z.array(deputyship) })

export const deputyRoutes = defineRoutes({
  listDeputyships: {
    method: 'GET',
    path: '/api/deputyships',
    needs: 'people.read',
    summary: 'Who stands in for whom within scope, now and later; of one account also what is over.',
    query: z.object({ account: z.coerce.number().int().positive().max(2_147_483_647).optional() }),
    out: list,
  },
  nameDeputyFor: {
    method: 'POST',
    path: '/api/accounts/:id/deputies',
    needs: 'role.grant',
    summary: 'Names who stands in for an absent person.',
    params: idParam,
    body: given,
    out: deputyship,
  },
  endDeputyship: {
    method: 'POST',
    path: '/api/deputyships/:id/ending',
    needs: 'role.grant',
    summary: 'Ends a deputyship early.',
    params: idParam,
    body: z.object({ reason }),
    out: deputyship,
  },
  listOwnDeputyships: {
    method: 'GET',
    path: '/api/me/deputyships',
    needs: 'signedIn',
    summary: 'Who stands in for oneself and for whom one stands in, and who may be asked.',
    out: z.object({
      items: z.array(deputyship),
      candidates: z.array(person),
      /** Whether one holds a role in which somebody can stand in. */
      mayName: z.boolean(),
    }),
  },
  nameOwnDeputy: {
    method: 'POST',
    path: '/api/me/deputyships',
    needs: 'signedIn',
    summary: `Names one’s own deputy for at most ${LONGEST_DEPUTYSHIP_DAYS} days: somebody of the same unit, the one above or one below.`,
    body: given,
    out: deputyship,
  },
  endOwnDeputyship: {
    method: 'POST',
    path: '/api/me/deputyships/:id/ending',
    needs: 'signedIn',
    summary: 'Ends a deputyship one takes part in, as the absent person or as the deputy.',
    params: idParam,
    body: z.object({ reason }),
    out: deputyship,
  },
})
