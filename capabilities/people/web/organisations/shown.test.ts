import { describe, expect, it } from 'vitest'
import type { Organisation } from '../../contract.ts'
import { linesOf, type Wanted } from './shown.ts'

const unit = (id: number, parentId: number | null, name: string, extra: Partial<Organisation> = {}): Organisation => ({
  id,
  parentId,
  name,
  kind: 'town',
  shortName: null,
  path: `o${id}`,
  divisionCode: null,
  sortOrder: id,
  aliases: [],
  formerNames: [],
  closedOn: null,
  mergedIntoId: null,
  version: 1,
  ...extra,
})
const units = [
  unit(1, null, '测试市', { kind: 'city' }),
  unit(2, 1, '东县', {
    kind: 'county',
    aliases: ['东山县政府'],
    formerNames: [{ name: '东山县', validFrom: null, validTo: '2026-03-01' }],
  }),
  unit(3, 1, '西县', { kind: 'county' }),
  unit(4, 2, '城关镇', { aliases: ['东城关镇政府'] }),
  unit(5, 2, '旧镇', { closedOn: '2026-01-01' }),
]
const nothing: Wanted = {
  q: '',
  kind: undefined,
  withClosed: false,
  turned: new Set(),
  initials: new Map([[4, 'cgz dcgzzf']]),
}
const names = (wanted: Partial<Wanted>) =>
  linesOf(units, { ...nothing, ...wanted }).map((line) => `${line.depth}${line.unit.name}`)

describe('the tree', () => {
  it('shows the counties, and what lies below the one turned over', () => {
    expect(names({})).toEqual(['0测试市', '1东县', '1西县'])
    expect(names({ turned: new Set([2]) })).toEqual(['0测试市', '1东县', '2城关镇', '1西县'])
    expect(names({ turned: new Set([1]) })).toEqual(['0测试市'])
  })

  it('leaves out closed units unless asked', () => {
    expect(names({ turned: new Set([2]), withClosed: true })).toEqual(['0测试市', '1东县', '2城关镇', '2旧镇', '1西县'])
    expect(names({ q: '旧镇' })).toEqual([])
  })
})

describe('a search', () => {
  const line = (q: string) => linesOf(units, { ...nothing, q })[0]
  it('says by which name a unit was found, and where it stands', () => {
    expect(line('城关')).toMatchObject({ foundBy: null, above: '东县/' })
    expect(line('镇政府')?.foundBy).toEqual({ kind: 'alias', name: '东城关镇政府' })
    expect(line('东山')?.foundBy).toEqual({ kind: 'former', name: '东山县' })
  })

  it('takes pinyin initials from their beginning, and a kind', () => {
    expect(names({ q: 'CGZ' })).toEqual(['0城关镇'])
    expect(names({ q: 'dcg' })).toEqual(['0城关镇'])
    expect(names({ q: 'gz' })).toEqual([])
    expect(names({ kind: 'county' })).toEqual(['0东县', '0西县'])
  })
})
