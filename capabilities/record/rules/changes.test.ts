import { describe, expect, it } from 'vitest'
import { changesOf } from './changes.ts'

describe('what a record entry changed', () => {
  it('sets before and after side by side', () => {
    expect(changesOf({ name: '甲', plan: '100' }, { name: '甲', plan: '120', months: ['1', '2'] })).toEqual([
      { field: 'name', item: null, before: '甲', after: '甲', differs: false },
      { field: 'plan', item: null, before: '100', after: '120', differs: true },
      { field: 'months', item: null, before: null, after: '1、2', differs: true },
    ])
  })

  it('shows what was taken away, and nothing where there is nothing', () => {
    expect(changesOf({ name: '甲' }, null)).toEqual([
      { field: 'name', item: null, before: '甲', after: null, differs: true },
    ])
    expect(changesOf(null, undefined)).toEqual([])
  })

  it('a grid’s rows are told apart by their numbers, wherever they stand', () => {
    const before = {
      reports: [
        { id: 7, state: 'draft' },
        { id: 8, state: 'draft' },
      ],
    }
    const after = {
      reports: [
        { id: 8, state: 'draft' },
        { id: 7, state: 'submitted' },
      ],
    }
    expect(changesOf(before, after).filter(({ differs }) => differs)).toEqual([
      { field: 'state', item: '7', before: 'draft', after: 'submitted', differs: true },
    ])
  })

  it('a value without a name, an empty object, nothing kept: each as it is', () => {
    expect(changesOf(null, '文字')).toEqual([{ field: '', item: null, before: null, after: '文字', differs: true }])
    expect(changesOf({ filter: {} }, { filter: { light: true } })).toEqual([
      { field: 'light', item: null, before: null, after: '是', differs: true },
      { field: 'filter', item: null, before: '{}', after: null, differs: true },
    ])
  })
})
