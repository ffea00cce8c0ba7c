import { describe, expect, test } from 'vitest'
import { citiesIn, countiesIn, findCounty } from './find-county.ts'

describe('findCounty', () => {
  test.each([
    ['南乐县', '南乐县', '410923', 'full'],
    ['南乐', '南乐县', '410923', 'short'],
    ['阜新县', '阜新蒙古族自治县', '210921', 'alias'],
    ['喀左县', '喀喇沁左翼蒙古族自治县', '211324', 'alias'],
    ['喀左', '喀喇沁左翼蒙古族自治县', '211324', 'short'],
    ['围场县', '围场满族蒙古族自治县', '130828', 'alias'],
    ['莫旗', '莫力达瓦达斡尔族自治旗', '150722', 'alias'],
    ['科左中旗', '科尔沁左翼中旗', '150521', 'alias'],
    ['濮阳市南乐县', '南乐县', '410923', 'full'],
    ['河南省濮阳市濮阳县', '濮阳县', '410928', 'full'],
    ['凌源市', '凌源市', '211382', 'full'],
  ])('%s is %s', (text, fullName, code, matched) => {
    expect(findCounty(text)).toMatchObject({ found: 'one', county: { kind: 'county', fullName, code, matched } })
  })

  test('a name that two cities share is settled by the city only', () => {
    const open = findCounty('海州区')
    expect(open.found === 'several' && open.candidates.map((county) => county.city).sort()).toEqual([
      '连云港市',
      '阜新市',
    ])
    expect(findCounty('海州', { city: '阜新市' })).toMatchObject({
      found: 'one',
      county: { fullName: '海州区', code: '210902' },
    })
  })

  test.each(['濮阳市', '阜新市', '辽宁省', '辽宁省朝阳市'])('%s is above a county, never one', (text) => {
    expect(findCounty(text)).toEqual({ found: 'above', name: text })
  })

  test('the bare name of a city may be its county, so it is asked', () => {
    expect(findCounty('濮阳')).toMatchObject({ found: 'several', candidates: [{ fullName: '濮阳县' }] })
  })

  test.each([
    ['市本级', 'municipal', '市本级'],
    ['市直', 'municipal', '市本级'],
    ['濮阳市市本级', 'municipal', '市本级'],
    ['经开区', 'zone', '经开区'],
    ['濮东产业集聚区', 'zone', '濮东产业集聚区'],
    ['濮阳市城乡一体化示范区', 'zone', '濮阳市城乡一体化示范区'],
  ])('%s is a place of its own kind', (text, kind, fullName) => {
    expect(findCounty(text)).toMatchObject({ found: 'one', county: { kind, fullName, code: null } })
  })

  test.each(['示例县', '十家子镇', '', '全市'])('%s is not known', (text) => {
    expect(findCounty(text)).toEqual({ found: 'none' })
  })
})

describe('countiesIn', () => {
  const names = (text: string) =>
    countiesIn(text).map(({ answer }) => (answer.found === 'one' ? answer.county.fullName : answer.found))

  test.each([
    ['喀左县2024年重点项目台账（3月）', ['喀喇沁左翼蒙古族自治县']],
    ['阜新蒙古族自治县2025年上半年工业项目台账', ['阜新蒙古族自治县']],
    ['朝阳市喀左县重点项目', ['喀喇沁左翼蒙古族自治县']],
    ['濮阳市“工业项目攻坚年”重点工业项目台账', []],
    ['濮阳市濮阳县、台前县项目', ['濮阳县', '台前县']],
    ['濮阳市开发区2024年项目台账', ['开发区']],
    ['2024年园区重点项目', []],
  ])('%s names %j', (text, expected) => {
    expect(names(text)).toEqual(expected)
  })

  test('the city of a title is found apart', () => {
    expect(citiesIn('濮阳市“工业项目攻坚年”')).toEqual({ city: '濮阳市', province: null })
    expect(citiesIn('辽宁省阜新市重点项目')).toEqual({ city: '阜新市', province: '辽宁省' })
  })
})
