import type { PlacedRow, PlanBasis } from '#capabilities/race/public.ts'
import type { Month } from '#kernel/period.ts'

/** The rows of one period, as they are counted: of a round, or of the ledger's month where there was no round. Amounts in 万元. */
export interface Books {
  kind: 'round' | 'ledger'
  month: Month
  /** `2026-10`, of a weekly round `2026-W43`. */
  period: string
  /** Data cut-off, ISO date. */
  cutoffOn: string
  /** ISO instant; of an open round, of now. */
  lockedAt: string
  rows: readonly PlacedRow[]
  planBasis: PlanBasis
}

/** An organisation of the ranked group, with its place as the ranking gives it. */
export interface Member {
  orgId: number
  name: string
  /** null: 不参与. */
  rank: number | null
  isTied: boolean
  previousRank: number | null
}

/** Other periods a figure may be compared with. `quarterBefore` ends where the quarter began. */
export type Earlier = 'before' | 'yearBefore' | 'quarterBefore'

/** All that figures of one document are made from. */
export interface Material {
  /** The organisation the round belongs to; it also stands for what no ranked organisation does (市本级). */
  orgId: number
  /** `全市`. */
  scope: string
  /** `市本级`. */
  ownLevel: string
  /** The ranked group as the office names it: `县（市、区）`. */
  group: string
  /** In the office's own fixed order. */
  members: readonly Member[]
  now: Books
  earlier: Partial<Record<Earlier, Books>>
}

/** An earlier period counted for today's group: who was of it then and is not now stands with 本级, so that the parts make the whole. */
export function withinGroup(books: Books, memberIds: ReadonlySet<number>): Books {
  const rows = books.rows.map((row) =>
    row.placeOrgId === null || memberIds.has(row.placeOrgId) ? row : { ...row, placeOrgId: null },
  )
  return { ...books, rows }
}
