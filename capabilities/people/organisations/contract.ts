import * as z from 'zod'
import { defineRoutes } from '#platform/http/contract.ts'

export const organisationKind = z.enum(['city', 'county', 'zone', 'town', 'park', 'department'])
export const organisation = z.object({
  id: z.number(),
  parentId: z.number().nullable(),
  kind: organisationKind,
  name: z.string(),
  path: z.string(),
  divisionCode: z.string().nullable(),
  sortOrder: z.number(),
  aliases: z.array(z.string()),
})
export type Organisation = z.infer<typeof organisation>

export const organisationRoutes = defineRoutes({
  listOrganisations: {
    method: 'GET',
    path: '/api/organisations',
    needs: 'signedIn',
    summary: 'The whole tree of organisations in the office’s own order.',
    out: z.object({ items: z.array(organisation) }),
  },
  createOrganisation: {
    method: 'POST',
    path: '/api/organisations',
    needs: 'organisation.manage',
    summary: 'Adds an organisation below another.',
    body: z.object({
      parentId: z.number().int().positive(),
      kind: organisationKind.exclude(['city']),
      name: z.string().trim().min(1, '请填写单位名称').max(80),
      divisionCode: z.string().trim().max(12).nullish(),
    }),
    out: organisation,
  },
})
