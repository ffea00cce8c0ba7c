import { type Answer, type Asked, isMissing } from './ask.ts'
import type { FigureInput, FigureRule } from './figure.ts'
import type { Draft } from './make-figure.ts'
import type { SubjectCode } from './subjects.ts'
import { ownRows } from './whose.ts'

export function follows(
  asked: Asked,
  rule: FigureRule,
  subjects: readonly SubjectCode[],
): Pick<Draft, 'rule' | 'inputs'> & {
  rule: FigureRule
  inputs: FigureInput[]
} {
  return { rule, inputs: inputsOf(asked, subjects) }
}

export function inputsOf(asked: Asked, subjects: readonly SubjectCode[]): FigureInput[] {
  return subjects.flatMap((subject) => {
    const answer = answered(asked, subject)
    return isMissing(answer) ? [] : [{ figure: answer.id }]
  })
}

export function answered({ book, ask }: Asked, subject: SubjectCode): Answer {
  return book.figureOf({ subject, whose: ask.whose, ...(ask.at ? { at: ask.at } : {}) })
}

/** Of a subject that is always there: a sum or a count. */
export function knownValue(asked: Asked, subject: SubjectCode): string {
  const answer = answered(asked, subject)
  return isMissing(answer) ? '0' : answer.value
}

export function rowsOf({ books, ask }: Asked) {
  return ownRows(books, ask.whose)
}
