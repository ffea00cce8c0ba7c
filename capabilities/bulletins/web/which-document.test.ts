import { expect, test } from 'vitest'
import type { OfferedDocument } from '#capabilities/bulletins/contract.ts'
import { documentToShow } from './which-document.ts'

const offered = (...keys: string[]) =>
  keys.map((key): OfferedDocument => {
    return { key, name: key, kind: '通报', isReady: true, publishedAt: null, title: null, number: null }
  })

test.each([
  ['the one the address names', ['quarterly', 'monthly'], 'quarterly', 'quarterly'],
  ['the monthly one', ['quarterly', 'monthly'], undefined, 'monthly'],
  ['of a week the first there is', ['weekly', 't7'], undefined, 'weekly'],
  ['none where the named one may not be seen', ['monthly'], 'ranking', null],
  ['none where there is none', [], undefined, null],
])('%s', (_, keys, wanted, shown) => {
  expect(documentToShow(offered(...keys), wanted)?.key ?? null).toBe(shown)
})
