import fc from 'fast-check'
import { expect, test } from 'vitest'
import { likelyPairs } from './likely-pairs.ts'
import type { Comparable } from './likeness.ts'

const project = (name: string, more: Partial<Comparable> = {}): Comparable => ({
  name,
  owner: null,
  site: null,
  code: null,
  totalInvestment: null,
  countyId: 1,
  ...more,
})
const noRest = async () => undefined
const pairs = async (...projects: Comparable[]) => {
  const found: [number, number][] = []
  for await (const pair of likelyPairs(projects, noRest)) found.push(pair)
  return found
}

test.each<[string, Comparable, Comparable]>([
  ['the name without generic words', project('莲湖泵站迁建项目'), project('莲湖泵站迁建工程')],
  ['the code, however written', project('甲', { code: '2404-1' }), project('乙', { code: '24041' })],
  [
    'owner and beginning of the name',
    project('莲湖泵站', { owner: '甲公司' }),
    project('莲湖灌区', { owner: '甲有限公司' }),
  ],
  [
    'amount and end of the name',
    project('莲湖泵站', { totalInvestment: '100' }),
    project('云溪泵站', { totalInvestment: '100.0000' }),
  ],
  ['the end of a long name', project('望泽县莲湖灌区泵站'), project('莲湖灌区泵站迁址莲湖灌区泵站')],
])('two are looked at that share %s', async (_, a, b) => {
  expect(await pairs(a, b)).toEqual([[0, 1]])
})

test('what nothing connects is never compared, and what half the ledger shares connects nothing', async () => {
  expect(await pairs(project('莲湖泵站'), project('云溪码头'))).toEqual([])
  const many = Array.from({ length: 80 }, (_, index) =>
    project(`第${index}号`, { owner: '城投公司', totalInvestment: '1' }),
  )
  expect(
    await pairs(...many.map((one, index) => ({ ...one, name: `平安路${String.fromCharCode(0x4e00 + index)}平安路` }))),
  ).toEqual([])
})

test('each pair comes once, the smaller place first, and never a project with itself', async () => {
  const names = fc.array(fc.constantFrom('莲湖泵站', '莲湖泵站项目', '云溪码头', '云溪码头扩建工程', '云溪渡口'), {
    maxLength: 20,
  })
  await fc.assert(
    fc.asyncProperty(names, async (list) => {
      const found = await pairs(...list.map((name) => project(name, { owner: '甲公司', totalInvestment: '5' })))
      expect(new Set(found.map(String)).size).toBe(found.length)
      for (const [i, j] of found) expect(i).toBeLessThan(j)
    }),
  )
})

test('fifty thousand projects are gone through in seconds', async () => {
  const list = Array.from({ length: 50_000 }, (_, index) =>
    project(
      `${'莲石云青白龙太新红柳'[index % 10]}${index.toString(36)}地块${'泵站码头灌区老街'.slice((index % 4) * 2, (index % 4) * 2 + 2)}`,
      {
        owner: `第${index % 9_000}公司`,
        totalInvestment: String(1_000 + (index % 40_000)),
      },
    ),
  )
  const began = performance.now()
  let count = 0
  for await (const _ of likelyPairs(list, noRest)) count++
  expect(count).toBeLessThan(1_000_000)
  expect(performance.now() - began).toBeLessThan(25_000)
}, 30_000)
