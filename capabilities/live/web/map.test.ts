import { describe, expect, test } from 'vitest'
import { placeLabels } from './map-labels.ts'
import { boxOf, fitProjection, labelPoint, nearestPoint, type Position, ringsPath } from './map-projection.ts'
import { shadesOf } from './map-shade.ts'

const square: Position[] = [
  [100, 0],
  [102, 0],
  [102, 1],
  [100, 1],
]

describe('a box fitted into a drawing', () => {
  test('at the equator two degrees by one fill a drawing of 200 by 100 exactly', () => {
    const project = fitProjection(boxOf(square)!, 200, 100)
    expect(project([100, 1]).map(Math.round)).toEqual([0, 0])
    expect(project([102, 0]).map(Math.round)).toEqual([200, 100])
  })

  test('what is left over stands on both sides', () => {
    const project = fitProjection(boxOf(square)!, 200, 300)
    expect(project([100, 1])[1]).toBeCloseTo(100, 0)
    expect(project([100, 0])[1]).toBeCloseTo(200, 0)
  })

  test('at 60° north a degree of longitude is half as wide as one of latitude', () => {
    const project = fitProjection({ west: 0, east: 2, south: 59.5, north: 60.5 }, 100, 100)
    const [left] = project([0, 60])
    const [right] = project([1, 60])
    const [, top] = project([0, 60.5])
    const [, bottom] = project([0, 59.5])
    expect((right - left) / (bottom - top)).toBeCloseTo(0.5, 3)
  })

  test('a margin stays free on every side', () => {
    const project = fitProjection(boxOf(square)!, 220, 120, 10)
    expect(project([100, 1]).map(Math.round)).toEqual([10, 10])
    expect(project([102, 0]).map(Math.round)).toEqual([210, 110])
  })

  test('a single place stands in the middle instead of dividing by zero', () => {
    const project = fitProjection(boxOf([[120, 30]])!, 200, 100)
    expect(project([120, 30]).map(Math.round)).toEqual([100, 50])
  })

  test('no places have no box, and coordinates that are no numbers are left out', () => {
    expect(boxOf([])).toBeNull()
    expect(boxOf([[Number.NaN, 3]])).toBeNull()
    expect(
      boxOf([
        [Number.NaN, 3],
        [1, 2],
      ]),
    ).toEqual({ west: 1, east: 1, south: 2, north: 2 })
  })
})

test('rings close, and a ring of two points draws nothing', () => {
  const project = ([x, y]: Position): [number, number] => [x, y]
  expect(
    ringsPath(
      [
        [
          [0, 0],
          [4, 0],
          [4, 3.149],
        ],
      ],
      project,
    ),
  ).toBe('M0 0L4 0L4 3.1Z')
  expect(
    ringsPath(
      [
        [
          [0, 0],
          [4, 0],
        ],
      ],
      project,
    ),
  ).toBe('')
})

test('a name stands inside its county, also where the middle of the box lies outside', () => {
  // an L: its arms are 2 wide, the middle of its box (5, 5) is outside
  const bent: Position[] = [
    [0, 0],
    [2, 0],
    [2, 8],
    [10, 8],
    [10, 10],
    [0, 10],
  ]
  const [x, y] = labelPoint([bent], ([px, py]) => [px, py])!
  expect(x < 2 || y > 8).toBe(true)
  expect(labelPoint([], ([px, py]) => [px, py])).toBeNull()
})

test('the nearest point within reach is found, beyond it none', () => {
  const points = [
    [0, 0],
    [10, 0],
    [11, 0],
  ] as const
  expect(nearestPoint(points, 8, 0, 5)).toBe(1)
  expect(nearestPoint(points, 5, 40, 5)).toBe(-1)
  expect(nearestPoint([], 0, 0, 5)).toBe(-1)
})

describe('shades of ink', () => {
  const child = (orgId: number, place: number | null, completionRate: string | null) => ({
    orgId,
    place,
    completionRate,
  })

  test('the first place is darkest, the last lightest, who is not ranked has none', () => {
    const shades = shadesOf([child(1, 1, '90'), child(2, 5, '50'), child(3, 3, '70'), child(4, null, null)])
    expect([shades.get(1), shades.get(3), shades.get(2), shades.get(4)]).toEqual([5, 3, 1, undefined])
  })

  test('without a ranking the completion rate decides, as numbers and not as text', () => {
    const shades = shadesOf([child(1, null, '9.5'), child(2, null, '100'), child(3, null, null)])
    expect([shades.get(2), shades.get(1), shades.has(3)]).toEqual([5, 1, false])
  })

  test('ties share a shade, and one alone is dark', () => {
    const shades = shadesOf([child(1, 1, '80'), child(2, 1, '80'), child(3, 3, '60')])
    expect(shades.get(1)).toBe(shades.get(2))
    expect(shadesOf([child(7, 1, '80')]).get(7)).toBe(5)
  })
})

describe('names on the map', () => {
  test('two names at one place stand below each other', () => {
    const [first, second] = placeLabels(
      [
        { text: '清晏区', at: [50, 50] },
        { text: '南屏县', at: [50, 50] },
      ],
      10,
    )
    expect(Math.abs(first!.y - second!.y)).toBeGreaterThanOrEqual(10)
  })

  test('names beside each other keep their place, and a county without outline has none', () => {
    const labels = placeLabels(
      [
        { text: '清晏区', at: [0, 50] },
        { text: '南屏县', at: [200, 50] },
        { text: '无', at: null },
      ],
      10,
    )
    expect(labels.map((label) => label?.y ?? null)).toEqual([50, 50, null])
  })

  test('a long name breaks into lines that lose nothing', () => {
    const [label] = placeLabels([{ text: '3 云川经济技术开发区', at: [50, 50] }], 10)
    expect(label!.lines.length).toBeGreaterThan(1)
    expect(label!.lines.join('')).toBe('3 云川经济技术开发区')
  })
})
