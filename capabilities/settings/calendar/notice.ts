import { isCalendarDay } from '#kernel/period.ts'
import { isWeekend, shiftDate } from '#kernel/workday.ts'

export type NoticeDay = { date: string; kind: 'holiday' | 'makeup'; name: string }
export type ReadNotice = {
  year: number | null
  /** Number of the document where the text carries it: 国办发明电〔2024〕12号. */
  document: string | null
  days: NoticeDay[]
  /** Lines that look like an arrangement and could not be read. */
  unread: string[]
}

/**
 * Reads the pasted text of a notice of the State Council's office: `二、春节：1月28日（农历除夕、周二）至2月4日（农历正月初七、周二）放假调休，共8天。
 * 1月26日（周日）、2月8日（周六）上班。` What it cannot read it names; a person checks the result before it is kept.
 */
export function readNotice(text: string): ReadNotice {
  const year = Number(/(\d{4})年(?=.{0,12}节假日)/s.exec(text)?.[1] ?? /(\d{4})年/.exec(text)?.[1] ?? 0) || null
  const document = /国办发[^\s，。、]*?〔\d{4}〕\d+号/.exec(text)?.[0] ?? null
  if (!year) return { year, document, days: [], unread: [] }
  const days = new Map<string, NoticeDay>()
  const unread: string[] = []
  for (const line of arrangements(text)) {
    const read = readArrangement(line, year)
    if (read.length === 0) unread.push(line)
    for (const day of read) days.set(day.date, day)
  }
  return { year, document, days: [...days.values()].sort((a, b) => (a.date < b.date ? -1 : 1)), unread }
}

/** Pieces of text that begin with the name of a holiday and a colon. */
function arrangements(text: string): string[] {
  const flat = text.replace(/\s+/g, '')
  const starts = [...flat.matchAll(/(元旦|春节|清明节|劳动节|端午节|中秋节|国庆节)(、(中秋节|国庆节))?[:：]/g)]
  return starts.map((start, index) => flat.slice(start.index, starts[index + 1]?.index))
}

const DATE = String.raw`(?:(\d{4})年)?(?:(\d{1,2})月)?(\d{1,2})日`
const PERIOD = new RegExp(`${DATE}(?:至${DATE})?放假`, 'g')
const ONE = new RegExp(DATE, 'g')

function readArrangement(line: string, year: number): NoticeDay[] {
  const name = /^[^:：]+/.exec(line)![0]
  // weekdays and lunar dates stand in brackets
  const plain = line.replace(/（[^（）]*）|\([^()]*\)/g, '')
  const holidays = [...plain.matchAll(PERIOD)].flatMap((found) => {
    const from = dateOf(found.slice(1, 4), { year, month: null })
    const to = found[6] ? dateOf(found.slice(4, 7), { year, month: from?.slice(5, 7) ?? null }) : from
    return from && to ? span(from, to).map((date) => ({ date, kind: 'holiday' as const, name })) : []
  })
  return [...holidays, ...makeupDays(plain, year, name)]
}

/** `1月26日、2月8日上班`. */
function makeupDays(plain: string, year: number, name: string): NoticeDay[] {
  const sentence = /(?:^|[。，；])([^。；]*?)上班/.exec(plain)?.[1] ?? ''
  let month: string | null = null
  return [...sentence.matchAll(ONE)].flatMap((found) => {
    const date = dateOf(found.slice(1, 4), { year, month })
    month = date?.slice(5, 7) ?? month
    return date && isWeekend(date) ? [{ date, kind: 'makeup' as const, name }] : []
  })
}

function dateOf(parts: (string | undefined)[], known: { year: number; month: string | null }): string | null {
  const [year, month, day] = parts
  const inMonth = month?.padStart(2, '0') ?? known.month
  const date = `${year ?? known.year}-${inMonth}-${day!.padStart(2, '0')}`
  return inMonth && isCalendarDay(date) ? date : null
}

/** At most a fortnight: a period that long was misread. */
function span(from: string, to: string): string[] {
  const dates: string[] = []
  for (let date = from; date <= to && dates.length < 15; date = shiftDate(date, 1)) dates.push(date)
  return dates.length < 15 ? dates : []
}
