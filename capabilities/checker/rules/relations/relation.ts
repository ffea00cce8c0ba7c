import type { Characters } from '../reading/characters.ts'
import type { ReadFigure } from '../reading/read-figures.ts'

/**
 * An arithmetic relation that a text implies. `holds`: within what rounding allows. `suspect`: only by the width of a coarse rounding, or
 * hardly to be believed. `fails`: no value that rounds to what is printed makes it true. `derived`: nothing printed to compare with.
 */
export type Relation = {
  kind: 'sum' | 'ratio' | 'whole' | 'change' | 'conversion' | 'enumeration' | 'part' | 'logic'
  formula: string
  figures: ReadFigure[]
  /** In the unit of what is stated. */
  computed: number
  stated: number | null
  status: 'holds' | 'fails' | 'suspect' | 'derived'
  why: string
}

/** What relations are looked for in: the text as read and its figures in order. */
export type Read = Pick<Characters, 'text'> & { figures: readonly ReadFigure[] }

/** Statistics that state a number plainly: neither softened nor part of a name. */
export function isPlain({ class: kind, qualifier }: ReadFigure): boolean {
  return !['name', 'date', 'threshold', 'specification'].includes(kind) && (qualifier === null || qualifier === '预计')
}
