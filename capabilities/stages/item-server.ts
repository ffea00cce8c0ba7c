import { forbidden, invalid, notFound } from '#kernel/problem.ts'
import { scopeFor } from '#platform/access/scope.ts'
import type { Context, Handlers } from '#platform/http/context.ts'
import type { Input } from '#platform/http/contract.ts'
import type { jointStartRoutes, PreparationItem } from './contract/joint-starts.ts'
import { listItems } from './store/joint-starts.ts'
import { insertItem, updateItem } from './store/preparations.ts'

type Routes = typeof jointStartRoutes

/** What a start asks for: one list for the whole region, kept by its office. */
export const itemHandlers = { addPreparationItem, editPreparationItem } satisfies Partial<Handlers<Routes>>

export function mayKeepItems({ person }: Context): boolean {
  return scopeFor(person, 'cohort.write')?.all ?? false
}

async function addPreparationItem(
  context: Context,
  { body }: Input<Routes['addPreparationItem']>,
): Promise<{ items: PreparationItem[] }> {
  refuseBelowRegion(context)
  const id = await insertItem(context.db, body.label)
  record(context, { action: 'preparationItem.added', id, after: { name: body.label }, reason: body.reason })
  return { items: await listItems(context.db) }
}

async function editPreparationItem(
  context: Context,
  { params, body }: Input<Routes['editPreparationItem']>,
): Promise<{ items: PreparationItem[] }> {
  refuseBelowRegion(context)
  const before = (await listItems(context.db)).find(({ code }) => code === params.code)
  if (!before) throw notFound('这项开工条件')
  const after = { label: body.label ?? before.label, isRetired: body.isRetired ?? before.isRetired }
  if (after.label === before.label && after.isRetired === before.isRetired)
    throw invalid('nothing_changed', '没有改动任何内容。')
  await updateItem(context.db, { code: before.code, ...after })
  record(context, {
    action: 'preparationItem.edited',
    id: before.code,
    before: { name: before.label, isActive: !before.isRetired },
    after: { name: after.label, isActive: !after.isRetired },
    reason: body.reason,
  })
  return { items: await listItems(context.db) }
}

type Recorded = { action: string; id: string; before?: object; after: object; reason: string }

function record(context: Context, { action, id, ...rest }: Recorded): void {
  const orgPath = context.scope.paths[0]!
  context.record({ action, subject: { type: 'preparationItem', id }, orgPath, ...rest })
}

function refuseBelowRegion({ scope }: Context): void {
  if (!scope.all) throw forbidden('items_need_region', '开工条件由全域项目办统一维护。需要增减，请与上级项目办联系。')
}
