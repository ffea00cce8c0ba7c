import { describe, expect, test } from 'vitest'
import { filterQuery, isUnfiltered, readView, rollupFor } from './filter.ts'

describe('the address of the list', () => {
  test('says the filter, the order and the open row', () => {
    const view = readView({
      county: '33',
      light: 'red,yellow',
      stage: 'started',
      q: ' jby ',
      sort: 'total',
      order: 'asc',
      open: '7',
    })
    expect(view).toEqual({
      filter: { county: 33, light: ['yellow', 'red'], stage: ['started'], q: 'jby' },
      sort: 'total',
      order: 'asc',
      open: 7,
    })
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
    }
    expect(filterQuery(readView(search).filter)).toEqual(search)
  })

  test('ignores what is no value: an old link still opens', () => {
    const view = readView({
      county: 'x',
      park: '0',
      campaign: '-3',
      light: 'blue,red',
      stage: 'gone',
      library: 'all',
      sort: 'colour',
      order: 'up',
      mine: 'false',
    })
    expect(view).toEqual({ filter: { light: ['red'], stage: [] }, sort: 'updated', order: 'desc', open: null })
  })

  test('takes numbers a router has already read', () => {
    expect(readView({ county: 33 }).filter.county).toBe(33)
  })

  test('the region at the top left is no filter', () => {
    expect(isUnfiltered(readView({ org: '3' }).filter)).toBe(true)
    expect(isUnfiltered(readView({ org: '3', q: 'a' }).filter)).toBe(false)
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
    expect(rollupFor(readView(search).filter)).toEqual(asked)
  })

  test.each([
    [{ light: 'red,yellow' }],
    [{ q: '水厂' }],
    [{ county: '33', light: 'red' }],
    [{ priority: 'true' }],
    [{ mine: 'true' }],
    [{ term: '8' }],
    [{ unassigned: 'true' }],
  ])('none for %o', (search) => {
    expect(rollupFor(readView(search).filter)).toBeNull()
  })
})
