import { isCalendarDay } from '#kernel/period.ts'

/** `2026-11-25` of what people write: 2026-11-25, 2026.11.25, 2026/11/25, 20261125, 2026年11月25日; without a year 11-25, this year's. Null: no date. */
export function readDate(text: string, year: number): string | null {
  const written = text.normalize('NFKC').trim()
  const whole = /^(\d{4})(\d{2})(\d{2})$/.exec(written) ?? /^(\d{4})[-./年](\d{1,2})[-./月](\d{1,2})日?$/.exec(written)
  const short = /^(\d{1,2})[-./月](\d{1,2})日?$/.exec(written)
  const parts = whole?.slice(1) ?? (short ? [String(year), short[1]!, short[2]!] : null)
  if (!parts) return null
  const date = parts.map((part, at) => part.padStart(at === 0 ? 4 : 2, '0')).join('-')
  return isCalendarDay(date) ? date : null
}

/** `2026-11-25T18:00` of a date and a time, `18:00`, `18时` or `18时30分`, with a blank or T between. Null: not both. */
export function readDateTime(text: string, year: number): string | null {
  const written = text.normalize('NFKC').trim()
  const [, date, hour, minute = '0'] = /^(\S+?)(?:\s+|T|(?<=日))(\d{1,2})(?:[:时点](\d{1,2})?分?)$/.exec(written) ?? []
  const day = date === undefined ? null : readDate(date, year)
  if (day === null || Number(hour) > 23 || Number(minute) > 59) return null
  return `${day}T${hour!.padStart(2, '0')}:${minute.padStart(2, '0')}`
}
