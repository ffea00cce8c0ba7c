import { invalid, notFound } from '#kernel/problem.ts'
import { covers } from '#platform/access/scope.ts'
import type { Context, Handlers } from '#platform/http/context.ts'
import type { Input } from '#platform/http/contract.ts'
import type { organisationRoutes } from './contract.ts'
import { mayStandBelow } from './rules.ts'
import * as store from './store.ts'

type Routes = typeof organisationRoutes

export const organisationHandlers: Handlers<Routes> = {
  listOrganisations: async ({ db }) => ({ items: await store.listOrganisations(db) }),
  createOrganisation,
}

async function createOrganisation(context: Context, { body }: Input<Routes['createOrganisation']>) {
  const parent = await organisationInScope(context, body.parentId)
  if (!mayStandBelow(parent.kind, body.kind)) {
    throw invalid('organisation_misplaced', '上级单位不能下设这一类单位：县区、功能区设在市下，乡镇、园区设在县区下。')
  }
  const created = await store.insertOrganisation(context.db, {
    ...body,
    parentId: parent.id,
    divisionCode: body.divisionCode ?? null,
  })
  context.record({
    action: 'organisation.created',
    subject: { type: 'organisation', id: created.id },
    orgPath: created.path,
    after: created,
  })
  return created
}

/** The organisation, or a refusal where it lies beyond the scope of the request. */
export async function organisationInScope({ db, scope }: Context, id: number) {
  const found = (await store.listOrganisations(db)).find((organisation) => organisation.id === id)
  if (!found || !covers(scope, found.path)) throw notFound('这个单位')
  return found
}
