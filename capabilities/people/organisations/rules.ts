/** The ltree label of a new organisation: ASCII and unique by its id. */
export function organisationLabel(id: number): string {
  return `o${id}`
}

/** What may stand below what: counties and zones below the city, towns and parks below those, departments below any of them. */
const BELOW: Record<string, readonly string[]> = {
  city: ['county', 'zone', 'department', 'park', 'town'],
  county: ['town', 'park', 'department'],
  zone: ['town', 'park', 'department'],
}

export function mayStandBelow(parentKind: string, kind: string): boolean {
  return BELOW[parentKind]?.includes(kind) ?? false
}
