import { canonicalJson } from '#platform/record/canonical-json.ts'
import { dateText } from '#platform/web/format.ts'
import type { Say } from '#platform/web/words/catalogue.ts'
import type { RecordDigest } from '../contract.ts'

/** The day a digest is of; with the first it covers where days were missed. */
export function spanText(w: Say, { day, since }: Pick<RecordDigest, 'day' | 'since'>): string {
  return since && since !== day ? w('record.daySpan', { since: dateText(since), day: dateText(day) }) : dateText(day)
}

/** A digest as a file to be kept outside: what `guatu verify --digest-file` reads. */
export function digestFile({ hash, ...digest }: RecordDigest): { name: string; href: string } {
  const text = `${canonicalJson({ digest, hash })}\n`
  return {
    name: `guatu-digest-${digest.day}.json`,
    href: `data:application/json;charset=utf-8,${encodeURIComponent(text)}`,
  }
}

/** `2026年11月27日 00:05:12` in China's time: on paper no date is relative. */
export function momentText(instant: string): string {
  const inChina = new Date(Date.parse(instant) + 8 * 3_600_000).toISOString()
  return `${dateText(inChina)} ${inChina.slice(11, 19)}`
}
