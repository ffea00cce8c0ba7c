const DIGITS: Record<string, number> = { 一: 1, 二: 2, 两: 2, 三: 3, 四: 4, 五: 5, 六: 6, 七: 7, 八: 8, 九: 9 }
const PLACES: Record<string, number> = { 十: 10, 百: 100, 千: 1000 }

/** 二十三 → 23, 两百 → 200; null for what is no number. Up to 千, as texts count in words. */
export function chineseNumber(words: string): number | null {
  let sum = 0
  let digit: number | null = null
  for (const word of words) {
    if (word === '零' || word === '〇') continue
    const place = PLACES[word]
    if (place !== undefined) {
      sum += (digit ?? 1) * place
      digit = null
      continue
    }
    const value = DIGITS[word]
    if (value === undefined || digit !== null) return null
    digit = value
  }
  return words === '' ? null : sum + (digit ?? 0)
}
