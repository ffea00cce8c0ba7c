import type { ImportPreview } from '../../import/contract.ts'

/** Why a preview cannot be written now; null when it can. */
export type Hindrance = 'questions' | 'undecided' | 'nothing' | 'state'

/** What stands in the way of writing, the most urgent first; `merge` is how far the deciding got where the file carries its base. */
export function hindranceOf(
  preview: ImportPreview,
  merge: { undecided: number; projects: number; added: number } | null = null,
): Hindrance | null {
  if (preview.state !== 'preview') return 'state'
  if (preview.questions.some(({ answer }) => answer === null)) return 'questions'
  if (merge && merge.undecided > 0) return 'undecided'
  if (merge) return merge.projects + merge.added === 0 ? 'nothing' : null
  return preview.summary.added + preview.summary.changed === 0 ? 'nothing' : null
}

export type WarningGroup = { code: string; must: boolean; items: ImportPreview['warnings'] }

/** Warnings by kind; those one must look at first, then the more frequent. */
export function groupWarnings(warnings: ImportPreview['warnings']): WarningGroup[] {
  const groups = new Map<string, WarningGroup>()
  for (const warning of warnings) {
    const group = groups.get(warning.code) ?? { code: warning.code, must: false, items: [] }
    group.items.push(warning)
    group.must ||= warning.must
    groups.set(warning.code, group)
  }
  return [...groups.values()].sort((a, b) => Number(b.must) - Number(a.must) || b.items.length - a.items.length)
}

export type Answered = { key: string; text: string; answer: string; label: string }

/** Answers given in this preview, newest last; a second answer to the same question replaces the first. */
export function withAnswer(given: readonly Answered[], next: Answered): Answered[] {
  return [...given.filter(({ key }) => key !== next.key), next]
}
