import { expect, it } from 'vitest'
import { choosable, flatTree, orgTree, searchedBy } from './org-tree.ts'

const row = (id: number, parentId: number | null) => ({ id, parentId, name: `单位${id}`, kind: 'town' })

it('keeps the given order and depth, whatever order parents come in', () => {
  const lines = flatTree(orgTree([row(3, 2), row(1, null), row(2, 1), row(4, 1)]))
  expect(lines.map(({ row: { id }, depth }) => [id, depth])).toEqual([
    [1, 0],
    [2, 1],
    [3, 2],
    [4, 1],
  ])
})

it('puts a row at the top whose parent is out of sight', () => {
  expect(orgTree([row(5, 99)]).map((node) => node.row.id)).toEqual([5])
})

it('offers no closed unit, except the one that has been chosen already', () => {
  const rows = [row(1, null), { ...row(2, 1), closedOn: '2026-03-01' }]
  expect(choosable(rows, null).map(({ id }) => id)).toEqual([1])
  expect(choosable(rows, 2).map(({ id }) => id)).toEqual([1, 2])
})

it('finds a unit by its short name, aliases and former names', () => {
  const unit = { ...row(1, null), shortName: '东', aliases: ['东县政府'], formerNames: [{ name: '东山县' }] }
  expect(searchedBy(unit)).toBe('东 东县政府 东山县')
})
