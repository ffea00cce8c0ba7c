import { foldName } from '#kernel/fold.ts'
import { initialsOf } from '#platform/initials.ts'

/** What a project is found by: its names, owner and code folded, and the pinyin initials of its names (`ncbs` finds 南川泵所). */
export function searchText(names: readonly string[], owner: string | null, code: string | null): string {
  const words = [...names, owner ?? '', code ?? ''].map(foldName).filter(Boolean)
  return [...words, ...names.map(initialsOf)].filter(Boolean).join(' ')
}
