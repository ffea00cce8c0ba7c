import { expect, test } from 'vitest'
import { generateRegion } from './generate.ts'
import { contains, drawTerritories } from './geography.ts'
import { randomFor } from './random.ts'
import type { Ring } from './region.ts'

const region = generateRegion({ anchor: '2026-10' })
const rings = new Map(region.boundaries.map(({ organisationId, rings: [ring] }) => [organisationId, ring!]))

test('inside and outside of a square', () => {
  const square: Ring = [
    [0, 0],
    [2, 0],
    [2, 2],
    [0, 2],
    [0, 0],
  ]
  expect(contains(square, [1, 1])).toBe(true)
  expect(contains(square, [3, 1])).toBe(false)
  expect(contains(square, [-1, 1])).toBe(false)
})

test('every county has a closed outline, and every project lies in its county', () => {
  expect(rings.size).toBe(7)
  for (const ring of rings.values()) expect(ring[0]).toEqual(ring.at(-1))
  for (const { countyId, longitude, latitude } of region.projects) {
    const inside = [...rings].filter(([, ring]) => contains(ring, [longitude, latitude])).map(([id]) => id)
    // the city's own projects belong to no county but stand somewhere
    expect(inside).toEqual([countyId ?? inside[0]])
  }
})

test.each([7, 1, 2, 3, 20])(
  'seed %i: the counties tile, each border drawn once in each direction, the rest one outline around them',
  (seed) => {
    const edges = new Map<string, number>()
    for (const { ring } of drawTerritories(randomFor(seed, 'geography'))) {
      for (let index = 1; index < ring.length; index++) {
        const edge = `${ring[index - 1]} ${ring[index]}`
        edges.set(edge, (edges.get(edge) ?? 0) + 1)
      }
    }
    expect([...edges.values()].every((times) => times === 1)).toBe(true)
    const outer = new Map(
      [...edges.keys()]
        .map((edge) => edge.split(' ') as [string, string])
        .filter(([from, to]) => !edges.has(`${to} ${from}`)),
    )
    expect(outer.size).toBeLessThan(edges.size / 2)
    const first = outer.keys().next().value!
    let steps = 1
    for (let at = outer.get(first)!; at !== first; at = outer.get(at)!) steps++
    expect(steps).toBe(outer.size)
  },
)
