import { listOrganisations } from '#capabilities/people/public.ts'
import { invalid } from '#kernel/problem.ts'
import { percentOf } from '#kernel/ratio.ts'
import { covers, scopeFor } from '#platform/access/scope.ts'
import type { Context, Handlers } from '#platform/http/context.ts'
import type { Input } from '#platform/http/contract.ts'
import type { ledgerRoutes, ProjectFilter } from '../contract.ts'
import { listColumns } from '../own-columns/store.ts'
import { readAsOf } from '../store/standing.ts'
import type { GridGroup, GridRow } from './contract.ts'
import { isGridField } from './fields.ts'
import { inGroups } from './in-groups.ts'
import { fieldOf, ownId } from './store/columns.ts'
import { MOST_ROWS, type OrderQuery, readGroupedIds, readOneMoment, readSortedIds } from './store/order.ts'
import { type OrderingContext, readCollation } from './store/ordering.ts'
import { readRows } from './store/rows.ts'
import { isRolledUp, readSums, type SumRow } from './store/sums.ts'
import { listValues } from './store/values.ts'
import { labelOf } from './words.ts'

type Routes = typeof ledgerRoutes

/** What the grid reads: its order with groups and sums, rows by their ids, values for the filters. */
export const gridReadHandlers = {
  readGridOrder,
  readGridRows: async (context, { body }) => ({ items: await rowsOf(context, body.ids, body.columns) }),
  listGridValues: async ({ db, scope }, { query }) => {
    const { field, like, ...filter } = query
    return await listValues(db, scope, { filter: filter as ProjectFilter, field, like })
  },
} satisfies Partial<Handlers<Routes>>

/** Groups of one reading at most: beyond, a column is no column to group by. */
const MOST_GROUPS = 20_000
/** So many rows are summed by their ids: what found them may have read every text of the ledger. */
const FEW = 5_000

async function readGridOrder(context: Context, { query }: Input<Routes['readGridOrder']>) {
  const { db } = context
  const { sort, order, group, columns: named, first, ...filter } = query
  const columns = columnsNamed(named)
  await readOneMoment(db)
  const ordering = await orderingContext(context)
  const amounts = columns.filter((field) => isAmount(field, ordering))
  const asked: OrderQuery = { filter: filter as ProjectFilter, sort, order, group: [...new Set(group ?? [])], amounts }
  const { ids, summed } = await orderedAndSummed(context, asked, ordering)
  const whole = summed[0]!
  return {
    ids,
    total: whole.projects,
    groups: await groupsOf(context, asked.group, summed.slice(1)),
    sums: whole.sums,
    completionRate: percentOf(whole.completedYtd, whole.annualPlan),
    first: await rowsOf(context, ids.slice(0, first), columns),
    asOfMonth: await readAsOf(db),
  }
}

/** Sums first where the roll-ups have them: they tell whether there are more rows than are shown, which only the database can group. */
async function orderedAndSummed({ db, scope }: Context, asked: OrderQuery, ordering: OrderingContext) {
  const early = isRolledUp(scope, asked) ? await readSums(db, scope, asked, ordering) : null
  const isLarge = early !== null && early[0]!.projects > MOST_ROWS && asked.group.length > 0
  const sorted = isLarge ? null : await readSortedIds(db, scope, asked, ordering)
  const few = sorted && sorted.ids.length <= FEW ? sorted.ids : undefined
  const summed = early ?? (await readSums(db, scope, asked, ordering, few))
  if (summed.length > MOST_GROUPS) {
    throw invalid('groups_too_many', '这一列的不同内容过多，不适合分组。请先筛选，或换一列分组。')
  }
  if (!sorted || (sorted.isCutOff && asked.group.length > 0)) {
    return { ids: await readGroupedIds(db, scope, asked, ordering), summed }
  }
  const innermost = summed.filter(({ depth }) => depth === asked.group.length).map(({ path }) => path)
  return { ids: inGroups(sorted, innermost), summed }
}

function columnsNamed(text: string): string[] {
  const columns = [...new Set(text.split(',').filter(Boolean))]
  if (columns.length > 0 && columns.length <= 80 && columns.every(isGridField)) return columns
  throw invalid('columns_unknown', '列的设置无法识别，请重新选择要显示的列。')
}

async function orderingContext({ db, scope }: Context): Promise<OrderingContext> {
  const own = await listColumns(db, scope)
  return { own: new Map(own.map((column) => [column.id, column])), collation: await readCollation(db) }
}

function isAmount(field: string, { own }: OrderingContext): boolean {
  const id = ownId(field)
  if (id === null) return fieldOf(field)?.kind === 'amount'
  const kind = own.get(id)?.kind
  return kind === 'amount' || kind === 'number'
}

/** A completion rate is computed from the sums of its group, never averaged. */
async function groupsOf({ db }: Context, fields: readonly string[], rows: SumRow[]): Promise<GridGroup[]> {
  const names = fields.some((field) => fieldOf(field)?.kind === 'organisation')
    ? new Map((await listOrganisations(db)).map(({ id, name }) => [String(id), name]))
    : new Map<string, string>()
  let start = 0
  return rows.map((row) => {
    const { depth, path, projects, sums } = row
    const value = path.at(-1)!
    const group: GridGroup = {
      path,
      label: names.get(value) ?? labelOf(fields[depth - 1]!, value),
      depth,
      projects,
      start,
      sums,
      completionRate: percentOf(row.completedYtd, row.annualPlan),
    }
    // groups of the innermost level follow each other without a gap; a group above begins where its first one does
    if (depth === fields.length) start += projects
    return group
  })
}

async function rowsOf(
  { db, scope, person }: Context,
  ids: readonly number[],
  columns: readonly string[],
): Promise<GridRow[]> {
  const writing = scopeFor(person, 'project.write')
  const rows = await readRows(db, scope, ids, columns)
  return rows.map(({ orgPath, ...row }) => ({ ...row, mayEdit: writing !== null && covers(writing, orgPath) }))
}
