import * as z from 'zod'
import { defineRoutes, idParam } from '#platform/http/contract.ts'
import { organisationChange } from './change-contract.ts'
import { DIVISION_CODE } from './rules.ts'

export const organisationKind = z.enum(['city', 'county', 'zone', 'town', 'park', 'department'])
export type OrganisationKind = z.infer<typeof organisationKind>

/** A name a unit had: from a day on (null: from its beginning) until the day before `validTo`. */
const formerName = z.object({ name: z.string(), validFrom: z.string().nullable(), validTo: z.string() })
export const organisation = z.object({
  id: z.number(),
  parentId: z.number().nullable(),
  kind: organisationKind,
  name: z.string(),
  shortName: z.string().nullable(),
  path: z.string(),
  divisionCode: z.string().nullable(),
  sortOrder: z.number(),
  aliases: z.array(z.string()),
  /** 曾用名, the latest last. */
  formerNames: z.array(formerName),
  /** The day since when the unit is no more: kept for what it did, never offered for choosing. */
  closedOn: z.string().nullable(),
  mergedIntoId: z.number().nullable(),
  version: z.number(),
})
export type Organisation = z.infer<typeof organisation>

const shortName = z.string().trim().max(40, '简称不超过40个字')
const divisionCode = z
  .string()
  .trim()
  .regex(DIVISION_CODE, '区划代码为6位、9位或12位数字')
  .nullish()
  .or(z.literal('').transform(() => null))
const alias = z.string().trim().min(1).max(80)
const sortOrder = z.number().int().min(0).max(1_000_000)

/** A unit with what hangs on it, for its own page. */
const organisationDetail = organisation.extend({
  initials: z.string(),
  projects: z.number(),
  accounts: z.number(),
  names: z.array(z.object({ name: z.string(), validFrom: z.string().nullable(), validTo: z.string().nullable() })),
  changes: z.array(organisationChange),
  /** What the record says of it, newest first, as far as it lies in the reader's scope. */
  history: z.array(
    z.object({
      id: z.number(),
      at: z.string(),
      actor: z.string(),
      action: z.string(),
      before: z.unknown(),
      after: z.unknown(),
      reason: z.string().nullable(),
    }),
  ),
})
export type OrganisationDetail = z.infer<typeof organisationDetail>

/** A unit as saved, with sentences about what looks odd and was taken nevertheless. */
const saved = organisation.extend({ warnings: z.array(z.string()) })

export const organisationRoutes = defineRoutes({
  listOrganisations: {
    method: 'GET',
    path: '/api/organisations',
    needs: 'signedIn',
    summary: 'The whole tree of organisations in the office’s own order; closed ones are marked by `closedOn`.',
    out: z.object({ items: z.array(organisation) }),
  },
  surveyOrganisations: {
    method: 'GET',
    path: '/api/organisations/survey',
    needs: 'people.read',
    summary:
      'Of each organisation in scope: accounts, projects, planned changes, and the pinyin initials it is found by.',
    out: z.object({
      items: z.array(
        z.object({
          id: z.number(),
          initials: z.string(),
          accounts: z.number(),
          projects: z.number(),
          planned: z.number(),
        }),
      ),
    }),
  },
  suggestDivisionCode: {
    method: 'GET',
    path: '/api/organisations/division-codes',
    needs: 'organisation.manage',
    summary: 'Official codes of counties that bear a name.',
    query: z.object({ name: z.string().trim().min(1).max(80) }),
    out: z.object({
      items: z.array(
        z.object({
          code: z.string(),
          name: z.string(),
          city: z.string().nullable(),
          province: z.string().nullable(),
        }),
      ),
    }),
  },
  readOrganisation: {
    method: 'GET',
    path: '/api/organisations/:id',
    needs: 'people.read',
    summary: 'One organisation: its names over time, its changes, done and planned, and its history.',
    params: idParam,
    out: organisationDetail,
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
      shortName: shortName.nullish(),
      divisionCode,
    }),
    out: saved,
  },
  editOrganisation: {
    method: 'PATCH',
    path: '/api/organisations/:id',
    needs: 'organisation.manage',
    summary: 'Changes what needs no date: short name, aliases (all of them), division code, place among its sisters.',
    params: idParam,
    body: z.object({
      version: z.number().int().positive(),
      shortName: shortName.nullish(),
      aliases: z.array(alias).max(50, '别名不超过50个').optional(),
      divisionCode,
      sortOrder: sortOrder.optional(),
    }),
    out: saved,
  },
})
