import type { Figure } from './figure.ts'
import type { Books, Earlier, Material } from './material.ts'
import type { SubjectCode } from './subjects.ts'
import { type Whose, whosePrefix } from './whose.ts'

/** What is asked: a subject, of whom, and of which period; compared with another period or with the whole. */
export interface Ask {
  subject: SubjectCode
  whose: Whose
  at?: Earlier | 'now'
  compared?: Comparison
}

/**
 * `growth`: per cent over the earlier figure; `change`: the difference to it in the figure's own unit (of a rate 个百分点, of a place
 * 位); `share`: of the region's figure.
 */
export type Comparison = { kind: 'growth' | 'change'; against: Earlier } | { kind: 'share' }

/** Why there is no such figure, in a sentence for the person who asked. */
export interface Missing {
  missing: string
}

export type Answer = Figure | Missing

export function isMissing(answer: Answer): answer is Missing {
  return 'missing' in answer
}

/** Figures of one document while it is written: whatever is asked for is entered with all it follows from. */
export interface FigureBook {
  material: Material
  /** In the order they were entered. */
  figures: Figure[]
  figureOf(ask: Ask): Answer
}

/** What a subject's own computation may use. */
export interface Asked {
  book: FigureBook
  books: Books
  ask: Ask
  id: string
}

export function figureId(material: Material, { subject, whose, at = 'now', compared }: Ask): string {
  const period = at === 'now' ? '' : `@${material.earlier[at]?.period ?? at}`
  const how = compared ? (compared.kind === 'share' ? '.share' : `.${compared.kind}.${compared.against}`) : ''
  return `${whosePrefix(whose)}.${subject}${how}${period}`
}
