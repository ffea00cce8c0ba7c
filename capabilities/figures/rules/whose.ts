import type { PlacedRow } from '#capabilities/race/public.ts'
import type { Books, Material } from './material.ts'

/** Of whom a figure is: the whole region, a ranked organisation, what none of them stands for (市本级), or one project. */
export type Whose =
  | { kind: 'region' }
  | { kind: 'member'; orgId: number }
  | { kind: 'own'; orgId: number }
  | { kind: 'project'; projectId: number; name: string }

export function whosePrefix(whose: Whose): string {
  if (whose.kind === 'region') return 'region'
  return whose.kind === 'project' ? `project.${whose.projectId}` : `org.${whose.orgId}`
}

export function whoseName(material: Material, whose: Whose): string {
  if (whose.kind === 'region') return material.scope
  if (whose.kind === 'project') return whose.name
  if (whose.kind === 'own') return material.ownLevel
  return material.members.find(({ orgId }) => orgId === whose.orgId)?.name ?? '该单位'
}

/** The rows that count for somebody. Every row counts for the region and for exactly one of its parts. */
export function ownRows(books: Books, whose: Whose): readonly PlacedRow[] {
  if (whose.kind === 'region') return books.rows
  if (whose.kind === 'project') return books.rows.filter(({ projectId }) => projectId === whose.projectId)
  return byPart(books).get(whose.kind === 'own' ? null : whose.orgId) ?? []
}

/** Rows by the organisation they count for, found once for each period: a document asks for dozens of figures of each. */
const PARTS = new WeakMap<Books, Map<number | null, PlacedRow[]>>()

function byPart(books: Books): Map<number | null, PlacedRow[]> {
  const known = PARTS.get(books)
  if (known) return known
  const parts = Map.groupBy(books.rows, ({ placeOrgId }) => placeOrgId)
  PARTS.set(books, parts)
  return parts
}
