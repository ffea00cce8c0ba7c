import { expect, test } from 'vitest'
import { toldApart } from './told-apart.ts'

test.each([
  ['4016392.8', '4016362.8', '万元', '4\u2009016\u2009392.8万元', '4\u2009016\u2009362.8万元'],
  ['81.43537713', '81.43476886', '%', '81.44%', '81.43%'],
  ['-0.17575426', '-0.27636253', '个百分点', '\u22120.2个百分点', '\u22120.3个百分点'],
  ['82.84712185', null, '%', '82.8%', '—'],
  ['3', '4', '个', '3个', '4个'],
])('%s and %s %s', (was, now, unit, first, second) => {
  expect(toldApart(was, now, unit)).toEqual([first, second])
})
