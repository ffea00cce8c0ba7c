import type { RecordEntry } from '../contract.ts'

const ADDRESSES: Record<string, string> = {
  project: '/projects/',
  round: '/rounds/',
  report: '/reports/',
  import: '/imports/',
}

/** Where an object is seen; null where it has no page of its own. */
export function subjectLink({ subjectType, subjectId }: Pick<RecordEntry, 'subjectType' | 'subjectId'>): string | null {
  const address = ADDRESSES[subjectType]
  return address && subjectId !== '0' ? `${address}${subjectId}` : null
}

/** What was typed as an object: its number, alone or after the word (项目 123, project 123). */
export function typedNumber(text: string): string | undefined {
  return /(\d{1,10})\s*$/.exec(text)?.[1]
}
