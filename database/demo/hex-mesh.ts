import type { Random } from './random.ts'
import type { Point } from './region.ts'

/**
 * A honeycomb on whole-number coordinates: cell centres at (x, y) with y = 3·row, corners two and one steps around them. Three cells meet
 * at every corner, so the border of a territory never touches itself and can be walked without choices.
 */
type Cell = { x: number; y: number }
export type Mesh = {
  countyOf(cell: Cell): number | undefined
  innerCells(county: number): Cell[]
  cells: Cell[]
  corner(key: string): Point
  isJunction(key: string): boolean
}
type Seat = { x: number; y: number; growth: number }

const ROWS = 15
const RADIUS = 17
const SQUEEZE = 0.86
// counter-clockwise: each corner, and the neighbour across the edge that begins there
const CORNERS: [number, number][] = [
  [1, 1],
  [0, 2],
  [-1, 1],
  [-1, -1],
  [0, -2],
  [1, -1],
]
const NEIGHBOURS: [number, number][] = [
  [1, 3],
  [-1, 3],
  [-2, 0],
  [-1, -3],
  [1, -3],
  [2, 0],
]

/** Cells inside an irregular outline, each given to the county whose seat is nearest, the distance being bent by noise. */
export function growCounties(random: Random, seats: readonly Seat[]): Mesh {
  const inOutline = drawOutline(random)
  const noises = seats.map(() => waves(random))
  const counties = new Map<string, number>()
  const cells: Cell[] = []
  for (let row = -ROWS; row <= ROWS; row++) {
    for (let column = -ROWS; column <= ROWS; column++) {
      const cell = { x: 2 * column + (row & 1), y: 3 * row }
      if (!inOutline(cellCentre(cell))) continue
      cells.push(cell)
      counties.set(keyOf(cell.x, cell.y), nearestSeat(cellCentre(cell), seats, noises))
    }
  }
  joinIslands(cells, counties, seats.length)
  return meshOf(cells, counties, random)
}

/** The corners around a county, counter-clockwise, beginning at the border's smallest key. */
export function boundaryRing(mesh: Mesh, county: number): string[] {
  const following = new Map<string, string>()
  for (const cell of mesh.cells) {
    if (mesh.countyOf(cell) !== county) continue
    NEIGHBOURS.forEach(([dx, dy], side) => {
      if (mesh.countyOf({ x: cell.x + dx, y: cell.y + dy }) === county) return
      following.set(cornerKey(cell, side), cornerKey(cell, (side + 1) % 6))
    })
  }
  const first = [...following.keys()].sort()[0]!
  const ring = [first]
  for (let key = following.get(first)!; key !== first; key = following.get(key)!) ring.push(key)
  if (ring.length !== following.size) throw new Error(`territory ${county} is not in one piece; choose another seed`)
  return ring
}

export function cellCentre({ x, y }: Cell): Point {
  return [(x * Math.sqrt(3)) / 2, (y / 2) * SQUEEZE]
}

function meshOf(cells: Cell[], counties: Map<string, number>, random: Random): Mesh {
  const bends = [waves(random), waves(random)]
  const countyOf = (cell: Cell) => counties.get(keyOf(cell.x, cell.y))
  const ownersAt = new Map<string, Set<number>>()
  const cellsAt = new Map<string, number>()
  for (const cell of cells) {
    CORNERS.forEach((_, side) => {
      const key = cornerKey(cell, side)
      ownersAt.set(key, (ownersAt.get(key) ?? new Set()).add(countyOf(cell)!))
      cellsAt.set(key, (cellsAt.get(key) ?? 0) + 1)
    })
  }
  return {
    cells,
    countyOf,
    innerCells: (county) =>
      cells.filter(
        (cell) =>
          countyOf(cell) === county &&
          NEIGHBOURS.every(([dx, dy]) => countyOf({ x: cell.x + dx, y: cell.y + dy }) === county),
      ),
    corner: (key) => bentCorner(key, bends),
    isJunction: (key) => ownersAt.get(key)!.size + (cellsAt.get(key)! < 3 ? 1 : 0) >= 3,
  }
}

