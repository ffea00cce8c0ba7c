import { type Ask, type FigureBook, figureId } from './ask.ts'
import type { Figure, Partition } from './figure.ts'
import type { Books, Material } from './material.ts'
import { type SubjectCode, subjectOf } from './subjects.ts'
import type { Whose } from './whose.ts'

/** The totals a figure is of: of the organisations and, now, of the kinds the text names. */
export function partitionsOf(
  { material }: FigureBook,
  { subject, whose, at = 'now', compared }: Ask,
  books: Books,
): Partition[] {
  if (compared || whose.kind === 'project') return []
  const own = (parts: readonly SubjectCode[]) => parts.map((part) => figureId(material, { subject: part, whose, at }))
  const byKind: Partition[] =
    books.kind === 'ledger'
      ? []
      : subject === 'projectCount'
        ? [
            ...(whose.kind === 'region' ? [{ by: '新开工和续建', parts: own(['newCount', 'continuingCount']) }] : []),
            { by: '灯色', parts: own(LIGHT_SUBJECTS) },
          ]
        : subject === 'startDue' && whose.kind === 'region'
          ? [{ by: '是否开工', parts: own(['startDueStarted', 'startOverdue']) }]
          : []
  if (whose.kind !== 'region' || !subjectOf(subject).isAdditive) return byKind
  const parts = partsOf(material, books).map((part) => figureId(material, { subject, whose: part, at }))
  return [...byKind, { by: material.group, parts }]
}

const LIGHT_SUBJECTS = ['light.green', 'light.yellow', 'light.red', 'light.grey'] as const

/** The organisations that make the whole: the group, and 本级 where it has rows of its own. */
export function partsOf(material: Material, books: Books): Whose[] {
  const others = books.rows.some(({ placeOrgId }) => placeOrgId === null)
  return [
    ...material.members.map(({ orgId }): Whose => ({ kind: 'member', orgId })),
    ...(others ? [{ kind: 'own', orgId: material.orgId } as const] : []),
  ]
}

/** Parts of a total are entered with it: without them it could not be reconciled. */
export function enterParts(book: FigureBook, { partitions }: Figure, ask: Ask): void {
  if (partitions.length === 0) return
  const { material } = book
  const books = ask.at && ask.at !== 'now' ? material.earlier[ask.at] : material.now
  const parts = new Set(partitions.flatMap(({ parts }) => parts))
  const enter = (subject: SubjectCode, whose: Whose) => {
    const part: Ask = { subject, whose, ...(ask.at ? { at: ask.at } : {}) }
    if (parts.has(figureId(material, part))) book.figureOf(part)
  }
  for (const subject of [...LIGHT_SUBJECTS, 'newCount', 'continuingCount', 'startDueStarted', 'startOverdue'] as const)
    enter(subject, ask.whose)
  if (books && ask.whose.kind === 'region') for (const part of partsOf(material, books)) enter(ask.subject, part)
}
