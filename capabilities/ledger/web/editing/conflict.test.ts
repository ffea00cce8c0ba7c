import { describe, expect, test } from 'vitest'
import { asText, mergedFields, readConflict, splitConflict } from './conflict.ts'

const conflict = {
  version: 7,
  fields: [
    { field: 'sponsor', yours: '李红', theirs: '陈建国', by: '张卫东', at: '2026-10-25T02:00:00Z' },
    { field: 'progressText', yours: '主体封顶', theirs: null },
    { field: 'stage', yours: 'completed', theirs: 'underConstruction' },
  ],
}
const before = { sponsor: '王强', progressText: null, stage: 'underConstruction' }

describe('an edit that met another', () => {
  test('asks only about fields somebody else changed since they were read', () => {
    const { untouched, decide } = splitConflict(conflict, before)
    expect(untouched).toEqual(['progressText', 'stage'])
    expect(decide.map(({ field }) => field)).toEqual(['sponsor'])
  })

  test('is not sent while a field is undecided', () => {
    const { decide } = splitConflict(conflict, before)
    expect(mergedFields({ sponsor: '李红' }, decide, {})).toBeNull()
  })

  test('sends mine where I insist and leaves theirs alone', () => {
    const { decide } = splitConflict(conflict, before)
    const draft = { sponsor: '李红', progressText: '主体封顶', stage: 'completed' }
    expect(mergedFields(draft, decide, { sponsor: 'yours' })).toEqual(draft)
    expect(mergedFields(draft, decide, { sponsor: 'theirs' })).toEqual({ progressText: '主体封顶', stage: 'completed' })
  })

  test('knows its own shape', () => {
    expect(readConflict(conflict)?.version).toBe(7)
    expect(readConflict({ project: 3 })).toBeNull()
    expect(readConflict(undefined)).toBeNull()
  })

  test('empty is null, as the server has it', () => {
    expect([asText(''), asText(null), asText(false), asText(3)]).toEqual([null, null, 'false', '3'])
  })
})
