import { expect, test } from 'vitest'
import { choicesOf, foundIn } from './word-choices.ts'

const GROUPS = [
  { title: '数据', items: [{ insert: '{{完成率}}', means: '单位：%' }] },
  {
    title: '清单',
    items: [
      { insert: '单位、红灯项目', means: '可以逐个写出' },
      { insert: '{{逐个 单位 间隔 “、”}}{{名称}}{{结束}}', means: '逐个写出' },
    ],
  },
]

test('names told together can be chosen one by one; a tag stays whole', () => {
  expect(choicesOf(GROUPS)[1]!.items.map(({ insert }) => insert)).toEqual([
    '单位',
    '红灯项目',
    '{{逐个 单位 间隔 “、”}}{{名称}}{{结束}}',
  ])
})

test.each([
  ['', ['数据', '清单']],
  ['完成率', ['数据']],
  ['逐个 红灯', ['清单']],
  ['税收', []],
])('“%s” is found in %j', (search, titles) => {
  expect(foundIn(choicesOf(GROUPS), search).map(({ title }) => title)).toEqual(titles)
})
