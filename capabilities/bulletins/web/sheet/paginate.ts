/** A part of the document that stands below another: a line, a paragraph, a row. Heights in any one unit. */
export type Measured = {
  height: number
  /** Lines of a paragraph that may go over to the next page; 0 for what stays whole. */
  lines: number
  /** Must not be the last on its page: a heading, a table's heading row. */
  keepNext: boolean
  /** Begins a page. */
  breakBefore: boolean
  /** Stands on a page laid on its side. */
  isTurned: boolean
  /** What is repeated above it when it begins a page: the heading row of its table. */
  repeated: number
}
/** A unit, or the lines `from` up to (not including) `to` of it. */
export type Piece = { unit: number; from: number; to: number }

/** Heights of the type area upright and turned; infinite ones make a single page. */
export type Capacity = { upright: number; turned: number }

/** Fills pages, each of one orientation. What is higher than a page stands alone on one. */
export function paginate(units: readonly Measured[], capacities: Capacity): Piece[][] {
  const pages: Piece[][] = [[]]
  let used = 0
  const turn = (first: Measured | undefined) => {
    pages.push([])
    used = first?.repeated ?? 0
  }
  for (const [index, unit] of units.entries()) {
    const capacity = unit.isTurned ? capacities.turned : capacities.upright
    const before = units[index - 1]
    const isElsewhere = unit.breakBefore || (before !== undefined && before.isTurned !== unit.isTurned)
    if (isElsewhere && Number.isFinite(capacity) && pages.at(-1)!.length > 0) turn(unit)
    let from = 0
    while (true) {
      const need = neededFor(units, index)
      const free = capacity - used + EPSILON
      const isStart = pages.at(-1)!.length === 0
      const rest = unit.lines > 0 ? ((unit.lines - from) * unit.height) / unit.lines : unit.height
      if (rest <= free && (need <= free || from > 0 || isStart)) {
        pages.at(-1)!.push({ unit: index, from, to: unit.lines })
        used += rest
        break
      }
      const fitting = unit.lines > 0 ? Math.floor((free * unit.lines) / unit.height) : 0
      if (fitting > 0 && fitting < unit.lines - from) {
        pages.at(-1)!.push({ unit: index, from, to: from + fitting })
        from += fitting
        turn(undefined)
      } else if (isStart) {
        pages.at(-1)!.push({ unit: index, from, to: unit.lines })
        turn(units[index + 1])
        break
      } else turn(unit)
    }
  }
  return pages.filter((page) => page.length > 0)
}

/** Rounding of measured heights, in their unit. */
const EPSILON = 0.5

/** The height a unit needs together with what must follow it: all that are kept, and a first line of what they are kept with. */
function neededFor(units: readonly Measured[], index: number): number {
  const unit = units[index]!
  if (!unit.keepNext) return unit.lines > 0 ? unit.height / unit.lines : unit.height
  const next = units[index + 1]
  if (!next || next.breakBefore || next.isTurned !== unit.isTurned) return unit.height
  return unit.height + neededFor(units, index + 1)
}
