import { expect, test } from 'vitest'
import type { Matched } from '../../rosters/contract.ts'
import { chosenIds, countLines } from './matching.ts'

const candidate = (id: number, isMember = false) => ({ id, name: `项目${id}`, code: null, countyName: null, isMember })
const line = (how: Matched['how'], ...candidates: Matched['candidates']): Matched => ({ line: 'x', how, candidates })

test('exact lines are taken, doubtful ones wait to be picked, members and repeated lines count once', () => {
  const matched = [
    line('name', candidate(1)),
    line('code', candidate(1)),
    line('formerName', candidate(2, true)),
    line('close', candidate(3), candidate(4)),
    line('none'),
  ]
  expect(chosenIds(matched, {})).toEqual([1])
  expect(countLines(matched, {})).toEqual({ lines: 5, found: 1, already: 1, open: 2 })
  expect(chosenIds(matched, { 3: 4 })).toEqual([1, 4])
  expect(countLines(matched, { 3: null })).toEqual({ lines: 5, found: 1, already: 1, open: 1 })
  expect(chosenIds(matched, { 0: null })).toEqual([1])
})
