import { expect, test } from 'vitest'
import { GRID_FIELDS } from '../grid/fields.ts'
import { columnOfKey, dated } from './columns.ts'

test.each(Object.keys(GRID_FIELDS))('the grid’s column %s leaves in a workbook', (key) => {
  expect(columnOfKey(dated(key, '2026-10'))?.heading).toBeTruthy()
})
