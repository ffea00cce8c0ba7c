import { describe, expect, it } from 'vitest'
import { changesOf } from './changes.ts'

describe('what a record entry changed', () => {
  it('sets before and after side by side', () => {
    expect(changesOf({ name: '甲', plan: '100' }, { name: '甲', plan: '120', months: ['1'] })).toEqual([
      { field: 'name', before: '甲', after: '甲', differs: false },
      { field: 'plan', before: '100', after: '120', differs: true },
      { field: 'months', before: null, after: '["1"]', differs: true },
    ])
  })

  it('shows what was taken away, and nothing where there is nothing', () => {
    expect(changesOf({ name: '甲' }, null)).toEqual([{ field: 'name', before: '甲', after: null, differs: true }])
    expect(changesOf(null, undefined)).toEqual([])
  })
})
