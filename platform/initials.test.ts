import { expect, test } from 'vitest'
import { initialsOf } from './initials.ts'

test('names are found by pinyin initials, whatever the width of letters', () => {
  expect(initialsOf('南屏钢铁')).toBe('npgt')
  expect(initialsOf('３ＧＷｈ储能')).toBe('3gwhcn')
})
