import type { SavedView, ViewDefinition } from '../../grid/contract.ts'
import { isGridField } from '../../grid/fields.ts'
import { FILTER_KEYS, filterQuery, type ListFilter, readFilter } from '../list/filter.ts'
import { DEFAULT_VIEW } from './default-view.ts'

export type ShownColumn = { field: string; width?: number }
/** All that a link must reopen; the region chosen at the top left is part of the filter. */
export type GridState = {
  filter: ListFilter
  columns: readonly ShownColumn[]
  frozen: number
  sort: string
  order: 'asc' | 'desc'
  group: readonly string[]
  density: 'dense' | 'comfortable'
  /** The view it was opened from; null: as the ledger opens. */
  view: number | null
  open: number | null
}

type Search = Readonly<Record<string, unknown>>
type Changes = Record<string, string | undefined>

/** Sorts of earlier links. */
const FORMER_SORTS: Record<string, string> = {
  completion: 'completionRate',
  total: 'totalInvestment',
  updated: 'updatedAt',
}
const COLUMN = /^([A-Za-z]+|own\.\d+)(?::(\d{2,3}))?$/
/** Keys of the address a view decides; the filter's come on top. */
const VIEW_KEYS = ['cols', 'frozen', 'sort', 'order', 'group', 'density', 'view'] as const

/** Reads the address; what is missing, or no value, is as the ledger opens. */
export function readState(search: Search): GridState {
  const text = (key: string) => (search[key] === undefined ? '' : String(search[key]))
  const base = DEFAULT_VIEW
  const columns = text('cols').split(',').flatMap(readColumn)
  const sort = FORMER_SORTS[text('sort')] ?? text('sort')
  const hasSort = isGridField(sort)
  const order = text('order')
  return {
    filter: readFilter(search),
    columns: columns.length > 0 ? columns : base.columns,
    frozen: /^[0-6]$/.test(text('frozen')) ? Number(text('frozen')) : base.frozen,
    sort: hasSort ? sort : base.sort,
    order: order === 'asc' || order === 'desc' ? order : hasSort ? 'desc' : base.order,
    group: search.group === undefined ? base.group : text('group').split(',').filter(isGridField).slice(0, 2),
    density: text('density') === 'comfortable' ? 'comfortable' : text('density') === 'dense' ? 'dense' : base.density,
    view: /^-?[1-9]\d{0,9}$/.test(text('view')) ? Number(text('view')) : null,
    open: /^[1-9]\d{0,14}$/.test(text('open')) ? Number(text('open')) : null,
  }
}

function readColumn(text: string): ShownColumn[] {
  const [, field, width] = COLUMN.exec(text) ?? []
  if (!field || !isGridField(field)) return []
  const pixels = width === undefined ? undefined : Math.max(40, Math.min(800, Number(width)))
  return [pixels === undefined ? { field } : { field, width: pixels }]
}

export function columnsText(columns: readonly ShownColumn[]): string {
  return columns.map(({ field, width }) => (width === undefined ? field : `${field}:${width}`)).join(',')
}

/** The address of a view: all of its state, so that the link opens for whoever does not have the view. */
export function addressOfView(view: Pick<SavedView, 'id' | 'definition'>): Changes {
  const { columns, frozen, sort, order, group, filter, density } = view.definition
  return {
    ...clearedFilter(),
    ...filter,
    cols: columnsText(columns),
    frozen: String(frozen),
    sort,
    order,
    // an empty text would be left out of the address: no group is said by a word that is no column
    group: group.join(',') || 'none',
    density,
    view: String(view.id),
  }
}

/** The address as the ledger opens. */
export function addressOfDefault(): Changes {
  return { ...clearedFilter(), ...Object.fromEntries(VIEW_KEYS.map((key) => [key, undefined])) }
}

/** What a view would keep of what is shown. */
export function definitionOf(state: GridState): ViewDefinition {
  const { org: _, ...filter } = filterQuery(state.filter)
  return {
    columns: state.columns.map(({ field, width }) => (width === undefined ? { field } : { field, width })),
    frozen: state.frozen,
    sort: state.sort,
    order: state.order,
    group: [...state.group],
    filter,
    density: state.density,
  }
}

/** Whether what is shown is what the view says. */
export function isChanged(state: GridState, definition: ViewDefinition): boolean {
  const shown = definitionOf(state)
  return (
    JSON.stringify(ordered(shown)) !==
    JSON.stringify(ordered({ ...definition, density: definition.density ?? 'dense' }))
  )
}

function ordered(definition: ViewDefinition): unknown {
  const { columns, frozen, sort, order, group, filter, density } = definition
  return [
    columns.map(({ field, width }) => [field, width ?? 0]),
    frozen,
    sort,
    order,
    group,
    density,
    Object.entries(filter).sort(([a], [b]) => (a < b ? -1 : 1)),
  ]
}

function clearedFilter(): Changes {
  return Object.fromEntries(FILTER_KEYS.map((key) => [key, undefined]))
}
