/** Longitude and latitude, degrees. */
export type Position = readonly [longitude: number, latitude: number]
export type Ring = readonly Position[]
export type Box = { west: number; south: number; east: number; north: number }
/** Where a place stands on the drawing, in its own units from the upper left. */
export type Project = (position: Position) => [x: number, y: number]

/** The smallest box around all positions; null when there are none. */
export function boxOf(positions: Iterable<Position>): Box | null {
  let box: Box | null = null
  for (const [longitude, latitude] of positions) {
    if (!Number.isFinite(longitude) || !Number.isFinite(latitude)) continue
    box ??= { west: longitude, east: longitude, south: latitude, north: latitude }
    box.west = Math.min(box.west, longitude)
    box.east = Math.max(box.east, longitude)
    box.south = Math.min(box.south, latitude)
    box.north = Math.max(box.north, latitude)
  }
  return box
}

/**
 * Fits a box into a drawing, centred, with `margin` on every side. Equirectangular with the middle latitude true to scale: for a
 * region of a few hundred kilometres its shapes look as on any map.
 */
export function fitProjection(box: Box, width: number, height: number, margin = 0): Project {
  const squeeze = Math.cos((((box.north + box.south) / 2) * Math.PI) / 180)
  const spanX = Math.max((box.east - box.west) * squeeze, 1e-6)
  const spanY = Math.max(box.north - box.south, 1e-6)
  const scale = Math.max(0, Math.min((width - 2 * margin) / spanX, (height - 2 * margin) / spanY))
  const [middleX, middleY] = [(box.west + box.east) / 2, (box.south + box.north) / 2]
  return ([longitude, latitude]) => [
    width / 2 + (longitude - middleX) * squeeze * scale,
    height / 2 + (middleY - latitude) * scale,
  ]
}

/** A closed path for an organisation's rings. */
export function ringsPath(rings: readonly Ring[], project: Project): string {
  return rings
    .filter((ring) => ring.length > 2)
    .map((ring) => `M${ring.map((position) => project(position).map(tenth).join(' ')).join('L')}Z`)
    .join('')
}

/** Where a name stands best: the point inside the largest ring that is farthest from its edge, on a coarse grid. */
export function labelPoint(rings: readonly Ring[], project: Project): [number, number] | null {
  const drawn = rings.filter((ring) => ring.length > 2).map((ring) => ring.map(project))
  const largest = drawn.sort((a, b) => areaOf(b) - areaOf(a))[0]
  if (!largest) return null
  const box = boxOf(largest)!
  const STEPS = 24
  let best: [number, number] = [(box.west + box.east) / 2, (box.south + box.north) / 2]
  let room = -1
  for (let row = 1; row < STEPS; row += 1) {
    for (let column = 1; column < STEPS; column += 1) {
      const x = box.west + ((box.east - box.west) * column) / STEPS
      const y = box.south + ((box.north - box.south) * row) / STEPS
      // a name is wide: room to both sides counts more than above and below
      const free = isInside(x, y, largest) ? edgeDistance(x, y, largest) : -1
      if (free > room) {
        room = free
        best = [x, y]
      }
    }
  }
  return best
}

/** The index of the nearest point within `reach`, or -1. */
export function nearestPoint(
  points: readonly (readonly [number, number])[],
  x: number,
  y: number,
  reach: number,
): number {
  let nearest = -1
  let least = reach * reach
  for (const [index, [px, py]] of points.entries()) {
    const distance = (px - x) ** 2 + (py - y) ** 2
    if (distance <= least) {
      least = distance
      nearest = index
    }
  }
  return nearest
}

function areaOf(ring: readonly (readonly [number, number])[]): number {
  return Math.abs(
    ring.reduce((sum, [x, y], index) => {
      const [nextX, nextY] = ring[(index + 1) % ring.length]!
      return sum + x * nextY - nextX * y
    }, 0),
  )
}

function isInside(x: number, y: number, ring: readonly (readonly [number, number])[]): boolean {
  let inside = false
  for (const [index, [ax, ay]] of ring.entries()) {
    const [bx, by] = ring[(index + 1) % ring.length]!
    if (ay > y !== by > y && x < ((bx - ax) * (y - ay)) / (by - ay) + ax) inside = !inside
  }
  return inside
}

function edgeDistance(x: number, y: number, ring: readonly (readonly [number, number])[]): number {
  return Math.min(...ring.map(([px, py]) => Math.hypot((px - x) * 0.6, py - y)))
}

function tenth(value: number): number {
  return Math.round(value * 10) / 10
}
