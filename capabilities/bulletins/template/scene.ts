import Big from 'big.js'
import {
  type Answer,
  type Ask,
  type Figure,
  type FigureBook,
  isMissing,
  type PlacedRow,
  printedOf,
  subjectOf,
  type Whose,
} from '#capabilities/figures/public.ts'
import type { Condition, FigureValue, Operand, Value } from './syntax.ts'
import { type DocumentWord, FLAGS, type Flag, type ItemWord } from './vocabulary.ts'

/** What a template is filled in from: figures through the one door, words of the document, what is so of the period. */
export interface Scene {
  book: FigureBook
  words: Record<DocumentWord, string>
  flags: ReadonlySet<Flag>
}

/** What a list is at. Inside a unit, lists of projects are of that unit. */
export interface Item {
  whose: Whose
  ordinal: number
  words: Partial<Record<ItemWord, string>>
  row?: PlacedRow
}

/** A place of the template that could not be filled in: what is missing, told to whoever writes the document. */
export interface Hole {
  at: number
  sentence: string
}

/** Reads values at one place of a document. */
export interface Here {
  scene: Scene
  item: Item | null
  holes: Hole[]
  /** Items that lists may still print: a document has an end. */
  left: { items: number }
}

const MOST_ITEMS = 20_000

/** The beginning of a document, outside all lists. */
export function beginningOf(scene: Scene): Here {
  return { scene, item: null, holes: [], left: { items: MOST_ITEMS } }
}

export function figureAt(here: Here, value: FigureValue): Answer {
  return here.scene.book.figureOf(askOf(here, value))
}

export function askOf({ scene, item }: Here, value: FigureValue): Ask {
  const { subject, at, compared } = value
  return {
    subject,
    whose: whoseOf(scene, item, value),
    ...(at ? { at } : {}),
    ...(compared === 'share' ? { compared: { kind: 'share' as const } } : {}),
    ...(compared === 'yearBefore' || compared === 'before'
      ? { compared: { kind: isGrowth(value) ? ('growth' as const) : ('change' as const), against: compared } }
      : {}),
  }
}

/** Amounts grow by per cent; counts, rates and places change by their own unit. */
function isGrowth({ subject, isIncrease }: FigureValue): boolean {
  return subjectOf(subject).unit === '万元' && !isIncrease
}

function whoseOf(scene: Scene, item: Item | null, { organisation, isRegion }: FigureValue): Whose {
  if (isRegion) return { kind: 'region' }
  if (organisation === undefined) return item?.whose ?? { kind: 'region' }
  const { members, orgId, ownLevel } = scene.book.material
  if (organisation === ownLevel) return { kind: 'own', orgId }
  const member = members.find(({ name }) => name === organisation)
  // an organisation that had no projects in this period has no figures
  return { kind: 'member', orgId: member?.orgId ?? 0 }
}

/** The text of a word; null where it has none here (the name of an item outside a list). */
export function wordAt({ scene, item }: Here, word: string): string | null {
  const own = item?.words[word as ItemWord]
  if (own !== undefined) return own
  return scene.words[word as DocumentWord] ?? null
}

export function holds(here: Here, condition: Condition): boolean {
  switch (condition.kind) {
    case 'all':
      return condition.of.every((one) => holds(here, one))
    case 'any':
      return condition.of.some((one) => holds(here, one))
    case 'not':
      return !holds(here, condition.of)
    case 'there':
      return isThere(here, condition.value)
    case 'compare':
      return compares(here, condition)
  }
}

/** A flag that is so, a word that is not empty, a figure that there is. */
function isThere(here: Here, value: Value): boolean {
  if (value.kind === 'figure') return !isMissing(figureAt(here, value))
  if (Object.hasOwn(FLAGS, value.word)) return here.scene.flags.has(value.word as Flag)
  const text = wordAt(here, value.word)
  return text !== null && text !== ''
}

/** What is missing compares with nothing: neither greater nor smaller nor equal. */
function compares(here: Here, { left, how, right }: Extract<Condition, { kind: 'compare' }>): boolean {
  const [a, b] = [operandAt(here, left), operandAt(here, right)]
  if (a === null || b === null) return false
  const order = typeof a === 'string' || typeof b === 'string' ? Number(String(a) !== String(b)) : a.cmp(b)
  if (how === '=') return order === 0
  if (how === '≠') return order !== 0
  if (typeof a === 'string' || typeof b === 'string') return false
  if (how === '≥') return order >= 0
  if (how === '≤') return order <= 0
  return how === '>' ? order > 0 : order < 0
}

function operandAt(here: Here, operand: Operand): Big | string | null {
  if (operand.kind === 'number') return new Big(operand.number)
  if (operand.kind === 'words') return operand.words
  if (operand.value.kind === 'word') {
    const text = wordAt(here, operand.value.word)
    return text !== null && /^\d+$/.test(text) ? new Big(text) : text
  }
  const answer = figureAt(here, operand.value)
  return isMissing(answer) ? null : asPrinted(answer)
}

/** Rates and points count as they are printed: what reads 持平 is not called behind. */
export function asPrinted(figure: Figure): Big {
  return new Big(printedOf(figure))
}
