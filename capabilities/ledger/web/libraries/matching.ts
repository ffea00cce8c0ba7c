import type { Matched } from '../../rosters/contract.ts'

/** What was chosen for a line by its place: a project, or null to leave it out. */
export type Picks = Readonly<Record<number, number | null>>

/** The project a line stands for: the one found exactly, or the one picked; null while that is open. */
export function pickOf({ how, candidates }: Matched, pick: number | null | undefined): number | null {
  if (pick !== undefined) return pick
  return how === 'code' || how === 'name' || how === 'formerName' ? (candidates[0]?.id ?? null) : null
}

/** Projects to be put on the list, each once, without those on it. */
export function chosenIds(matched: readonly Matched[], picks: Picks): number[] {
  const ids = matched.flatMap((line, at) => {
    const id = pickOf(line, picks[at])
    const candidate = line.candidates.find((one) => one.id === id)
    return candidate && !candidate.isMember ? [candidate.id] : []
  })
  return [...new Set(ids)]
}

/** How many lines were read, how many projects they add, how many are there already, and how many lines are open. */
export function countLines(matched: readonly Matched[], picks: Picks) {
  const already = new Set<number>()
  let open = 0
  matched.forEach((line, at) => {
    const id = pickOf(line, picks[at])
    if (line.candidates.find((one) => one.id === id)?.isMember) already.add(id!)
    if (id === null && picks[at] === undefined) open += 1
  })
  return { lines: matched.length, found: chosenIds(matched, picks).length, already: already.size, open }
}
