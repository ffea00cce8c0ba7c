import { describe, expect, test } from 'vitest'
import { filterQuery, isUnfiltered, readFilter, rollupFor } from './filter.ts'

describe('the address of the list', () => {
  test('says the filter', () => {
    const where = [{ field: 'totalInvestment', op: 'atLeast', value: '10000' }]
    const filter = readFilter({
      county: '33',
      light: 'red,yellow',
      stage: 'started',
      q: ' jby ',
      where: JSON.stringify(where),
    })
    expect(filter).toEqual({ county: 33, light: ['yellow', 'red'], stage: ['started'], q: 'jby', where })
  })

  test('goes back to the same address', () => {
    const search = {
      org: '4',
      park: '19',
      stage: 'started,completed',
      light: 'red',
      library: 'reserve',
      planState: 'new',
      priority: 'true',
      mine: 'true',
      unassigned: 'true',
      importId: '2',
      campaign: '5',
      term: '8',
      q: '聚苯乙烯',
      where: '[{"field":"owner","op":"contains","value":"化工"}]',
    }
    expect(filterQuery(readFilter(search))).toEqual(search)
  })

  test('ignores what is no value: an old link still opens', () => {
    const filter = readFilter({
      county: 'x',
      park: '0',
      campaign: '-3',
      light: 'blue,red',
      stage: 'gone',
      library: 'all',
      mine: 'false',
      where: '[{"field":"nothing","op":"isEmpty"},{"field":"owner","op":"isEmpty"}]',
    })
    expect(filter).toEqual({ light: ['red'], stage: [], where: [{ field: 'owner', op: 'isEmpty' }] })
  })

  test('takes numbers a router has already read', () => {
    expect(readFilter({ county: 33 }).county).toBe(33)
  })

  test('the region at the top left is no filter', () => {
    expect(isUnfiltered(readFilter({ org: '3' }))).toBe(true)
    expect(isUnfiltered(readFilter({ org: '3', q: 'a' }))).toBe(false)
  })
})

describe('which roll-up holds the sums', () => {
  test.each([
    [{}, { by: 'light' }],
    [{ org: '3' }, { by: 'light', org: 3 }],
    [{ county: '33' }, { by: 'county', key: '33' }],
    [
      { org: '3', light: 'red' },
      { by: 'light', org: 3, key: 'red' },
    ],
    [{ stage: 'started' }, { by: 'stage', key: 'started' }],
    [{ campaign: '2' }, { by: 'campaign', key: '2' }],
  ])('%o', (search, asked) => {
    expect(rollupFor(readFilter(search))).toEqual(asked)
  })

  test.each([
    [{ light: 'red,yellow' }],
    [{ q: '水厂' }],
    [{ county: '33', light: 'red' }],
    [{ priority: 'true' }],
    [{ mine: 'true' }],
    [{ term: '8' }],
    [{ unassigned: 'true' }],
    [{ where: '[{"field":"owner","op":"isEmpty"}]' }],
  ])('none for %o', (search) => {
    expect(rollupFor(readFilter(search))).toBeNull()
  })
})
