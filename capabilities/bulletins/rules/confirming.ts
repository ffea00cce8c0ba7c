import { type FigureBook, isMissing, type SubjectCode } from '#capabilities/figures/public.ts'

/** What a ranked organisation confirms of itself before the document leaves. */
export const CONFIRMED: readonly SubjectCode[] = [
  'projectCount',
  'annualPlan',
  'completedYtd',
  'completionRate',
  'gap',
  'rank',
]

export interface OwnFigure {
  subject: string
  text: string
}

/** One organisation's line: what it is asked to confirm, and the text that a digest of it is made from. */
export function ownFigures(book: FigureBook, orgId: number): { figures: OwnFigure[]; canonical: string } {
  const answers = CONFIRMED.map((subject) => ({
    subject,
    answer: book.figureOf({ subject, whose: { kind: 'member', orgId } }),
  }))
  const figures = answers.flatMap(({ answer }) =>
    isMissing(answer) ? [] : [{ subject: answer.subject, text: signed(answer.value, answer.text, answer.unit) }],
  )
  const canonical = answers
    .map(({ subject, answer }) => `${subject}=${isMissing(answer) ? '' : answer.value}`)
    .join('\n')
  return { figures, canonical }
}

/** Points have no sign in prose; alone in a list they need one. */
function signed(value: string, text: string, unit: string): string {
  return unit === '个百分点' && value.startsWith('-') ? `-${text}` : text
}

/** `waiting`: nothing said yet; `changed`: said of other figures than these. */
export type ConfirmationState = 'confirmed' | 'objected' | 'waiting' | 'changed'

export function stateOf(said: { digest: string; isConfirmed: boolean } | undefined, digest: string): ConfirmationState {
  if (!said) return 'waiting'
  if (said.digest !== digest) return 'changed'
  return said.isConfirmed ? 'confirmed' : 'objected'
}
