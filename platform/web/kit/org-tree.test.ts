import { expect, it } from 'vitest'
import { flatTree, orgTree } from './org-tree.ts'

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
