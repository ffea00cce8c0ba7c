import { findRoundOfMonth } from '#capabilities/dispatch/public.ts'
import { rowsOfMonth } from '#capabilities/ledger/public.ts'
import { listOrganisationsAsOf } from '#capabilities/people/public.ts'
import {
  groupOf,
  type PublishedRows,
  placeRows,
  planBasisOf,
  publishedRowsOfMonth,
  publishedRowsOfWeekBefore,
  type Round,
  rankingWithRows,
  type Standing,
} from '#capabilities/race/public.ts'
import { addMonths, lastDayOf, type Month, monthOf } from '#kernel/period.ts'
import type { Transaction } from '#platform/database/pool.ts'
import { type Books, type Material, withinGroup } from './rules/material.ts'
import { levelWord } from './rules/naming.ts'
import type { Whose } from './rules/whose.ts'

/** What figures of a round are made from, with the ranking it stands on. */
export interface RoundMaterial {
  material: Material
  ranking: Standing['ranking']
  org: { id: number; name: string; path: string }
}

/**
 * Loads the figures of a round: the rows its published ranking froze, else as they stand now, and those of the periods they are compared
 * with. The month before and the month a year ago count only when their ranking was published: the ledger need not hold all that was being
 * built then, and a growth over a part of it would mislead. The quarter's beginning falls back on the ledger's months. `hold` keeps the ranking in force until the transaction ends.
 */
export async function materialOf(
  db: Transaction,
  round: Round,
  given: { now: Date; hold?: boolean; isPartial?: boolean },
): Promise<RoundMaterial> {
  const { ranking, rows, planBasis } = await rankingWithRows(db, round, given)
  const organisations = await listOrganisationsAsOf(db, lastDayOf(round.month))
  const org = organisations.find(({ id }) => id === round.orgId)!
  const order = new Map(organisations.map(({ id }, index) => [id, index]))
  const members = [...ranking.places]
    .sort((a, b) => (order.get(a.orgId) ?? 0) - (order.get(b.orgId) ?? 0))
    .map(({ orgId, orgName, place, isTied, previousPlace }) => ({
      orgId,
      name: orgName,
      rank: place,
      isTied,
      previousRank: previousPlace,
    }))
  const now: Books = {
    kind: 'round',
    month: round.month,
    period: round.week ?? round.month,
    cutoffOn: round.cutoffOn,
    lockedAt: round.lockedAt ?? given.now.toISOString(),
    rows,
    planBasis,
  }
  const ids = new Set(members.map(({ orgId }) => orgId))
  const asNow = (books: Books | null) => books && withinGroup(books, ids)
  // a round of some projects is compared with nothing: the others would have been in the earlier one
  const before = given.isPartial ? null : asNow(await booksBefore(db, round))
  const yearBefore = given.isPartial
    ? null
    : asNow(fromRound(await publishedRowsOfMonth(db, round, addMonths(round.month, -12))))
  const quarterEnd = quarterEndBefore(round.month)
  const quarterBefore = quarterEnd && !given.isPartial ? asNow(await booksOfMonth(db, round, org, quarterEnd)) : null
  const level = levelWord(org.name)
  const material: Material = {
    orgId: org.id,
    scope: `全${level}`,
    ownLevel: `${level}本级`,
    group: ranking.group,
    members,
    now,
    earlier: {
      ...(before ? { before } : {}),
      ...(yearBefore ? { yearBefore } : {}),
      ...(quarterBefore ? { quarterBefore } : {}),
    },
  }
  return { material, ranking, org }
}

/** An organisation's figures of a month: of its own round, or its share in that of the organisation above. */
export interface MonthMaterial extends RoundMaterial {
  round: Round
  /** Whom the figures are of: the whole round, or one of its organisations. */
  whose: Whose
}

/** Null where the month had no round, or the organisation is neither its own nor of its group. */
export async function materialOfMonth(
  db: Transaction,
  org: { id: number; path: string },
  month: Month,
  now: Date,
): Promise<MonthMaterial | null> {
  const round = await findRoundOfMonth(db, org.path, month)
  if (!round) return null
  const found = await materialOf(db, round, { now })
  const isOwn = round.orgId === org.id
  if (!isOwn && !found.material.members.some(({ orgId }) => orgId === org.id)) return null
  return { ...found, round, whose: isOwn ? { kind: 'region' } : { kind: 'member', orgId: org.id } }
}

async function booksBefore(db: Transaction, round: Round): Promise<Books | null> {
  if (round.kind === 'week') return fromRound(await publishedRowsOfWeekBefore(db, round))
  // a rate of December says nothing beside one of January
  if (monthOf(round.month) === 1) return null
  return fromRound(await publishedRowsOfMonth(db, round, addMonths(round.month, -1)))
}

function fromRound(published: PublishedRows | null): Books | null {
  if (!published) return null
  const { week, ...books } = published
  return { kind: 'round', period: week ?? published.month, ...books }
}

async function booksOfMonth(
  db: Transaction,
  round: Round,
  org: { path: string; id: number },
  month: Month,
): Promise<Books | null> {
  const published = fromRound(await publishedRowsOfMonth(db, round, month))
  if (published) return published
  const organisations = await listOrganisationsAsOf(db, lastDayOf(round.month))
  const rows = placeRows(groupOf(org.id, organisations), organisations, await rowsOfMonth(db, org.path, month))
  if (rows.length === 0) return null
  return {
    kind: 'ledger',
    month,
    period: month,
    cutoffOn: lastDayOf(month),
    lockedAt: `${lastDayOf(month)}T16:00:00.000Z`,
    rows: rows.map((row) => ({ ...NOT_IN_A_ROUND, ...row })),
    planBasis: planBasisOf(rows),
  }
}

/** What only a round knows of a project. */
const NOT_IN_A_ROUND = {
  planState: null,
  stage: null,
  plannedStart: null,
  startDate: null,
  pace: null,
  completionRate: null,
  light: 'grey',
  problems: null,
  reportState: 'locked',
  isStarted: false,
  isReported: true,
  isLate: false,
  priority: false,
  totalInvestment: null,
} as const

function quarterEndBefore(month: Month): Month | null {
  const inQuarter = ((monthOf(month) - 1) % 3) + 1
  return monthOf(month) <= 3 ? null : addMonths(month, -inQuarter)
}
