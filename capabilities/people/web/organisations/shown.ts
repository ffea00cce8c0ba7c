import { foldName } from '#kernel/fold.ts'
import type { Organisation } from '../../contract.ts'

/** A line of the tree as shown. */
export type Line = {
  unit: Organisation
  depth: number
  /** Units below it that may be shown. */
  children: number
  isOpen: boolean
  /** By which other name a search found it. */
  foundBy: { kind: 'alias' | 'former'; name: string } | null
  /** The units above it, where it stands alone: `东县/`. */
  above: string
}
export type Wanted = {
  q: string
  kind: string | undefined
  withClosed: boolean
  /** Those whose lines below are turned over from how they stand at first. */
  turned: ReadonlySet<number>
  initials: ReadonlyMap<number, string>
}

/** The tree with its folds; while somebody searches, the units found with the names above them. `units`: parents first, in the office's order. */
export function linesOf(units: readonly Organisation[], wanted: Wanted): Line[] {
  const shown = units.filter(({ closedOn }) => wanted.withClosed || !closedOn)
  return wanted.q.trim() !== '' || wanted.kind ? found(shown, wanted) : tree(shown, wanted.turned)
}

function found(units: readonly Organisation[], { q, kind, initials }: Wanted): Line[] {
  const byId = new Map(units.map((unit) => [unit.id, unit]))
  const word = foldName(q)
  return units.flatMap((unit) => {
    if (kind && unit.kind !== kind) return []
    const foundBy = matchOf(unit, word, initials.get(unit.id) ?? '')
    return foundBy === undefined
      ? []
      : [{ unit, depth: 0, children: 0, isOpen: false, foundBy, above: above(unit, byId) }]
  })
}

/** Null: by its own name or initials; undefined: not at all. */
function matchOf(unit: Organisation, word: string, initials: string): Line['foundBy'] | undefined {
  const has = (name: string | null) => name !== null && foldName(name).includes(word)
  if (has(unit.name) || has(unit.shortName) || has(unit.divisionCode)) return null
  const former = unit.formerNames.find(({ name }) => has(name))
  if (former) return { kind: 'former', name: former.name }
  const alias = unit.aliases.find(has)
  if (alias) return { kind: 'alias', name: alias }
  return initials.split(' ').some((one) => one.startsWith(word)) ? null : undefined
}

function above(unit: Organisation, byId: ReadonlyMap<number, Organisation>): string {
  const parent = byId.get(unit.parentId ?? 0)
  return !parent || parent.parentId === null ? '' : `${above(parent, byId)}${parent.name}/`
}

function tree(units: readonly Organisation[], turned: ReadonlySet<number>): Line[] {
  const below = new Map<number | null, Organisation[]>()
  for (const unit of units) {
    const list = below.get(unit.parentId)
    if (list) list.push(unit)
    else below.set(unit.parentId, [unit])
  }
  const lines: Line[] = []
  const add = (unit: Organisation, depth: number) => {
    const children = below.get(unit.id) ?? []
    const isOpen = (depth === 0) !== turned.has(unit.id)
    lines.push({ unit, depth, children: children.length, isOpen, foundBy: null, above: '' })
    if (isOpen) for (const child of children) add(child, depth + 1)
  }
  for (const root of below.get(null) ?? []) add(root, 0)
  return lines
}
