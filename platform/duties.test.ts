import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { keepDuties } from './duties.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const MINUTE = 60_000

test('a duty is done at once and again after its minutes, never twice at the same time', async () => {
  const finish: (() => void)[] = []
  const work = vi.fn(async () => await new Promise<void>((resolve) => void finish.push(resolve)))
  const stop = keepDuties([{ name: 'slow', everyMinutes: 10, work }], () => {})
  await vi.advanceTimersByTimeAsync(35 * MINUTE)
  expect(work).toHaveBeenCalledTimes(1)
  finish[0]!()
  await vi.advanceTimersByTimeAsync(10 * MINUTE)
  expect(work).toHaveBeenCalledTimes(2)
  finish[1]!()
  await stop()
})

test('what fails is logged with its name and tried again; the others go on', async () => {
  const lines: string[] = []
  const fails = vi.fn(async () => await Promise.reject(new Error('no such table')))
  const goes = vi.fn(async () => undefined)
  const duties = [
    { name: 'digests', everyMinutes: 10, work: fails },
    { name: 'house', everyMinutes: 5, work: goes },
  ]
  const stop = keepDuties(duties, (line) => void lines.push(line))
  await vi.advanceTimersByTimeAsync(11 * MINUTE)
  expect(lines).toEqual(['digests: no such table', 'digests: no such table'])
  expect(goes).toHaveBeenCalledTimes(3)
  await stop()
})

test('stopping waits for the one at work, and none begins afterwards', async () => {
  let finish = () => {}
  const work = vi.fn(async () => {
    await new Promise<void>((resolve) => {
      finish = resolve
    })
  })
  const stop = keepDuties([{ name: 'slow', everyMinutes: 1, work }], () => {})
  let stopped = false
  const stopping = stop().then(() => (stopped = true))
  await vi.advanceTimersByTimeAsync(5 * MINUTE)
  expect(stopped).toBe(false)
  finish()
  await stopping
  await vi.advanceTimersByTimeAsync(5 * MINUTE)
  expect(work).toHaveBeenCalledTimes(1)
})
