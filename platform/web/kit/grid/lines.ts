import type { GridGroup } from './types.ts'

/** What each line shows: a row's place, or −1 − the place of a group in its list. */
export type Lines = Int32Array

export function groupKey(group: Pick<GridGroup, 'path'>): string {
  return JSON.stringify(group.path)
}

/** The lines of all rows under their groups' headings; what lies in a collapsed group is left out. `groups` in order of their rows, outer before inner. */
export function linesOf(rows: number, groups: readonly GridGroup[], collapsed: ReadonlySet<string>): Lines {
  const lines = new Int32Array(rows + groups.length)
  let count = 0
  const put = (line: number) => {
    lines[count] = line
    count += 1
  }
  if (groups.length === 0) for (let row = 0; row < rows; row += 1) put(row)
  let hiddenTo = 0
  groups.forEach((group, place) => {
    if (group.start < hiddenTo) return
    put(-1 - place)
    const end = Math.min(rows, group.start + group.rows)
    if (collapsed.has(groupKey(group))) hiddenTo = end
    else if (!isInside(groups[place + 1], group)) for (let row = group.start; row < end; row += 1) put(row)
  })
  return lines.subarray(0, count)
}

/** The group whose heading a line is; undefined for a row. */
export function groupOfLine<G>(lines: Lines, groups: readonly G[], line: number): G | undefined {
  const entry = lines[line]
  return entry !== undefined && entry < 0 ? groups[-1 - entry] : undefined
}

/** The place of the row on a line; undefined for a heading. */
export function rowOfLine(lines: Lines, line: number): number | undefined {
  const entry = lines[line]
  return entry !== undefined && entry >= 0 ? entry : undefined
}

/** The line of a row, −1 where its group is collapsed. */
export function lineOfRow(lines: Lines, row: number): number {
  return lines.indexOf(row)
}

/** Places of the rows on the lines from … to. */
export function rowsOfLines(lines: Lines, from: number, to: number): number[] {
  const rows: number[] = []
  for (let line = Math.max(0, from); line <= to && line < lines.length; line += 1) {
    const entry = lines[line]!
    if (entry >= 0) rows.push(entry)
  }
  return rows
}

/** Lines of the next rows from a line on, headings passed over; fewer at the end. */
export function nextRowLines(lines: Lines, from: number, count: number): number[] {
  const found: number[] = []
  for (let line = from; line < lines.length && found.length < count; line += 1) if (lines[line]! >= 0) found.push(line)
  return found
}

/** The groups a line lies in whose headings have scrolled away above it, outermost first. */
export function headingsAbove<G extends Pick<GridGroup, 'start' | 'rows' | 'depth'>>(
  lines: Lines,
  groups: readonly G[],
  line: number,
): G[] {
  const entry = lines[line]
  if (entry === undefined || groups.length === 0) return []
  const place = entry < 0 ? -1 - entry - 1 : lastStartingBy(groups, entry)
  const limit = entry < 0 ? groups[-1 - entry]!.depth : Number.POSITIVE_INFINITY
  return enclosing(groups, place, { row: entry < 0 ? groups[-1 - entry]!.start : entry, limit })
}

/** Going back from a group: those that hold the row, each less deep than the one before. */
function enclosing<G extends Pick<GridGroup, 'start' | 'rows' | 'depth'>>(
  groups: readonly G[],
  from: number,
  { row, limit }: { row: number; limit: number },
): G[] {
  const found: G[] = []
  let deeper = limit
  for (let place = from; place >= 0 && deeper > 0; place -= 1) {
    const group = groups[place]!
    if (group.depth >= deeper) continue
    deeper = group.depth
    if (row < group.start + group.rows) found.unshift(group)
  }
  return found
}

function lastStartingBy(groups: readonly Pick<GridGroup, 'start'>[], row: number): number {
  let low = 0
  let high = groups.length - 1
  while (low < high) {
    const middle = Math.ceil((low + high) / 2)
    if (groups[middle]!.start <= row) low = middle
    else high = middle - 1
  }
  return low
}

function isInside(inner: GridGroup | undefined, outer: GridGroup): boolean {
  return inner !== undefined && inner.depth > outer.depth && inner.start < outer.start + outer.rows
}
