const PARTS = /^(\d{4})(?:[-./年](\d{1,2})(?:[-./月](\d{1,2})日?)?)?[年月日]?$/

/**
 * A date as precise as it is known: `2026`, `2026-03` or `2026-03-28`, from what people write: `2026.3`, `2026年3月28日`, `2026/3/28`.
 * Null when the text is none of these, or a day that does not exist.
 */
export function readPartialDate(text: string): string | null {
  const match = PARTS.exec(text.normalize('NFKC').replace(/\s/g, ''))
  if (!match) return null
  const [, year = '', month, day] = match
  if (month === undefined) return year
  if (Number(month) < 1 || Number(month) > 12) return null
  const monthText = `${year}-${month.padStart(2, '0')}`
  if (day === undefined) return monthText
  const last = new Date(Date.UTC(Number(year), Number(month), 0)).getUTCDate()
  return Number(day) >= 1 && Number(day) <= last ? `${monthText}-${day.padStart(2, '0')}` : null
}
