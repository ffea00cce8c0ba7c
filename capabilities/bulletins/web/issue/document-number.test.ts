import { expect, test } from 'vitest'
import { numberProblem } from './document-number.ts'

test.each([
  ['通报', '云政办〔2026〕12号', null],
  ['通报', ' 云政办〔2026〕12号 ', null],
  ['通报', '云政办[2026]12号', 'brackets'],
  ['函', '云政办函（2026）12号', 'brackets'],
  ['通报', '云政办〔2026〕第12号', 'zero'],
  ['通报', '云政办〔2026〕012号', 'zero'],
  ['通报', '第12期', 'document'],
  ['报告', '云政办2026年12号', 'document'],
  ['简报', '第12期', null],
  ['简报', '2026年第3期', null],
  ['简报', '第03期', 'zero'],
  ['简报', '云政办〔2026〕12号', 'issue'],
  ['纪要', '第5期', null],
  ['纪要', '云府纪〔2026〕5号', null],
  ['督办单', '云督〔2026〕3号', null],
])('%s %s: %s', (kind, number, problem) => {
  expect(numberProblem(number, kind)).toBe(problem)
})
