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
  const actorName = (actor: string) =>
    actor === 'public' ? w('record.actorPublic') : actor === 'console' ? w('record.actorConsole') : actor
  return {
    name,
    actionName: (action: string) => name('action', action),
    subjectName: ({ subjectType, subjectId }: Pick<RecordEntry, 'subjectType' | 'subjectId'>) =>
      subjectId === '0' ? name('subject', subjectType) : `${name('subject', subjectType)} ${subjectId}`,
    actorName,
    /** 张三（zhangsan）; without a name the user name alone. */
    personName: ({ actor, actorName: display }: Pick<RecordEntry, 'actor' | 'actorName'>) =>
      display && actor !== 'console' ? `${display}（${actor}）` : actorName(actor),
    fieldName: (field: string) => name('field', field),
  }
}
