import { pinyin } from 'pinyin-pro'
import { foldName } from '#kernel/fold.ts'
import { initialsOf } from '#platform/initials.ts'
import { LONGEST_DEPUTYSHIP_DAYS } from './deputies-contract.ts'

const DAY = 86_400_000

/** User names are compared without case and width, so that Ｏffice and office are one person. */
export function foldUsername(username: string): string {
  return username.normalize('NFKC').trim().toLowerCase()
}

/** In the record: the command line, whoever is not signed in, the server itself. */
export const RESERVED_NAMES: readonly string[] = ['console', 'public', 'system']

/** Whether nobody may be called so. */
export function isReserved(username: string): boolean {
  return RESERVED_NAMES.includes(foldUsername(username))
}

/** What a person is found by: name, user name and telephone folded, and the pinyin initials of the name (`wxm` finds 王小明). */
export function searchTextOf(given: { displayName: string; username: string; phone: string | null }): string {
  const { displayName, username, phone } = given
  const digits = (phone ?? '').replace(/\D/g, '')
  return [foldName(displayName), foldUsername(username), initialsOf(displayName), digits].filter(Boolean).join(' ')
}

/** A user name from a person's name: 王小明 is `wangxiaoming`; the name itself where it is not Chinese. */
export function usernameFrom(displayName: string): string {
  const syllables = pinyin(foldName(displayName), { toneType: 'none', type: 'array', surname: 'head', v: true })
  const name = syllables
    .join('')
    .toLowerCase()
    .replace(/[^a-z0-9]/g, '')
  return name.slice(0, 36) || 'user'
}

/** The name, or the name with the first digit from 2 that is free; it is taken from then on. */
export function freeUsername(wanted: string, taken: Set<string>): string {
  let name = wanted
  for (let count = 2; taken.has(foldUsername(name)); count++) name = `${wanted}${count}`
  taken.add(foldUsername(name))
  return name
}

/** The first instant of a calendar day in China's time. */
export function dayStart(day: string): Date {
  return new Date(`${day}T00:00:00+08:00`)
}

/** The first instant after a calendar day: until then it still counts. */
export function dayEnd(day: string): Date {
  return new Date(dayStart(day).getTime() + DAY)
}

export type Span = { from: Date | null; to: Date | null }
export type SpanFault = 'backdated' | 'empty'

/** From now (null) or a later day until the end of a day; a role is neither granted backwards nor for no time. */
export function spanOf(given: { validFrom?: string | null; validTo?: string | null }, now: Date): Span | SpanFault {
  const from = given.validFrom ? dayStart(given.validFrom) : null
  const to = given.validTo ? dayEnd(given.validTo) : null
  if (from && from.getTime() + DAY <= now.getTime()) return 'backdated'
  if (to && to <= (from ?? now)) return 'empty'
  // today means from now on
  return { from: from && from > now ? from : null, to }
}

/** Whether a span with an end is longer than somebody may be stood in for. */
export function tooLong({ from, to }: Span, now: Date): boolean {
  return (to?.getTime() ?? Infinity) - (from ?? now).getTime() > LONGEST_DEPUTYSHIP_DAYS * DAY
}

/** Whoever stands in is of the same unit, the one above or one directly below: paths as ltree text. */
export function isNear(absentPath: string, deputyPath: string): boolean {
  return absentPath === deputyPath || parentOf(absentPath) === deputyPath || parentOf(deputyPath) === absentPath
}

function parentOf(path: string): string {
  return path.split('.').slice(0, -1).join('.')
}
