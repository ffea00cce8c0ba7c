import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { KeptReadings } from './kept-readings.ts'

const bytes = (length: number) => new Uint8Array(length)
const kept = () => new KeptReadings({ maxEntries: 3, maxBytes: 100, forMs: 1_000 })

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

test('what was not used longest goes first', () => {
  const readings = kept()
  for (const key of ['a', 'b', 'c']) readings.keep(key, bytes(10))
  readings.get('a')
  readings.keep('d', bytes(10))
  expect(['a', 'b', 'c', 'd'].map((key) => readings.get(key) !== null)).toEqual([true, false, true, true])
})

test('bytes are bounded: old ones make room, what is too big is not kept', () => {
  const readings = kept()
  readings.keep('a', bytes(60))
  readings.keep('b', bytes(60))
  readings.keep('c', bytes(101))
  expect(['a', 'b', 'c'].map((key) => readings.get(key)?.length)).toEqual([undefined, 60, undefined])
  readings.keep('b', bytes(90))
  expect(readings.get('b')?.length).toBe(90)
})

test('what nobody asks for is dropped by the clock; asking keeps it', () => {
  const readings = kept()
  readings.keep('a', bytes(1))
  readings.keep('b', bytes(1))
  vi.advanceTimersByTime(700)
  readings.get('a')
  vi.advanceTimersByTime(700)
  expect([readings.get('a') !== null, readings.get('b')]).toEqual([true, null])
})
