export type NumberProblem = 'brackets' | 'zero' | 'issue' | 'document'

/**
 * What is wrong with the form of a number. A 发文字号 is `云政办〔2026〕12号`: six-cornered brackets, no 第, no leading zero (GB/T 9704-2012,
 * 7.2.5). A 简报 counts its issues: `第12期`. A 纪要 is numbered either way. Null when nothing is wrong.
 */
export function numberProblem(text: string, kind: string): NumberProblem | null {
  const number = text.trim()
  if (/[[\]【】（）()［］〈〉]/.test(number)) return 'brackets'
  if (/〔\d{4}〕(第|0)|第\d+号|第0/.test(number)) return 'zero'
  const isIssue = /第[1-9]\d*期$/.test(number)
  const isDocument = /〔\d{4}〕[1-9]\d*号$/.test(number)
  if (kind === '简报') return isIssue ? null : 'issue'
  if (kind === '纪要') return isIssue || isDocument ? null : 'document'
  return isDocument ? null : 'document'
}
