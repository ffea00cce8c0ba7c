import type { Context } from '#platform/http/context.ts'
import type { Organisation } from '../contract.ts'
import { difference } from '../edits.ts'
import { organisationLabel } from '../rules.ts'
import { editOrganisation, listOrganisations, replaceAliases, reserveIds } from '../store.ts'
import type { OrganisationImportPreview } from './contract.ts'
import type { Node } from './placing.ts'
import type { Planned } from './plan.ts'
import { insertAliases, insertUnits, type NewUnit } from './store.ts'

type Writing = {
  planned: Planned[]
  tree: Organisation[]
  fileName: string
  digest: string
  counts: OrganisationImportPreview['counts']
}

/** Writes a plan without refusals: the new units, then what changes in others; one entry in the record for each, and one for the file. */
export async function writePlan(context: Context, writing: Writing): Promise<void> {
  await writeNew(context, writing)
  await writeChanged(context, writing)
  const top = writing.tree.find(({ path }) => context.scope.all || context.scope.paths.includes(path))!
  const { fileName, digest, counts } = writing
  context.record({
    action: 'organisation.imported',
    subject: { type: 'organisation', id: top.id },
    orgPath: top.path,
    after: { fileName, digest, added: counts.new, changed: counts.changed },
  })
}

async function writeNew(context: Context, { planned, fileName }: Writing): Promise<void> {
  const fresh = planned.filter(({ shown }) => shown.state === 'new')
  if (fresh.length === 0) return
  const ids = await reserveIds(context.db, fresh.length)
  const numbers = new Map(fresh.map(({ node }, at) => [node!, ids[at]!]))
  const units = fresh.map((row) => unitOf(row, numbers)).sort((a, b) => depthOf(a.path) - depthOf(b.path))
  await insertUnits(context.db, units)
  const aliases = fresh.flatMap(({ node, values }) =>
    (values.aliases ?? []).map((alias) => ({ organisationId: numbers.get(node!)!, alias })),
  )
  await insertAliases(context.db, aliases)
  for (const { node, shown, values } of fresh) {
    const { aliases: own, ...rest } = values
    context.record({
      action: 'organisation.created',
      subject: { type: 'organisation', id: numbers.get(node!)! },
      orgPath: pathOf(node!, numbers),
      after: { name: node!.name, kind: node!.kind, parent: shown.parent, ...rest, ...(own ? { aliases: own } : {}) },
      reason: `导入：${fileName}`,
    })
  }
}

function unitOf({ node, values }: Planned, numbers: Map<Node, number>): NewUnit {
  const parent = node!.parent!
  return {
    id: numbers.get(node!)!,
    parentId: parent.existing?.id ?? numbers.get(parent)!,
    kind: node!.kind!,
    name: node!.name,
    path: pathOf(node!, numbers),
    divisionCode: values.divisionCode ?? null,
    shortName: values.shortName ?? null,
    sortOrder: values.sortOrder ?? null,
  }
}

function pathOf(node: Node, numbers: Map<Node, number>): string {
  return node.existing
    ? node.existing.path
    : `${pathOf(node.parent!, numbers)}.${organisationLabel(numbers.get(node)!)}`
}

function depthOf(path: string): number {
  return path.split('.').length
}

async function writeChanged(context: Context, { planned, fileName }: Writing): Promise<void> {
  const { db } = context
  const changed = planned.filter(({ shown }) => shown.state === 'changed')
  for (const { node, values, shown } of changed) {
    const { aliases, ...edits } = values
    const given = new Set(shown.fields.map(({ field }) => field))
    if (aliases && given.has('aliases')) await replaceAliases(db, node!.existing!.id, aliases)
    await editOrganisation(db, node!.existing!.id, edits)
  }
  const after = new Map((await listOrganisations(db)).map((unit) => [unit.id, unit]))
  for (const { node } of changed) {
    const before = node!.existing!
    context.record({
      action: 'organisation.edited',
      subject: { type: 'organisation', id: before.id },
      orgPath: before.path,
      ...difference(before, after.get(before.id)!),
      reason: `导入：${fileName}`,
    })
  }
}
