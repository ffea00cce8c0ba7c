import { describe, expect, test } from 'vitest'
import { allTicked, toggleTicks } from './ticks.ts'

const open = (id: number) => ({ id, mayWrite: true })
const shut = (id: number) => ({ id, mayWrite: false })

describe('ticking rows of the grid', () => {
  test('a row by itself goes on and off', () => {
    expect([...toggleTicks(new Set([1]), [open(2)])]).toEqual([1, 2])
    expect([...toggleTicks(new Set([1, 2]), [open(2)])]).toEqual([1])
  })

  test('several rows: the rest is ticked first, and only then all are taken off', () => {
    const half = toggleTicks(new Set([1]), [open(1), open(2)])
    expect([...half]).toEqual([1, 2])
    expect([...toggleTicks(half, [open(1), open(2)])]).toEqual([])
  })

  test('what cannot be written is never ticked, and does not stand in the way of all', () => {
    const ticks = toggleTicks(new Set(), [open(1), shut(2)])
    expect([...ticks]).toEqual([1])
    expect(allTicked(ticks, [open(1), shut(2)])).toBe(true)
    expect(allTicked(new Set(), [shut(2)])).toBe(false)
  })
})
