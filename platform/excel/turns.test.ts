import { expect, test } from 'vitest'
import { inTurns } from './turns.ts'

/** Works that end when they are told to, and what has begun so far. */
function works() {
  const begun: number[] = []
  const ends: (() => void)[] = []
  const work = (number: number) => async () => {
    begun.push(number)
    await new Promise<void>((resolve) => {
      ends[number] = resolve
    })
    return number
  }
  return { begun, ends, work }
}
const settled = () => new Promise((resolve) => setTimeout(resolve, 0))

test('two at once, the others as they came, and no more than may wait', async () => {
  const inTurn = inTurns({ atOnce: 2, waitingAtMost: 2 })
  const { begun, ends, work } = works()
  const all = [0, 1, 2, 3].map((number) => inTurn(work(number)))
  await expect(inTurn(work(4))).rejects.toMatchObject({ status: 503, code: 'busy_reading' })
  expect(begun).toEqual([0, 1])
  ends[1]!()
  await settled()
  expect(begun).toEqual([0, 1, 2])
  ends[0]!()
  ends[2]!()
  await settled()
  expect(begun).toEqual([0, 1, 2, 3])
  ends[3]!()
  expect(await Promise.all(all)).toEqual([0, 1, 2, 3])
})

test('what fails leaves its place', async () => {
  const inTurn = inTurns({ atOnce: 1, waitingAtMost: 0 })
  await expect(inTurn(() => Promise.reject(new Error('torn')))).rejects.toThrow('torn')
  expect(await inTurn(async () => 'next')).toBe('next')
})
