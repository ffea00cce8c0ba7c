import { useWords } from '#platform/web/words/use-words.ts'
import type { RecordEntry } from '../contract.ts'
import { recordWord } from './record-words.ts'

/** The office's words for what the record holds as codes; a code without a word is shown as it is. */
export function useRecordWords() {
  const w = useWords()
  const name = (kind: 'action' | 'subject' | 'field', code: string) => {
    const key = recordWord(kind, code)
    return key ? (w as (key: string) => string)(key) : code
  }
  return {
    actionName: (action: string) => name('action', action),
    subjectName: (entry: Pick<RecordEntry, 'subjectType' | 'subjectId'>) =>
      `${name('subject', entry.subjectType)} ${entry.subjectId}`,
    actorName: (actor: string) =>
      actor === 'public' ? w('record.actorPublic') : actor === 'console' ? w('record.actorConsole') : actor,
    fieldName: (field: string) => name('field', field),
  }
}
