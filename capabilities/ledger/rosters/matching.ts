import type { Scope } from '#platform/access/scope.ts'
import type { Transaction } from '#platform/database/pool.ts'
import type { Candidate, Matched } from './contract.ts'
import { type Found, findNamed, findPieces } from './matching-store.ts'
import { CLOSE, type Line, likeness, piecesOf, readLine } from './rules.ts'

/** Lines that get close names to choose from: whoever pastes more of them has pasted another list. */
const MOST_CLOSE = 200
const OFFERED = 5

/** What each line of a pasted list means, in its order; empty lines are left out. */
export async function matchLines(
  db: Transaction,
  scope: Scope,
  { rosterId, lines }: { rosterId: number; lines: readonly string[] },
): Promise<Matched[]> {
  const read = lines.map(readLine).filter((line) => line !== null)
  const codes = read.flatMap(({ code }) => code ?? [])
  const names = read.flatMap(({ folded }) => folded || [])
  const named = indexOf(await findNamed(db, scope, { rosterId, codes, names }))
  const matched = read.map((line) => exactly(line, named))
  const open = read
    .map((line, at) => ({ at, pieces: matched[at]!.how === 'none' ? piecesOf(line.folded) : [] }))
    .filter(({ pieces }) => pieces.length > 0)
    .slice(0, MOST_CLOSE)
  const patterns = open.map(({ at, pieces }) => ({ at, patterns: pieces.map(likePattern) }))
  const near = patterns.length > 0 ? await findPieces(db, scope, { rosterId, lines: patterns }) : []
  for (const [at, found] of groupByLine(near)) {
    const candidates = closest(read[at]!.folded, found)
    if (candidates.length > 0) matched[at] = { ...matched[at]!, how: 'close', candidates }
  }
  return matched
}

type Index = { byCode: Map<string, Found>; byName: Map<string, Found[]>; byFormer: Map<string, Found[]> }

function indexOf(found: readonly Found[]): Index {
  const index: Index = { byCode: new Map(), byName: new Map(), byFormer: new Map() }
  for (const project of found) {
    if (project.code) index.byCode.set(project.code, project)
    push(index.byName, project.folded, project)
    for (const former of project.formers) push(index.byFormer, former, project)
  }
  return index
}

/** A code says which project is meant; then the name as it is, then a name it had. */
function exactly({ line, code, folded }: Line, { byCode, byName, byFormer }: Index): Matched {
  const coded = code ? byCode.get(code) : undefined
  if (coded) return { line, how: 'code', candidates: [shown(coded)] }
  const named = byName.get(folded) ?? []
  if (named.length === 1) return { line, how: 'name', candidates: named.map(shown) }
  if (named.length > 1) return { line, how: 'several', candidates: named.map(shown) }
  const formers = byFormer.get(folded) ?? []
  if (formers.length === 1) return { line, how: 'formerName', candidates: formers.map(shown) }
  return { line, how: formers.length > 1 ? 'several' : 'none', candidates: formers.map(shown) }
}

function closest(folded: string, found: readonly Found[]): Candidate[] {
  return found
    .map((project) => ({
      project,
      like: Math.max(...[project.folded, ...project.formers].map((name) => likeness(folded, name))),
    }))
    .filter(({ like }) => like >= CLOSE)
    .sort((a, b) => b.like - a.like || a.project.id - b.project.id)
    .slice(0, OFFERED)
    .map(({ project }) => shown(project))
}

function groupByLine(found: readonly (Found & { at: number })[]): Map<number, Found[]> {
  const groups = new Map<number, Found[]>()
  for (const project of found) push(groups, project.at, project)
  return groups
}

function likePattern(piece: string): string {
  return `%${piece.replace(/[\\%_]/g, '\\$&')}%`
}

function shown({ id, name, code, countyName, isMember }: Found): Candidate {
  return { id, name, code, countyName, isMember }
}

function push<Key, Value>(map: Map<Key, Value[]>, key: Key, value: Value): void {
  const list = map.get(key)
  if (list) list.push(value)
  else map.set(key, [value])
}
