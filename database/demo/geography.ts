import { boundaryRing, cellCentre, growCounties, type Mesh } from './hex-mesh.ts'
import type { Random } from './random.ts'
import type { Point, Ring } from './region.ts'
import { smoothRings } from './smooth-rings.ts'

export type Territory = {
  /** closed ring of [longitude, latitude], counter-clockwise */
  ring: Ring
  /** places well inside, for towns and parks */
  places: Point[]
}

/** The region lies in the open Pacific, far from any land: nobody can take its outline for a real boundary. */
const CENTRE: Point = [150, 30]
const DEGREES_PER_UNIT = 0.036
const LONGITUDE_STRETCH = 1 / Math.cos((CENTRE[1] * Math.PI) / 180)

/** Where each county sits, in units of the region's radius, and how strongly it grows: the town in the middle, the zone beside it. */
const LAYOUT = [
  { x: -0.05, y: 0.02, growth: 0.72 },
  { x: 0.36, y: -0.12, growth: 0.6 },
  { x: -0.62, y: 0.28, growth: 1 },
  { x: 0.02, y: 0.66, growth: 1 },
  { x: 0.68, y: 0.36, growth: 0.98 },
  { x: 0.3, y: -0.68, growth: 0.92 },
  { x: -0.5, y: -0.5, growth: 0.96 },
]

/** Seven territories that tile the region without gap or overlap: neighbours share every point of their common border. */
export function drawTerritories(random: Random): Territory[] {
  const mesh = growCounties(random, LAYOUT)
  const rings = smoothRings(
    LAYOUT.map((_, county) => boundaryRing(mesh, county)),
    (key) => onEarth(mesh.corner(key)),
    (key) => mesh.isJunction(key),
  )
  return rings.map((ring, county) => ({ ring, places: innerPlaces(mesh, county) }))
}

/** Whether a point lies inside a closed ring (even–odd rule). */
export function contains(ring: Ring, [x, y]: Point): boolean {
  let inside = false
  for (let index = 1; index < ring.length; index++) {
    const [ax, ay] = ring[index - 1]!
    const [bx, by] = ring[index]!
    if (ay > y !== by > y && x < ((bx - ax) * (y - ay)) / (by - ay) + ax) inside = !inside
  }
  return inside
}

/** A point of the ring scattered around a place; the place itself when chance keeps falling outside. */
export function scatter(random: Random, ring: Ring, place: Point, spread: number): Point {
  for (let attempt = 0; attempt < 12; attempt++) {
    const point = rounded([place[0] + random.bell() * spread * LONGITUDE_STRETCH, place[1] + random.bell() * spread])
    if (contains(ring, point)) return point
  }
  return place
}

/** Centres of the cells whose six neighbours all belong to the county. */
function innerPlaces(mesh: Mesh, county: number): Point[] {
  return mesh.innerCells(county).map((cell) => onEarth(cellCentre(cell)))
}

function onEarth([x, y]: Point): Point {
  return rounded([CENTRE[0] + x * DEGREES_PER_UNIT * LONGITUDE_STRETCH, CENTRE[1] + y * DEGREES_PER_UNIT])
}

function rounded([x, y]: Point): Point {
  return [Math.round(x * 1e5) / 1e5, Math.round(y * 1e5) / 1e5]
}
