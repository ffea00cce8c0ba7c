import type { useWords } from '#platform/web/words/use-words.ts'

/** `2026-H1` as the office says it: 2026年上半年; without a year where the text names none. */
export function periodText(w: ReturnType<typeof useWords>, period: string): string {
  const [year = '', part] = /^(.{4})(?:-(.+))?$/.exec(period)?.slice(1) ?? []
  const years = year === '????' ? '' : w('checker.period.year', { year })
  if (part === undefined) return years
  const span = /^(\d{2})\.\.(\d{2})$/.exec(part)
  if (span) return years + w('checker.period.months', { from: Number(span[1]), to: Number(span[2]) })
  if (part === 'H1' || part === 'H2') return years + w(`checker.period.${part}`)
  if (part.startsWith('Q'))
    return years + w('checker.period.quarter', { quarter: '一二三四'[Number(part[1]) - 1] ?? '' })
  return years + w('checker.period.month', { month: Number(part) })
}
