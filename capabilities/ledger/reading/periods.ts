import { lastDay, readDateText } from './dates.ts'
import { monthsIn } from './money-headings.ts'
import { strictFold } from './text.ts'

/** The ledger's own date in a line: the words and the day they mean (a month means its last day). */
export interface LedgerDate {
  text: string
  day: string | null
}

const AS_OF =
  /(截[至止](?:到|至)?|数据截止(?:到|至|日期[:：]?|时间[:：]?)?|统计(?:时间|日期|截止)[:：]|填报(?:时间|日期)[:：]|日期[:：]|时间[:：]|制表日期[:：])/

/** `截至2024年7月25日`, `（截至2022年7月底）`, `填报日期：2024.7.25`, or a line that is nothing but a date. `year` helps where none is written. */
export function findDateLine(text: string, year: number | null = null): LedgerDate | null {
  const folded = strictFold(text)
  const marked = AS_OF.exec(folded)
  if (marked) {
    const rest = folded.slice(marked.index + marked[0].length)
    const words =
      /^(?:\d{2,4}[年.\-/])?(?:度)?(?:\d{1,2}[月.\-/]?(?:份)?)?(?:\d{1,2}[日号]?)?(?:[上下中]旬|底|末|初|上半年|[一二三四]季度|年底|年末)?/.exec(
        rest,
      )?.[0] ?? ''
    if (/\d/.test(words)) return { text: withoutBrackets(marked[0] + words), day: dayOf(words, year) }
  }
  const bare = folded.replace(/^[(（]|[)）]$/g, '')
  if (
    /^(20\d\d)年(\d{1,2}月(\d{1,2}日)?(底|末)?|上半年|第?[一二三四]季度|1[-—至]\d{1,2}月)?$/.test(bare) ||
    /^20\d\d[-./]\d{1,2}([-./]\d{1,2})?$/.test(bare)
  ) {
    return { text: bare, day: dayOf(bare, year) }
  }
  return null
}

/** Months stated in a title: `2024年重点项目台账（3月）`, `2024年1-7月`, `2025年上半年`: the last day of the last month. */
export function titleDay(title: string, year: number | null): string | null {
  const months = monthsIn(strictFold(title).replace(/\d{1,2}月\d{1,2}日/g, ''))
  if (!months || year === null) return null
  return lastDay(`${year}-${String(months.to).padStart(2, '0')}`)
}

/** The year written in a title: `2024年重点项目`, `2025年上半年`. */
export function yearIn(text: string): number | null {
  const match =
    /(?<!\d)(20\d\d)(?:年|年度|-\d|\.\d)/.exec(strictFold(text)) ?? /(?<!\d)(20\d\d)(?!\d)/.exec(strictFold(text))
  return match ? Number(match[1]) : null
}

/** `1-7月` or `5月`. */
export function monthsText(months: { from: number; to: number }): string {
  return months.from === months.to ? `${months.from}月` : `${months.from}-${months.to}月`
}

function dayOf(words: string, year: number | null): string | null {
  const months = monthsIn(words)
  const written = yearIn(words) ?? year
  if (months && months.from !== months.to && written !== null)
    return lastDay(`${written}-${String(months.to).padStart(2, '0')}`)
  const date = readDateText(words.replace(/[底末初]$|[上中下]旬$/, ''), year).date
  if (date) return lastDay(date)
  return null
}

function withoutBrackets(text: string): string {
  return text.replace(/^[(（]|[)）]$/g, '')
}
