import { expect, test } from 'vitest'
import { searchText } from './search-text.ts'

test('former name, owner and code are part of what is found', () => {
  const text = searchText(['新材料 项目', '旧名'], '云川（集团）公司', '2404-990101-04-01-123456')
  expect(text).toContain('新材料项目')
  expect(text).toContain('旧名')
  expect(text).toContain('云川(集团)公司')
  expect(text).toContain('2404-990101')
})
