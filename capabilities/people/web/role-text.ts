import { dateInChina } from '#kernel/period.ts'
import type { Role } from '#platform/access/permissions.ts'
import { dateText } from '#platform/web/format.ts'
import type { Say } from '#platform/web/words/catalogue.ts'

/** The last day an end still counts: an instant at midnight belongs to the day before. */
export function lastDayOf(instant: string): string {
  return dateInChina(new Date(new Date(instant).getTime() - 1))
}

/** `填报员（东县）`. */
export function roleOver(w: Say, { role, organisationName }: { role: Role; organisationName: string }): string {
  return w('signIn.me.grantOver', { role: w(`people.role.${role}`), organisation: organisationName })
}

/** `2026年11月1日 起`, `2026年11月1日 至 2026年11月30日`. */
export function spanText(w: Say, { validFrom, validTo }: { validFrom: string; validTo: string | null }): string {
  const from = dateText(dateInChina(new Date(validFrom)))
  return validTo ? w('people.spanTo', { from, to: dateText(lastDayOf(validTo)) }) : w('people.span', { from })
}

/** `填报员（东县），代 某某（至 2026年11月30日）`: what somebody holds, and whose it is. */
export function heldText(
  w: Say,
  held: { role: Role; organisationName: string; deputyForName: string | null; until: string | null },
): string {
  const date = held.until ? dateText(lastDayOf(held.until)) : null
  const whose = held.deputyForName
    ? date
      ? w('people.forNameTo', { name: held.deputyForName, date })
      : w('people.forName', { name: held.deputyForName })
    : date && w('people.until', { date })
  return [roleOver(w, held), whose].filter(Boolean).join('　')
}
