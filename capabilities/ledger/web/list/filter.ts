import type { GridCondition } from '../../grid/contract.ts'
import { LIBRARIES, LIGHTS, type Light, PLAN_CLASSES, STAGES, type Stage } from '../../vocabulary.ts'
import { conditionsText, readConditions } from '../grid/conditions.ts'

type Id = 'org' | 'county' | 'park' | 'campaign' | 'term' | 'roster' | 'importId' | 'oneOff'

/** What the list shows, as the address says it. Everything a link must reopen is here. */
export type ListFilter = Partial<Record<Id, number>> & {
  stage: Stage[]
  light: Light[]
  library?: (typeof LIBRARIES)[number]
  planState?: (typeof PLAN_CLASSES)[number]
  tier?: '1' | '2' | 'none'
  withdrawn?: 'true' | 'false'
  priority?: 'true' | 'false'
  mine?: 'true'
  unassigned?: 'true'
  q?: string
  /** Conditions on any column. */
  where: GridCondition[]
}

/** Keys of the address that narrow the list; clearing the filter removes these. */
export const FILTER_KEYS = [
  'county',
  'park',
  'campaign',
  'term',
  'roster',
  'tier',
  'withdrawn',
  'stage',
  'light',
  'library',
  'planState',
  'priority',
  'mine',
  'unassigned',
  'importId',
  'oneOff',
  'q',
  'where',
] as const

/** Reads the address; what is no value of its key is as if it were absent, so that an old link still opens. */
export function readFilter(search: Readonly<Record<string, unknown>>): ListFilter {
  const text = (key: string) => (search[key] === undefined ? '' : String(search[key]))
  return withoutAbsent({
    ...readIds(text),
    stage: several(STAGES, text('stage')),
    light: several(LIGHTS, text('light')),
    library: one(LIBRARIES, text('library')),
    planState: one(PLAN_CLASSES, text('planState')),
    tier: one(['1', '2', 'none'] as const, text('tier')),
    withdrawn: one(['true', 'false'] as const, text('withdrawn')),
    priority: one(['true', 'false'] as const, text('priority')),
    mine: one(['true'] as const, text('mine')),
    unassigned: one(['true'] as const, text('unassigned')),
    q: text('q').trim().slice(0, 60) || undefined,
    where: readConditions(text('where')),
  })
}

/** The filter as the query of the API and as the part of an address after `?`. */
export function filterQuery(filter: ListFilter): Record<string, string> {
  const { stage, light, where, ...rest } = filter
  const query: Record<string, string> = {}
  for (const [key, value] of Object.entries(rest)) if (value !== undefined) query[key] = String(value)
  if (stage.length > 0) query.stage = stage.join(',')
  if (light.length > 0) query.light = light.join(',')
  const conditions = conditionsText(where)
  if (conditions !== undefined) query.where = conditions
  return query
}

/** True when nothing but the region chosen at the top left narrows the list. */
export function isUnfiltered(filter: ListFilter): boolean {
  return Object.keys(filterQuery(filter)).every((key) => key === 'org')
}

export type RollupAsked = {
  by: 'county' | 'park' | 'library' | 'stage' | 'light' | 'campaign' | 'roster'
  org?: number
  /** The line of the roll-up that answers; absent: its total. */
  key?: string
}

/**
 * Which roll-up holds the sums of this filter: those by one dimension and organisation. Null where none does: sums of rows that are
 * not all loaded would be wrong.
 */
export function rollupFor(filter: ListFilter): RollupAsked | null {
  const { org, ...rest } = filter
  const base = org === undefined ? {} : { org }
  const narrowing = Object.entries(filterQuery(rest))
  if (narrowing.length === 0) return { by: 'light', ...base }
  const [key, value] = narrowing[0]!
  if (narrowing.length > 1 || value.includes(',') || !isRolledUp(key)) return null
  return { by: key, ...base, key: value }
}

function isRolledUp(key: string): key is RollupAsked['by'] {
  return ['county', 'park', 'library', 'stage', 'light', 'campaign', 'roster'].includes(key)
}

function readIds(text: (key: string) => string): Partial<Record<Id, number>> {
  const ids: readonly Id[] = ['org', 'county', 'park', 'campaign', 'term', 'roster', 'importId', 'oneOff']
  return Object.fromEntries(ids.map((key) => [key, idOf(text(key))]))
}

function idOf(text: string): number | undefined {
  return /^[1-9]\d{0,14}$/.test(text) ? Number(text) : undefined
}

function several<const T extends string>(known: readonly T[], text: string): T[] {
  const asked = text.split(',')
  return known.filter((value) => asked.includes(value))
}

function one<const T extends string>(known: readonly T[], text: string): T | undefined {
  return known.find((value) => value === text)
}

function withoutAbsent(filter: { [Key in keyof ListFilter]: ListFilter[Key] | undefined }): ListFilter {
  return Object.fromEntries(Object.entries(filter).filter(([, value]) => value !== undefined)) as ListFilter
}
