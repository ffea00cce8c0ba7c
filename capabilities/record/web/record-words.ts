import { zh } from '#platform/web/words/areas/record.ts'
import type { WordKey } from '#platform/web/words/catalogue.ts'

/** The key of an action's, a subject's or a field's name; null where the record holds a word of a later or earlier version. */
export function recordWord(kind: 'action' | 'subject' | 'field', name: string): WordKey | null {
  const key = `${kind}.${name}`
  return Object.hasOwn(zh, key) ? (`record.${key}` as WordKey) : null
}
