import type { Characters } from '../reading/characters.ts'
import type { ReadFigure } from '../reading/figure.ts'
import { scaled } from '../reading/units.ts'
import { type Interval, overlap, type Print, shown } from './interval.ts'

/**
 * An arithmetic relation that a text implies. `holds`: within what rounding allows. `suspect`: only by the width of a coarse rounding, or
 * by cutting off, or hardly to be believed. `fails`: no value that is printed like this makes it true. `derived`: nothing printed to compare with.
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

/** Whether two numbers may be parts of one another: 万名 and 人 both count people. */
export function sameUnit(a: ReadFigure, b: ReadFigure): boolean {
  return baseOf(a) === baseOf(b)
}

function baseOf({ unit }: ReadFigure): string {
  const { base } = scaled(unit)
  return base === '名' ? '人' : base
}

/** So far back a plan or a whole is looked for; bounds what a text of nothing but numbers costs. */
export const BACK = 40

type Given = Pick<Relation, 'kind' | 'computed' | 'figures' | 'formula'> & { stated: number; unit: string }

type Ranges = { computed: Interval; stated: Interval }

/**
 * A relation by whether what the numbers allow and what the print allows have anything in common. `ranges` gives both for numbers that are rounded;
 * where it can, for numbers that were cut off as well: not good, but no contradiction.
 */
export function judged(ranges: (print: Print) => Ranges, { unit, ...given }: Given): Relation {
  const computed = shown(given.computed, 2)
  const holds = (print: Print) => overlap(ranges(print).computed, ranges(print).stated)
  if (holds('rounded')) return { ...given, status: 'holds', why: `算得${computed}${unit}，与文中一致。` }
  const said = `按文中的数算得${computed}${unit}，文中写的是${shown(given.stated)}${unit}`
  return holds('cut')
    ? { ...given, status: 'suspect', why: `${said}，只有按去尾、不是四舍五入才对得上。` }
    : { ...given, status: 'fails', why: `${said}。` }
}

/**
 * Of what may be meant, what agrees; where nothing does, what is meant if it is sure. A contradiction is said only of a certain reading.
 */
export function firstThatHolds(candidates: readonly Relation[], certain: Relation | undefined): Relation[] {
  const found = candidates.find(({ status }) => status === 'holds') ?? certain
  return found ? [found] : []
}
