import type { Line } from './lines.ts'
import { strictFold } from './text.ts'

/** A section, subtotal or total and the rows it covers. Rows are 0-based. */
export interface Group {
  line: Line
  kind: 'section' | 'subtotal' | 'total'
  /** 1 一、 2 （一） 3 1、 4 (1). Subtotals and totals: 0. */
  level: number
  /** Sections: projects directly under the heading. Others: all projects covered. */
  members: number[]
  /** All projects under a section, those of its sub-sections too. */
  descendants: number[]
  /** Sections a subtotal or total may be the sum of, innermost first level only. */
  candidates: Group[]
}

/** Builds the groups of a sheet from its classified rows. */
export function readGroups(lines: Line[]): Group[] {
  const builder = new GroupBuilder(lines)
  return builder.build()
}

interface OpenSection {
  group: Group
  index: number
}

class GroupBuilder {
  private readonly lines: Line[]
  private readonly groups: Group[] = []
  private readonly hasNumbered: boolean
  private open: OpenSection[] = []
  private lastClosed = 0
  private isAfterSubtotal = false

  constructor(lines: Line[]) {
    this.lines = lines
    this.hasNumbered = lines.some((line) => line.kind === 'section' && numberedLevel(line.text) !== null)
  }

  build(): Group[] {
    this.lines.forEach((line, index) => {
      if (line.kind === 'section') this.addSection(line, index)
      else if (line.kind === 'subtotal') this.addSubtotal(line, index)
      else if (line.kind === 'total') this.addTotal(line, index)
      else if (line.kind === 'project') this.addProject(line)
    })
    return this.groups
  }

  private addSection(line: Line, index: number): void {
    const level =
      numberedLevel(line.text) ?? (this.hasNumbered ? Math.min(3, (this.open.at(-1)?.group.level ?? 0) + 1) : 1)
    while (this.open.length > 0 && (this.open.at(-1) as OpenSection).group.level >= level) this.open.pop()
    const group: Group = { line, kind: 'section', level, members: [], descendants: [], candidates: [] }
    const parent = this.open.at(-1)?.group
    if (parent) parent.candidates.push(group)
    this.groups.push(group)
    this.open.push({ group, index })
    this.isAfterSubtotal = false
  }

  private addProject({ row }: Line): void {
    for (const { group } of this.open) group.descendants.push(row)
    if (!this.isAfterSubtotal) this.open.at(-1)?.group.members.push(row)
  }

  private addSubtotal(line: Line, index: number): void {
    const scope = this.scopeOf(line)
    const start = scope ? scope.index + 1 : this.lastClosed
    let members = this.projectsBetween(start, index)
    if (members.length === 0 && !scope) members = this.projectsBetween(index + 1, this.nextBreak(index))
    if (members.length === 0 && scope && scope.group.candidates.length === 0)
      members = this.projectsBetween(index + 1, this.nextBreak(index))
    const group: Group = {
      line,
      kind: 'subtotal',
      level: 0,
      members,
      descendants: members,
      candidates: scope?.group.candidates ?? [],
    }
    this.groups.push(group)
    // A subtotal above its rows closes nothing.
    if (members.some((row) => row > line.row)) return
    if (scope) this.open = this.open.slice(0, this.open.indexOf(scope))
    this.lastClosed = index + 1
    this.isAfterSubtotal = this.open.length > 0
  }

  private addTotal(line: Line, index: number): void {
    const members = this.lines.filter(({ kind }) => kind === 'project').map(({ row }) => row)
    const before = this.groups.filter(({ kind }) => kind === 'subtotal')
    const top = this.groups.filter(({ kind, level }) => kind === 'section' && level === this.topLevel())
    this.groups.push({
      line,
      kind: 'total',
      level: 0,
      members,
      descendants: members,
      candidates: before.length > 0 ? before : top,
    })
    this.open = []
    this.lastClosed = index + 1
  }

  /** The open section that the words before 小计 name, else the innermost that has rows or sub-sections. */
  private scopeOf(line: Line): OpenSection | null {
    const label = strictFold(line.text).replace(/(小计|合计|总计|共计|分计).*$/, '')
    if (label !== '') {
      const bare = label.replace(/[(（].*$/, '')
      const named = this.open.findLast(({ group }) => strictFold(group.line.text).includes(bare))
      if (named) return named
      const outermost = this.open[0]
      return outermost && this.open.length === 1 ? outermost : (this.open.at(-1) ?? null)
    }
    return this.open.at(-1) ?? null
  }

  private topLevel(): number {
    return Math.min(...this.groups.filter(({ kind }) => kind === 'section').map(({ level }) => level))
  }

  private projectsBetween(from: number, to: number): number[] {
    return this.lines.slice(from, to).flatMap((line) => (line.kind === 'project' ? [line.row] : []))
  }

  private nextBreak(index: number): number {
    const next = this.lines.findIndex((line, at) => at > index && ['section', 'subtotal', 'total'].includes(line.kind))
    return next < 0 ? this.lines.length : next
  }
}

function numberedLevel(text: string): number | null {
  const folded = strictFold(text)
  if (/^[一二三四五六七八九十]{1,3}[、.．,，:：]|^第[一二三四五六七八九十]{1,3}|^[ⅠⅡⅢⅣⅤIV]+[、.]/.test(folded)) return 1
  if (/^[(（][一二三四五六七八九十]{1,3}[)）]/.test(folded)) return 2
  if (/^\d{1,2}[、.．]/.test(folded)) return 3
  if (/^[(（]\d{1,2}[)）]/.test(folded)) return 4
  return null
}
