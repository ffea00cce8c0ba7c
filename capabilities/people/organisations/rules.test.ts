import { describe, expect, test } from 'vitest'
import {
  codeContinues,
  codePrefix,
  codeWarnings,
  DIVISION_CODE,
  distinctAliases,
  fullNameOf,
  mayMergeInto,
  mayStandBelow,
  refusalsOf,
  refuseAliases,
  type Unit,
} from './rules.ts'

const unit = (id: number, parentId: number | null, kind: string, name: string, extra: Partial<Unit> = {}): Unit => ({
  id,
  parentId,
  kind,
  name,
  path: '',
  divisionCode: null,
  aliases: [],
  closedOn: null,
  ...extra,
})
const city = unit(1, null, 'city', '测试市', { path: 'o1' })
const east = unit(2, 1, 'county', '东县', { path: 'o1.o2' })
const west = unit(3, 1, 'county', '西县', { path: 'o1.o3' })
const eastTown = unit(4, 2, 'town', '城关镇', { path: 'o1.o2.o4', aliases: ['东城关'] })
const westTown = unit(5, 3, 'town', '城关镇', { path: 'o1.o3.o5' })
const park = unit(6, 3, 'park', '产业园', { path: 'o1.o3.o6' })
const gone = unit(7, 3, 'town', '旧镇', { path: 'o1.o3.o7', closedOn: '2026-01-01' })
const tree = [city, east, west, eastTown, westTown, park, gone]
const nothing = { projects: 0, accounts: 0, children: 0, openRounds: 0 }

describe('official codes', () => {
  test.each([
    ['410923', true],
    ['410923100', true],
    ['410923100201', true],
    ['4109', false],
    ['4109231', false],
    ['41092310a', false],
    ['', false],
  ])('%s is one: %s', (code, is) => expect(DIVISION_CODE.test(code)).toBe(is))

  test.each([
    ['410000', '41'],
    ['410900', '4109'],
    ['410923', '410923'],
    ['410923000000', '410923'],
    ['410923100', '410923100'],
    ['410923100000', '410923100'],
  ])('what lies below %s begins with %s', (code, prefix) => expect(codePrefix(code)).toBe(prefix))

  test('a code continues that of the unit above, and is not the same place', () => {
    expect(codeContinues('410923', '410900')).toBe(true)
    expect(codeContinues('410923100', '410923')).toBe(true)
    expect(codeContinues('410928', '410800')).toBe(false)
    expect(codeContinues('410923000000', '410923')).toBe(false)
    expect(codeContinues(null, '410900')).toBe(true)
    expect(codeWarnings('410928', { name: '测试市', divisionCode: '410800' })).toEqual([
      '区划代码410928不以上级“测试市”的代码4108开头，请核对。',
    ])
  })
})

describe('what may stand where', () => {
  test.each([
    ['city', 'county', true],
    ['county', 'town', true],
    ['county', 'county', false],
    ['town', 'department', false],
    ['park', 'park', false],
  ])('below a %s a %s: %s', (parent, kind, may) => expect(mayStandBelow(parent, kind)).toBe(may))

  test.each([
    ['county', 'zone', true],
    ['town', 'park', true],
    ['department', 'department', true],
    ['town', 'county', false],
    ['city', 'city', false],
  ])('a %s into a %s: %s', (kind, target, may) => expect(mayMergeInto(kind, target)).toBe(may))
})

describe('refusals say what to do first', () => {
  test('the root stays, a closed unit stays closed', () => {
    expect(refusalsOf(city, { kind: 'closed' }, tree, nothing)).toEqual(['最上级单位不能调整隶属、合并或撤销。'])
    expect(refusalsOf(gone, { kind: 'renamed', name: '新镇' }, tree, nothing)[0]).toContain('不能再变动')
    expect(refusalsOf(city, { kind: 'renamed', name: '新市' }, tree, nothing)).toEqual([])
  })

  test('a unit goes neither below itself, nor where it is, nor where one of its name is, nor to a closed one', () => {
    const moved = (from: Unit, target: Unit) => refusalsOf(from, { kind: 'moved', target }, tree, nothing)
    expect(moved(east, eastTown)[0]).toContain('本单位或其下级')
    expect(moved(eastTown, east)[0]).toContain('现在就隶属')
    expect(moved(eastTown, west)).toEqual(['“西县”下已有“城关镇”，请先改名或合并。'])
    expect(moved(eastTown, gone)[0]).toContain('已撤销')
    expect(moved(park, eastTown)[0]).toContain('不能下设')
    expect(moved(park, east)).toEqual([])
  })

  test('a merger needs the same level, distinct children and locked rounds', () => {
    const merged = (from: Unit, target: Unit, openRounds = 0) =>
      refusalsOf(from, { kind: 'merged', target }, tree, { ...nothing, openRounds })
    expect(merged(east, west)).toEqual(['“西县”下已有“城关镇”，请先把两个“城关镇”合并或改名。'])
    expect(merged(eastTown, west)[0]).toContain('同一级')
    expect(merged(eastTown, westTown)).toEqual([])
    expect(merged(eastTown, westTown, 2)).toEqual(['本单位发起的填报还有2期没有锁定，请先锁定。'])
  })

  test('closing names everything that is still there', () => {
    const hanging = { projects: 3, accounts: 2, children: 1, openRounds: 0 }
    expect(refusalsOf(eastTown, { kind: 'closed' }, tree, hanging)).toEqual([
      '“城关镇”还有1个下级单位，请先调整其隶属或撤销。',
      '“城关镇”还有3个项目，请先调整到其他单位，或改用“合并”。',
      '“城关镇”还有2个在用账号，请先调整所属单位或停用。',
    ])
    expect(refusalsOf(eastTown, { kind: 'closed' }, tree, nothing)).toEqual([])
  })
})

test('an alias belongs to one unit, whose full name the refusal gives', () => {
  expect(refuseAliases(west, ['东城关'], tree)).toContain('“东县/城关镇”')
  expect(refuseAliases(west, ['城 关 镇'], tree)).toContain('“东县/城关镇”')
  expect(refuseAliases(eastTown, ['东城关'], tree)).toBeNull()
  expect(refuseAliases(west, ['旧镇'], tree)).toBeNull()
  expect(fullNameOf(city, tree)).toBe('测试市')
  expect(distinctAliases([' 甲 ', '甲', '', 'Ｂ', 'b'])).toEqual(['甲', 'Ｂ'])
})
