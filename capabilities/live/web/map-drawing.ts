import type { Wall } from '#capabilities/live/contract.ts'
import type { LightColour } from '#platform/web/kit/Light.tsx'
import { type Label, placeLabels } from './map-labels.ts'
import { boxOf, fitProjection, labelPoint, type Position, type Project, ringsPath } from './map-projection.ts'
import { shadesOf } from './map-shade.ts'

export type MapProject = Wall['map']['projects'][number]
export type Area = {
  orgId: number
  name: string
  path: string
  label: Label | null
  /** 0 (none) to 5 (darkest). */
  shade: number
}
export type MapDrawing = {
  areas: Area[]
  /** In the order of the keys: red first, then yellow, priority before others. */
  projects: MapProject[]
  /** Where each of `projects` stands, px. */
  places: [number, number][]
  /** Half the height of a light, px; priority projects are half as large again. */
  radius: number
  /** Height of the names, px. */
  letter: number
}

/** px; `letter`: the height of the names. */
export type MapSize = { width: number; height: number; letter: number }

const WEIGHT: Record<string, number> = { red: 0, yellow: 1, green: 2, grey: 3 }
const MARGIN = 6

/** The map of a wall at a size; null while the size is unknown or nothing can be placed. Points outside the outlines' box are left out. */
export function drawMap(wall: Wall, { width, height, letter }: MapSize): MapDrawing | null {
  const { outlines, projects } = wall.map
  const box = boxOf(outlines.length > 0 ? outlinePositions(outlines) : projects.map(positionOf))
  if (!box || width < 40 || height < 40) return null
  const project = fitProjection(box, width, height, MARGIN)
  const inside = projects.filter(
    ({ longitude, latitude }) =>
      longitude >= box.west && longitude <= box.east && latitude >= box.south && latitude <= box.north,
  )
  const ordered = [...inside].sort((a, b) => rankOf(a) - rankOf(b))
  return {
    areas: areasOf(wall, project, letter),
    projects: ordered,
    places: ordered.map((one) => project(positionOf(one))),
    radius: radiusFor(ordered.length, width, height),
    letter,
  }
}

/** Points share the drawing: the more there are, the smaller each, between 2.2 px and an eightieth of the drawing. */
export function radiusFor(count: number, width: number, height: number): number {
  const share = Math.sqrt((width * height) / Math.max(count, 1)) / 6.5
  return Math.max(2.2, Math.min(share, Math.min(width, height) / 80))
}

function areasOf(wall: Wall, project: Project, letter: number): Area[] {
  const shades = shadesOf(wall.children)
  const { outlines } = wall.map
  const placeOf = (orgId: number) => wall.children.find((child) => child.orgId === orgId)?.place ?? null
  const labels = placeLabels(
    outlines.map(({ orgId, name, rings }) => {
      const place = placeOf(orgId)
      return { text: place === null ? name : `${place} ${name}`, at: labelPoint(rings, project) }
    }),
    letter,
  )
  return outlines.map(({ orgId, name, rings }, index) => ({
    orgId,
    name,
    path: ringsPath(rings, project),
    label: labels[index]!,
    shade: shades.get(orgId) ?? 0,
  }))
}

function rankOf(project: MapProject): number {
  return (WEIGHT[project.light as LightColour] ?? 3) * 2 + (project.isPriority ? 0 : 1)
}

function positionOf({ longitude, latitude }: MapProject): Position {
  return [longitude, latitude]
}

function* outlinePositions(outlines: Wall['map']['outlines']): Generator<Position> {
  for (const { rings } of outlines) for (const ring of rings) yield* ring
}
