import type { RecordFilter } from '../contract.ts'

/** The filter as it stands in the address. `by` is an account's number, or `public`; `q` is words in the reason. */
export const FILTER_KEYS = ['by', 'action', 'field', 'unit', 'subject', 'id', 'from', 'to', 'q'] as const
export type Search = { [Key in (typeof FILTER_KEYS)[number]]?: string | undefined }

/** What the server is asked. */
export function filterOf({ by, action, field, unit, subject, id, from, to, q }: Search): RecordFilter {
  const account = Number(by)
  return {
    ...(by && (Number.isSafeInteger(account) ? { account } : { actor: by })),
    ...(action && { action }),
    ...(field && { field }),
    ...(unit && { unit: Number(unit) }),
    ...(subject && { subjectType: subject }),
    ...(id && { subjectId: id }),
    ...(from && { from }),
    ...(to && { to }),
    ...(q && { reason: q }),
  }
}
