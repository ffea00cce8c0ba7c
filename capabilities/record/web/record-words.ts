import { RECORD_NAMES } from '#platform/record/names.ts'
import type { WordKey } from '#platform/web/words/catalogue.ts'

type Kind = 'action' | 'subject' | 'field'

/** The key of an action's, a subject's or a field's name; null where the record holds a word of a later or earlier version. */
export function recordWord(kind: Kind, name: string): WordKey | null {
  const key = `${kind}.${name}`
  return Object.hasOwn(RECORD_NAMES, key) ? (`record.${key}` as WordKey) : null
}

/** Every action, subject or field that has a word. */
export function knownNames(kind: Kind): string[] {
  const start = `${kind}.`
  return Object.keys(RECORD_NAMES)
    .filter((key) => key.startsWith(start))
    .map((key) => key.slice(start.length))
}

/** Fields of one word, so that 年度计划 finds them all: a plan is kept under several names. */
export function fieldsNamed(word: string, say: (field: string) => string): string[] {
  return knownNames('field').filter((field) => say(field) === word)
}
