import { useWords } from '#platform/web/words/use-words.ts'
import type { RecordEntry } from '../contract.ts'
import { recordWord } from './record-words.ts'

type Subject = Pick<RecordEntry, 'subjectType' | 'subjectId' | 'subjectName'>

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
    /** 账号 5 阮若水; where there is only one of them its kind alone. */
    subjectText: ({ subjectType, subjectId, subjectName }: Subject) =>
      [name('subject', subjectType), subjectId === '0' ? null : subjectId, subjectName].filter(Boolean).join(' '),
    actorName,
    /** 张三（zhangsan）; without a name the user name alone. */
    personName: ({ actor, actorName: display }: Pick<RecordEntry, 'actor' | 'actorName'>) =>
      display && actor !== 'console' ? `${display}（${actor}）` : actorName(actor),
    fieldName: (field: string) => name('field', field),
  }
}
