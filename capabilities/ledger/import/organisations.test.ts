import { expect, test } from 'vitest'
import type { LedgerRow } from '../reading/shape.ts'
import { type KnownOrganisation, placeRows } from './organisations.ts'

const unit = (id: number, kind: string, name: string, path: string, extra: Partial<KnownOrganisation> = {}) => ({
  id,
  kind,
  name,
  path,
  parentId: null,
  aliases: [],
  ...extra,
})
const known: KnownOrganisation[] = [
  unit(1, 'city', '测试市', 'o1'),
  unit(2, 'county', '东明县', 'o1.o2', { shortName: '明', formerNames: [{ name: '东县' }] }),
  unit(3, 'county', '西县', 'o1.o3'),
  unit(4, 'county', '北县', 'o1.o4', { closedOn: '2026-01-01', mergedIntoId: 3 }),
  unit(5, 'county', '南县', 'o1.o5', { closedOn: '2026-01-01' }),
  unit(6, 'town', '新镇', 'o1.o3.o6', { formerNames: [{ name: '旧镇' }] }),
  unit(7, 'town', '老镇', 'o1.o3.o7', { closedOn: '2026-01-01', mergedIntoId: 6 }),
  unit(8, 'county', '云县', 'o1.o8', { formerNames: [{ name: '西县' }] }),
]

function homeOf(county: string, town?: string) {
  const row = { sheet: '台账', excelRow: 2, name: '项目', county, countyText: county, town } as unknown as LedgerRow
  const home = [...placeRows([row], known, 1, {}).homes.values()][0]!
  return 'create' in home ? `? ${home.create.name}` : home.organisationId
}

test('an old file finds units by the names they had, and those merged into others where they are now', () => {
  expect(homeOf('东县')).toBe(2)
  expect(homeOf('明')).toBe(2)
  expect(homeOf('北县')).toBe(3)
  expect(homeOf('西县', '旧镇')).toBe(6)
  expect(homeOf('西县', '老镇')).toBe(6)
})

test('who is called so today comes first; a dissolved unit is asked for', () => {
  expect(homeOf('西县')).toBe(3)
  expect(homeOf('南县')).toBe('? 南县')
})
