import { describe, expect, test } from 'vitest'
import type { SheetRow } from './account-sheet.ts'
import { assessRows, type Known, personKey } from './import-rules.ts'

const unit = (id: number, name: string, path: string, aliases: string[] = []) => ({ id, name, path, aliases })
const known: Known = {
  units: [
    unit(1, '云川市', 'o1'),
    unit(2, '东县', 'o1.o2', ['东']),
    unit(3, '西县', 'o1.o3'),
    unit(4, '城关镇', 'o1.o2.o4'),
    unit(5, '城关镇', 'o1.o3.o5'),
    unit(6, '东县产业园', 'o1.o2.o6'),
  ],
  taken: new Set(['zhangwei', 'liu']),
  people: new Set([personKey('老刘', 2)]),
  now: new Date('2026-11-10T02:00:00Z'),
}
const row = (given: Partial<SheetRow>): SheetRow => ({
  excelRow: 2,
  displayName: '王小明',
  username: '',
  phone: '',
  organisation: '东县',
  role: '',
  over: '',
  expiresOn: '',
  ...given,
})
const one = (given: Partial<SheetRow>) => assessRows([row(given)], known)[0]!

describe('a row', () => {
  test('with a name and a unit is enough: the user name is made', () => {
    expect(one({})).toEqual({
      excelRow: 2,
      displayName: '王小明',
      username: 'wangxiaoming',
      usernameMade: true,
      phone: null,
      organisationId: 2,
      organisationName: '东县',
      role: null,
      overId: null,
      overName: null,
      expiresOn: null,
      problems: [],
      notes: [],
    })
  })

  test('takes a made name’s next digit where it is taken', () =>
    expect(one({ displayName: '张伟' }).username).toBe('zhangwei2'))

  test.each([
    ['a name', '西县', 3],
    ['an alias', '东', 2],
    ['a path', '西县/城关镇', 5],
    ['a path from the top', '云川市＞东县＞城关镇', 4],
  ])('finds its unit by %s', (_, organisation, id) => {
    const { organisationId, problems } = one({ organisation })
    expect([organisationId, problems]).toEqual([id, []])
  })

  test('proposes a role over its own unit or another', () => {
    expect(one({ role: '填报员' })).toMatchObject({ role: 'reporter', overId: 2 })
    expect(one({ role: '项目办', over: '西县' })).toMatchObject({ role: 'dispatchOffice', overId: 3, overName: '西县' })
  })

  test.each(['2026-12-31', '2026/12/31', '2026.12.31', '2026年12月31日'])('reads %s as a last day', (expiresOn) =>
    expect(one({ expiresOn })).toMatchObject({ expiresOn: '2026-12-31', problems: [] }),
  )

  test.each([
    [{ displayName: '' }, '缺少姓名'],
    [{ organisation: '' }, '缺少单位'],
    [{ organisation: '东县产业园区' }, '是否为：东县产业园？'],
    [{ organisation: '城关镇' }, '“城关镇”有2个，请连同上级写明'],
    [{ organisation: '外省某局' }, '请先建立单位'],
    [{ role: '县长' }, '没有“县长”这个岗位'],
    [{ over: '西县' }, '填了岗位单位而没有岗位'],
    [{ username: 'a b' }, '用户名只能用'],
    [{ username: 'ZhangWei' }, '用户名“ZhangWei”已被使用'],
    [{ phone: '不详' }, '不是电话号码'],
    [{ expiresOn: '明年' }, '不是日期'],
    [{ expiresOn: '2026-02-30' }, '不是日期'],
    [{ expiresOn: '2026-11-09' }, '已经过去'],
  ])('%j is refused: %s', (given, sentence) => {
    const { problems } = one(given)
    expect(problems).toEqual([expect.stringContaining(sentence)])
    expect(problems[0]).toMatch(/[。？]$/)
  })

  test('of somebody the unit has already is noted, not refused', () => {
    const { problems, notes } = one({ displayName: '老刘' })
    expect([problems, notes.length]).toEqual([[], 1])
  })
})

describe('several rows', () => {
  test('the same user name twice names the earlier row', () => {
    const [, second] = assessRows(
      [row({ username: 'wx', displayName: '甲' }), row({ excelRow: 3, username: 'ＷＸ', displayName: '乙' })],
      known,
    )
    expect(second!.problems).toEqual(['与第2行用户名相同，请删除其中一行或更正。'])
  })

  test('the same person twice is refused; with another telephone it is another person', () => {
    const [, second] = assessRows([row({}), row({ excelRow: 3 })], known)
    expect(second!.problems[0]).toContain('与第2行重复')
    const [, other] = assessRows([row({ phone: '13800000001' }), row({ excelRow: 3, phone: '13800000002' })], known)
    expect([other!.problems, other!.username]).toEqual([[], 'wangxiaoming2'])
  })

  test('a made name keeps clear of one given further below', () => {
    const [first] = assessRows([row({}), row({ excelRow: 3, displayName: '别人', username: 'wangxiaoming' })], known)
    expect(first!.username).toBe('wangxiaoming2')
  })
})
