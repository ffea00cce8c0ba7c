import { pinyin } from 'pinyin-pro'
import { foldName } from '#kernel/fold.ts'

// one initial for each character, kept: asking for whole names costs a large import seconds
const INITIALS = new Map<string, string>()

/** The pinyin initials of a name, with its letters and digits: `qrz` finds 青箬镇. Each character in its commonest reading. */
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
