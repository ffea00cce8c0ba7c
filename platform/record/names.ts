import { ACTION_NAMES } from './names/actions.ts'
import { FIELD_NAMES } from './names/fields.ts'

/**
 * The office's words for what the record keeps as codes: `action.x`, `subject.x`, `field.x`. Here and not among the screens' words, because
 * exported files need them too; platform/web/words/areas/record.ts takes them in, english/record-actions.ts and
 * english/record-fields.ts hold their translation.
 */
export const RECORD_NAMES = { ...ACTION_NAMES, ...FIELD_NAMES } as const

/** The word for a code, or the code itself where the record holds one of another version. */
export function recordName(kind: 'action' | 'subject' | 'field', code: string): string {
  const key = `${kind}.${code}`
  return Object.hasOwn(RECORD_NAMES, key) ? RECORD_NAMES[key as keyof typeof RECORD_NAMES] : code
}
