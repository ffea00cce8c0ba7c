import { expect, test } from 'vitest'
import { foldUsername } from './rules.ts'

test('user names are one whatever their case and width', () => {
  expect(foldUsername(' Ｏffice ')).toBe('office')
})
