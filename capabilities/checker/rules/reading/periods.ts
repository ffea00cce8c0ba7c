const YEAR = '((?:19|20)\\d{2})年'
const FORMS: { pattern: RegExp; read: (parts: RegExpExecArray, year: string) => string }[] = [
  {
    pattern: new RegExp(`(?:${YEAR})?(\\d{1,2})月?(?:份)?(?:至|到|-|—|~|－|–)+(\\d{1,2})月`, 'g'),
    read: (found, year) => `${found[1] ?? year}-${two(found[2]!)}..${two(found[3]!)}`,
  },
  {
    pattern: new RegExp(`(?:${YEAR})?(上|下)半年`, 'g'),
    read: (found, year) => `${found[1] ?? year}-H${found[2] === '上' ? 1 : 2}`,
  },
  {
    pattern: new RegExp(`(?:${YEAR})?(?:第)?([一二三四])季度`, 'g'),
    read: (found, year) => `${found[1] ?? year}-Q${'一二三四'.indexOf(found[2]!) + 1}`,
  },
  { pattern: new RegExp(`(?:${YEAR})?前三季度`, 'g'), read: (found, year) => `${found[1] ?? year}-01..09` },
  {
    pattern: new RegExp(`(?:${YEAR})?(\\d{1,2})月(?:份)?(?!\\d{0,2}日|计划)`, 'g'),
    read: (found, year) => `${found[1] ?? year}-${two(found[2]!)}`,
  },
  { pattern: new RegExp(YEAR, 'g'), read: (found) => found[1]! },
]

/** Periods named in a text with where they end, in order; the year of those that name none is `year`, or `????`. */
export function periodsOf(text: string, year: string | null): { end: number; period: string }[] {
  const found: { start: number; end: number; period: string }[] = []
  for (const { pattern, read } of FORMS)
    for (const match of text.matchAll(pattern)) {
      const [start, end] = [match.index, match.index + match[0].length]
      // 比2023年增长 names what is compared with, not when it was
      if (/[比较]$/.test(text.slice(Math.max(0, start - 1), start))) continue
      if (found.some((other) => start < other.end && other.start < end)) continue
      found.push({ start, end, period: read(match as RegExpExecArray, year ?? '????') })
    }
  return found.sort((a, b) => a.end - b.end)
}

function two(month: string): string {
  return month.padStart(2, '0')
}
