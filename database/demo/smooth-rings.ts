import type { Point, Ring } from './region.ts'

/**
 * Turns rings of corner keys into smooth closed lines. Each ring is cut at the junctions where three territories (or two and the outside)
 * meet; a piece of border is smoothed once and used by both its neighbours, so the rings still tile exactly.
 */
export function smoothRings(
  rings: readonly string[][],
  place: (key: string) => Point,
  isJunction: (key: string) => boolean,
): Ring[] {
  const known = new Map<string, Point[]>()
  return rings.map((ring) => {
    const line = piecesBetweenJunctions(ring, isJunction).flatMap((piece) =>
      smoothPiece(piece, place, known).slice(0, -1),
    )
    return [...line, line[0]!]
  })
}

function piecesBetweenJunctions(ring: string[], isJunction: (key: string) => boolean): string[][] {
  const cuts = ring.flatMap((key, index) => (isJunction(key) ? [index] : []))
  if (cuts.length < 2) throw new Error('a territory has fewer than two neighbours; choose another seed')
  return cuts.map((from, position) => {
    const to = cuts[position + 1] ?? cuts[0]! + ring.length
    return Array.from({ length: to - from + 1 }, (_, step) => ring[(from + step) % ring.length]!)
  })
}

/** Both neighbours walk the piece in opposite directions: it is always smoothed from its smaller end. */
function smoothPiece(piece: string[], place: (key: string) => Point, known: Map<string, Point[]>): Point[] {
  const reversed = [...piece].reverse()
  const forward = piece.join(' ')
  const backward = reversed.join(' ')
  const [name, keys] = forward < backward ? [forward, piece] : [backward, reversed]
  let line = known.get(name)
  if (!line) {
    line = roundCorners(roundCorners(thin(keys).map(place)))
    known.set(name, line)
  }
  return name === forward ? line : [...line].reverse()
}

/** Every second corner is enough, the ends stay. */
function thin(keys: string[]): string[] {
  return keys.filter((_, index) => index % 2 === 0 || index === keys.length - 1)
}

/** Chaikin's corner cutting with fixed ends. */
function roundCorners(line: Point[]): Point[] {
  const inner = line.slice(1).flatMap((to, index): Point[] => {
    const from = line[index]!
    return [between(from, to, 0.25), between(from, to, 0.75)]
  })
  return [line[0]!, ...inner.slice(1, -1), line[line.length - 1]!]
}

function between([ax, ay]: Point, [bx, by]: Point, share: number): Point {
  const round = (value: number) => Math.round(value * 1e5) / 1e5
  return [round(ax + (bx - ax) * share), round(ay + (by - ay) * share)]
}
