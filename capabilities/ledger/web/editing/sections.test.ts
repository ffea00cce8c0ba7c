import { expect, test } from 'vitest'
import { changedFields } from './sections.ts'

test('only what differs is sent; text is trimmed, empty text is null', () => {
  const read = {
    name: '污水处理厂',
    owner: '水务集团',
    site: null,
    isPriority: false,
    tier: 1 as const,
    problems: '征地',
  }
  const draft = { name: '污水处理厂 ', owner: '', site: '', isPriority: true, tier: null, problems: '征地未完成' }
  expect(changedFields(read, draft)).toEqual({ owner: null, isPriority: true, tier: null, problems: '征地未完成' })
})

test('nothing changed is nothing sent', () => {
  expect(changedFields({ name: '甲', scale: null }, { name: '甲', scale: '  ' })).toEqual({})
})
