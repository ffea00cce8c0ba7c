import { type PlacedRow, summarise } from '#capabilities/race/public.ts'
import { rankWithTies } from '#kernel/ranking.ts'
import { type Ask, type FigureBook, isMissing } from './ask.ts'
import type { Figure } from './figure.ts'
import { figureBook } from './figure-of.ts'
import { type Books, type Material, withinGroup } from './material.ts'
import { SUBJECTS, type SubjectCode } from './subjects.ts'
import type { Source } from './trace.ts'
import type { Whose } from './whose.ts'

/** For tests: 云州市 (1) in October 2026 with 青原县 (11), 东湖区 (12) and 南陵区 (13); rows of none of them are 市本级. */
const NAMES: Record<number, string> = { 11: '青原县', 12: '东湖区', 13: '南陵区' }

export function aMaterial(rows: readonly PlacedRow[], given: Partial<Material> = {}): Material {
  const ids = Object.keys(NAMES).map(Number)
  const present = ids.filter((id) => rows.some(({ placeOrgId }) => placeOrgId === id))
  const rated = present.flatMap((orgId) => {
    const { completionRate } = summarise(rows.filter(({ placeOrgId }) => placeOrgId === orgId))
    return completionRate === null ? [] : [{ item: orgId, value: completionRate }]
  })
  const places = new Map(rankWithTies(rated).map(({ item, rank, tied }) => [item, { rank, tied }]))
  return {
    orgId: 1,
    scope: '全市',
    ownLevel: '市本级',
    group: '县（市、区）',
    members: present.map((orgId) => ({
      orgId,
      name: NAMES[orgId]!,
      rank: places.get(orgId)?.rank ?? null,
      isTied: places.get(orgId)?.tied ?? false,
      previousRank: null,
    })),
    now: someBooks(rows),
    ...given,
    earlier: Object.fromEntries(
      Object.entries(given.earlier ?? {}).map(([name, books]) => [name, withinGroup(books, new Set(present))]),
    ),
  }
}

export function someBooks(rows: readonly PlacedRow[], given: Partial<Books> = {}): Books {
  return {
    kind: 'round',
    month: '2026-10',
    period: '2026-10',
    cutoffOn: '2026-10-25',
    lockedAt: '2026-10-31T08:00:00.000Z',
    planBasis: '年初计划',
    rows,
    ...given,
  }
}

/** A book in which everything was asked for that there is, of everybody, compared with every period there is. */
export function fullBook(material: Material): FigureBook {
  const book = figureBook(material)
  for (const ask of everyAsk(material)) book.figureOf(ask)
  return book
}

export function everyAsk(material: Material): Ask[] {
  const everybody: Whose[] = [
    { kind: 'region' },
    ...material.members.map(({ orgId }): Whose => ({ kind: 'member', orgId })),
    { kind: 'own', orgId: material.orgId },
    ...material.now.rows.slice(0, 3).map(({ projectId, projectName }): Whose => {
      return { kind: 'project', projectId, name: projectName }
    }),
  ]
  const periods = Object.keys(material.earlier) as (keyof Material['earlier'])[]
  return everybody.flatMap((whose) =>
    (Object.keys(SUBJECTS) as SubjectCode[]).flatMap((subject): Ask[] => [
      { subject, whose },
      { subject, whose, compared: { kind: 'share' } },
      ...periods.flatMap((against): Ask[] => [
        { subject, whose, at: against },
        { subject, whose, compared: { kind: 'growth', against } },
        { subject, whose, compared: { kind: 'change', against } },
      ]),
    ]),
  )
}

export function figureIn(book: FigureBook, ask: Ask): Figure {
  const answer = book.figureOf(ask)
  if (isMissing(answer)) throw new Error(answer.missing)
  return answer
}

/** What a document of this book would freeze. */
export function sourceOf(book: FigureBook): Source {
  const { orgId, now, earlier } = book.material
  const { month, cutoffOn, rows } = now
  return { round: { orgId, month, cutoffOn }, rows, earlier: Object.values(earlier), figures: book.figures }
}
