import { pinyin } from 'pinyin-pro'
import { foldName } from '#kernel/fold.ts'

// one initial for each character, kept: asking for whole names costs a large import seconds
const INITIALS = new Map<string, string>()

/** What a project is found by: its names, owner and code folded, and the pinyin initials of its names (`ncbs` finds 南川泵所). */
export function searchText(names: readonly string[], owner: string | null, code: string | null): string {
  const words = [...names, owner ?? '', code ?? ''].map(foldName).filter(Boolean)
  return [...words, ...names.map(initialsOf)].filter(Boolean).join(' ')
}

export function initialsOf(name: string): string {
  let initials = ''
  for (const character of foldName(name)) initials += initialOf(character)
  return initials
}

function initialOf(character: string): string {
  if (/[a-z0-9]/.test(character)) return character
  if (!/\p{Script=Han}/u.test(character)) return ''
  const known = INITIALS.get(character)
  if (known !== undefined) return known
  const initial = pinyin(character, { pattern: 'first', toneType: 'none' }).slice(0, 1)
  INITIALS.set(character, initial)
  return initial
}
