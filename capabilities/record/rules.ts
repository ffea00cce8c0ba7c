/**
 * Whose history who may see: a list belongs to one permission. The record comes before the capabilities that own these objects and cannot
 * ask them, so it shows only entries written about an organisation within the person's scope for that permission.
 */
export const HISTORY_SUBJECTS = {
  work: ['round', 'project', 'report'],
  imports: ['import'],
  people: ['account', 'organisation'],
} as const
export type HistoryKind = keyof typeof HISTORY_SUBJECTS
export type HistorySubject = (typeof HISTORY_SUBJECTS)[HistoryKind][number]

/** Which list a subject's history is in. */
export function historyKindOf(subject: HistorySubject): HistoryKind {
  const kinds = Object.keys(HISTORY_SUBJECTS) as HistoryKind[]
  return kinds.find((kind) => (HISTORY_SUBJECTS[kind] as readonly string[]).includes(subject))!
}

/** Entries of the filtered view that leave as one file, at most. */
export const EXPORT_LIMIT = 100_000

/** Entries verified by one request of a screen. */
export const SLICE = 20_000

/** A digest as people copy it: 64 hexadecimal digits in groups of four. */
export function inGroups(hash: string): string {
  return hash.match(/.{1,4}/g)?.join(' ') ?? ''
}

/** The digests in what somebody pasted or uploaded: a hash in groups or not, one digest file, or lines of several. */
export function hashesIn(text: string): string[] {
  const bare = text.replace(/\s/g, '').toLowerCase()
  if (/^[0-9a-f]{64}$/.test(bare)) return [bare]
  return [...text.matchAll(/"hash"\s*:\s*"([0-9a-f]{64})"/g)].map(([, hash]) => hash!)
}
