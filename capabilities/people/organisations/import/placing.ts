import { foldName } from '#kernel/fold.ts'
import type { Organisation, OrganisationKind } from '../contract.ts'
import { mayStandBelow } from '../rules.ts'
import { kindOf, type SheetRow } from './sheet.ts'

/** A place in the tree: a unit that exists, or one that a row would make. */
export type Node = {
  existing: Organisation | null
  row: SheetRow | null
  parent: Node | null
  name: string
  kind: OrganisationKind | null
}
/** Where a row stands, or why it stands nowhere. */
export type Placement = { node: Node } | { refusal: string }

const SEPARATOR = /[/／>＞]/

/**
 * Finds the superior unit of every row, among the units there are and the rows of the file in any order. A name that several bear is settled
 * by what may stand below what, else asked for as a path.
 */
export function placeRows(rows: readonly SheetRow[], tree: readonly Organisation[]): Map<SheetRow, Placement> {
  const known = nodesOf(tree)
  const search: Search = { known, byName: new Map(), rowsByName: group(rows), placed: new Map() }
  for (const node of known.values()) remember(search.byName, node)
  let waiting = [...rows]
  while (waiting.length > 0) {
    const still = waiting.filter((row) => !place(row, search))
    if (still.length === waiting.length) break
    waiting = still
  }
  for (const row of waiting) search.placed.set(row, { refusal: '上级单位互相指向，请核对“上级单位”一列。' })
  return search.placed
}

/** `东县/东镇`: the names of a place from below the city downwards. */
export function placeName(node: Node): string {
  return node.parent?.parent ? `${placeName(node.parent)}/${node.name}` : node.name
}

type Search = {
  known: Map<number, Node>
  byName: Map<string, Node[]>
  rowsByName: Map<string, SheetRow[]>
  placed: Map<SheetRow, Placement>
}

function nodesOf(tree: readonly Organisation[]): Map<number, Node> {
  const nodes = new Map<number, Node>()
  // parents come first in the tree
  for (const unit of tree.filter(({ closedOn }) => !closedOn))
    nodes.set(unit.id, {
      existing: unit,
      row: null,
      parent: nodes.get(unit.parentId ?? 0) ?? null,
      name: unit.name,
      kind: unit.kind,
    })
  return nodes
}

function group(rows: readonly SheetRow[]): Map<string, SheetRow[]> {
  const grouped = new Map<string, SheetRow[]>()
  for (const row of rows) push(grouped, foldName(row.name ?? ''), row)
  return grouped
}

function push<T>(map: Map<string, T[]>, key: string, value: T): void {
  const list = map.get(key)
  if (list) list.push(value)
  else map.set(key, [value])
}

function remember(byName: Map<string, Node[]>, node: Node): void {
  for (const name of new Set(namesOf(node))) push(byName, name, node)
}

/** All the names a place is or was known by, folded. */
function namesOf({ name, existing }: Node): string[] {
  const others = existing
    ? [existing.shortName ?? '', ...existing.aliases, ...existing.formerNames.map((former) => former.name)]
    : []
  return [name, ...others].map(foldName).filter(Boolean)
}

/** Whether the row has found its place, or has been refused one; false while it waits for another row. */
function place(row: SheetRow, search: Search): boolean {
  const settle = (placement: Placement) => {
    search.placed.set(row, placement)
    if ('node' in placement && !placement.node.existing) remember(search.byName, placement.node)
    return true
  }
  if (!row.name) return settle({ refusal: '请填写单位名称。' })
  if (!row.parent) return settle(placeRoot(row.name, search))
  const segments = segmentsOf(row.parent, search)
  const others = (search.rowsByName.get(segments.at(-1)!) ?? []).filter((other) => other !== row)
  if (others.some((other) => !search.placed.has(other))) return false
  const parents = parentsOf(row, segments, search)
  if (parents.length === 1) return settle({ node: nodeBelow(parents[0]!, row, search) })
  if (parents.length > 1) return settle({ refusal: ambiguous(row.parent, parents) })
  const failed = others.find((other) => 'refusal' in search.placed.get(other)!)
  if (failed) return settle({ refusal: `上级单位（第${failed.excelRow}行）不能导入，请先更正那一行。` })
  return settle({ refusal: `没有找到上级单位“${row.parent}”，请核对名称，或在文件中补上这个单位。` })
}

function placeRoot(name: string, { known }: Search): Placement {
  const root = [...known.values()].find(({ parent }) => parent === null)
  if (root && foldName(root.name) === foldName(name)) return { node: root }
  return { refusal: '请填写上级单位。' }
}

/** A name may itself hold a stroke: taken whole where a unit is called so. */
function segmentsOf(text: string, { byName, rowsByName }: Search): string[] {
  const whole = foldName(text)
  if (byName.has(whole) || rowsByName.has(whole)) return [whole]
  const parts = text.split(SEPARATOR).map(foldName).filter(Boolean)
  return parts.length > 0 ? parts : [whole]
}

function parentsOf(row: SheetRow, segments: string[], { byName }: Search): Node[] {
  const named = (byName.get(segments.at(-1)!) ?? []).filter((node) => endsWith(node, segments))
  if (named.length < 2) return named
  const exact = named.filter((node) => foldName(node.name) === segments.at(-1))
  const closest = exact.length > 0 ? exact : named
  const kind = kindOf(row.kind ?? '')
  const fitting = closest.filter((node) => kind && node.kind && mayStandBelow(node.kind, kind))
  return fitting.length > 0 ? fitting : closest
}

function endsWith(node: Node | null, segments: readonly string[]): boolean {
  if (segments.length === 0) return true
  if (!node) return false
  return namesOf(node).includes(segments.at(-1)!) && endsWith(node.parent, segments.slice(0, -1))
}

function ambiguous(name: string, parents: readonly Node[]): string {
  const list = parents.slice(0, 4).map((node) => `“${placeName(node)}”`)
  return `有${parents.length}个单位叫“${name}”：${list.join('、')}。请在“上级单位”中写成“上级/下级”。`
}

function nodeBelow(parent: Node, row: SheetRow, { known }: Search): Node {
  const folded = foldName(row.name!)
  if (parent.existing)
    for (const node of known.values()) if (node.parent === parent && foldName(node.name) === folded) return node
  return { existing: null, row, parent, name: row.name!, kind: kindOf(row.kind ?? '') }
}