/** Corners are pushed about by smooth waves and a little grain, so that borders wander like rivers and ridges. */
function bentCorner(key: string, bends: ((x: number, y: number) => number)[]): Point {
  const [x, y] = key.split(',').map(Number) as [number, number]
  const [px, py] = cellCentre({ x, y })
  const grain = ((((x * 73856093) ^ (y * 19349663)) >>> 0) % 1000) / 1000 - 0.5
  return [px + bends[0]!(px, py) * 0.9 + grain * 0.5, py + bends[1]!(px, py) * 0.9 - grain * 0.4]
}

function nearestSeat([x, y]: Point, seats: readonly Seat[], noises: ((x: number, y: number) => number)[]): number {
  const costs = seats.map((seat, index) => {
    const distance = Math.hypot(x - seat.x * RADIUS, y - seat.y * RADIUS * SQUEEZE)
    return distance / seat.growth + noises[index]!(x, y) * 1.1
  })
  return costs.indexOf(Math.min(...costs))
}

/** A closed line around the middle whose radius swings in and out. */
function drawOutline(random: Random): (point: Point) => boolean {
  const swings = [2, 3, 4, 5, 7].map((turns) => ({
    turns,
    size: random.between(0.3, 0.62) / turns / 2,
    phase: random.between(0, 2 * Math.PI),
  }))
  return ([x, y]) => {
    const angle = Math.atan2(y, x)
    const factor = swings.reduce((sum, { turns, size, phase }) => sum + size * Math.sin(turns * angle + phase), 1)
    return Math.hypot(x, y / SQUEEZE) < RADIUS * factor
  }
}

/** A smooth function of the plane between about −1 and 1. */
function waves(random: Random): (x: number, y: number) => number {
  const parts = Array.from({ length: 4 }, () => ({
    fx: random.between(-0.55, 0.55),
    fy: random.between(-0.55, 0.55),
    phase: random.between(0, 2 * Math.PI),
  }))
  return (x, y) => parts.reduce((sum, { fx, fy, phase }) => sum + Math.sin(fx * x + fy * y + phase), 0) / 4
}

/** Pieces cut off from their county's largest piece go to a neighbour, until every county is in one piece. */
function joinIslands(cells: Cell[], counties: Map<string, number>, countyCount: number): void {
  for (let county = 0; county < countyCount; county++) {
    const pieces = piecesOf(cells, counties, county).sort((a, b) => b.length - a.length)
    for (const piece of pieces.slice(1)) {
      const owner = piece
        .flatMap(neighbourKeys)
        .map((key) => counties.get(key))
        .find((other) => other !== undefined && other !== county)
      for (const cell of piece) counties.set(keyOf(cell.x, cell.y), owner ?? county)
    }
  }
}

function piecesOf(cells: Cell[], counties: Map<string, number>, county: number): Cell[][] {
  const waiting = new Map(
    cells.filter((cell) => counties.get(keyOf(cell.x, cell.y)) === county).map((cell) => [keyOf(cell.x, cell.y), cell]),
  )
  const pieces: Cell[][] = []
  for (const [key, cell] of waiting) {
    waiting.delete(key)
    const piece = [cell]
    for (const member of piece) {
      for (const neighbour of neighbourKeys(member)) {
        const found = waiting.get(neighbour)
        if (found) piece.push(found)
        waiting.delete(neighbour)
      }
    }
    pieces.push(piece)
  }
  return pieces
}

function neighbourKeys({ x, y }: Cell): string[] {
  return NEIGHBOURS.map(([dx, dy]) => keyOf(x + dx, y + dy))
}

function cornerKey({ x, y }: Cell, side: number): string {
  const [dx, dy] = CORNERS[side]!
  return keyOf(x + dx, y + dy)
}

function keyOf(x: number, y: number): string {
  return `${x},${y}`
}
