import type { Confirmation } from '#capabilities/bulletins/contract.ts'

/** Objections first, then who has to look again, then who has said nothing; who agreed comes last. */
const ORDER: readonly Confirmation['state'][] = ['objected', 'changed', 'waiting', 'confirmed']

export function byUrgency(items: readonly Confirmation[]): Confirmation[] {
  return [...items].sort((one, other) => ORDER.indexOf(one.state) - ORDER.indexOf(other.state))
}

/** Those to be called: they have said nothing of the figures as they are. */
export function toCall(items: readonly Confirmation[]): Confirmation[] {
  return items.filter(({ state }) => state === 'waiting' || state === 'changed')
}
