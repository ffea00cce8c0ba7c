/** What is wrong with the form of a 发文字号: `云政办〔2026〕12号` has six-cornered brackets, no 第 and no leading zero. Null when nothing is. */
export function numberProblem(text: string): 'brackets' | 'zero' | null {
  const number = text.trim()
  if (/[[\]【】（）()［］〈〉]/.test(number)) return 'brackets'
  if (/〔\d{4}〕(第|0)/.test(number) || /第\d+号/.test(number)) return 'zero'
  return null
}
