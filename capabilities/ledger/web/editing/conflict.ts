/** One field of a refused edit, as the server compares it: what one wrote, what stands there now, who wrote that and when. */
export type ConflictField = { field: string; yours: string | null; theirs: string | null; by?: string; at?: string }
export type Conflict = { version: number; fields: ConflictField[] }
export type Choice = 'yours' | 'theirs'

/** The details of an `edit_conflict`, or null when they are not of that shape. */
export function readConflict(details: unknown): Conflict | null {
  const { version, fields } = (details ?? {}) as Partial<Conflict>
  return typeof version === 'number' && Array.isArray(fields) ? { version, fields } : null
}

/**
 * Splits what one changed into what nobody else touched (kept as one wrote it) and what must be decided. A field counts as touched by
 * somebody when it no longer says what one read; `before` is that reading, as text.
 */
export function splitConflict(
  conflict: Conflict,
  before: Readonly<Record<string, string | null>>,
): { untouched: string[]; decide: ConflictField[] } {
  const decide = conflict.fields.filter((entry) => entry.theirs !== (before[entry.field] ?? null))
  const decided = new Set(decide.map(({ field }) => field))
  return { untouched: conflict.fields.map(({ field }) => field).filter((field) => !decided.has(field)), decide }
}

/** The fields to send once every contested one is decided; null while one is open. */
export function mergedFields<Value>(
  draft: Readonly<Record<string, Value>>,
  decide: readonly ConflictField[],
  choices: Readonly<Record<string, Choice | undefined>>,
): Record<string, Value> | null {
  if (decide.some(({ field }) => choices[field] === undefined)) return null
  const theirs = new Set(decide.filter(({ field }) => choices[field] === 'theirs').map(({ field }) => field))
  return Object.fromEntries(Object.entries(draft).filter(([field]) => !theirs.has(field)))
}

/** A value as the server's texts have it: null for empty. */
export function asText(value: unknown): string | null {
  return value === null || value === undefined || value === '' ? null : String(value)
}
