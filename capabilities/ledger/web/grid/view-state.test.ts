import { describe, expect, test } from 'vitest'
import type { ViewDefinition } from '../../grid/contract.ts'
import { DEFAULT_VIEW } from './default-view.ts'
import { addressOfDefault, addressOfView, definitionOf, isChanged, readState } from './view-state.ts'

const definition: ViewDefinition = {
  columns: [{ field: 'name', width: 280 }, { field: 'own.7' }, { field: 'totalInvestment' }],
  frozen: 2,
  sort: 'totalInvestment',
  order: 'desc',
  group: ['county', 'stage'],
  filter: { light: 'yellow,red', where: '[{"field":"totalInvestment","op":"atLeast","value":"10000"}]' },
  density: 'comfortable',
}
const withoutAbsent = (address: Record<string, string | undefined>) =>
  Object.fromEntries(Object.entries(address).filter(([, value]) => value !== undefined))

describe('the address of the grid', () => {
  test('holds a whole view: the link opens for whoever does not have it', () => {
    const state = readState(withoutAbsent(addressOfView({ id: 12, definition })))
    expect(definitionOf(state)).toEqual(definition)
    expect(state.view).toBe(12)
    expect(isChanged(state, definition)).toBe(false)
  })

  test('without anything it is the view the ledger opens with', () => {
    expect(definitionOf(readState({}))).toEqual(DEFAULT_VIEW)
    expect(definitionOf(readState(withoutAbsent(addressOfDefault())))).toEqual(DEFAULT_VIEW)
  })

  test('a view without groups says so, even over one that groups', () => {
    const state = readState(withoutAbsent(addressOfView({ id: 3, definition: { ...definition, group: [] } })))
    expect(state.group).toEqual([])
  })

  test('any difference is a change; the region at the top left is none', () => {
    const address = withoutAbsent(addressOfView({ id: 12, definition }))
    const changed = (difference: Record<string, string>) =>
      isChanged(readState({ ...address, ...difference }), definition)
    expect(changed({ org: '4' })).toBe(false)
    expect(changed({ cols: 'name:280,own.7' })).toBe(true)
    expect(changed({ sort: 'name' })).toBe(true)
    expect(changed({ light: 'red' })).toBe(true)
    expect(changed({ frozen: '0' })).toBe(true)
  })

  test.each([
    ['sort=completion', { sort: 'completion' }, 'completionRate'],
    ['sort=total', { sort: 'total' }, 'totalInvestment'],
    ['sort=updated', { sort: 'updated' }, 'updatedAt'],
    ['no such column', { sort: 'colour' }, 'updatedAt'],
  ])('an earlier link still opens: %s', (_, search, sort) => expect(readState(search).sort).toBe(sort))

  test('what is no column or no number is as if it were missing', () => {
    const state = readState({
      cols: 'name,nothing,<b>,stage:9999,county:90',
      frozen: '9',
      open: 'x',
      view: 'y',
      group: 'nothing',
    })
    expect(state.columns).toEqual([{ field: 'name' }, { field: 'county', width: 90 }])
    expect([state.frozen, state.open, state.view, state.group]).toEqual([1, null, null, []])
  })
})
