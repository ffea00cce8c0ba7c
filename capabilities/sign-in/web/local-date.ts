import { dateText } from '#platform/web/format.ts'

/** The day of an instant where the reader is. */
export function localDate(iso: string): string {
  // Swedish writes dates as 2026-11-10
  return dateText(new Date(iso).toLocaleDateString('sv-SE'))
}
