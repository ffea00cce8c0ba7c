import type { OfferedDocument } from '#capabilities/bulletins/contract.ts'

/** What an address that names no document opens. */
const USUAL = 'monthly'

/** The document to show: the one the address names, else the monthly one, else the first there is. Null: none that may be seen. */
export function documentToShow(items: readonly OfferedDocument[], wanted: string | undefined): OfferedDocument | null {
  if (wanted !== undefined) return items.find(({ key }) => key === wanted) ?? null
  return items.find(({ key }) => key === USUAL) ?? items[0] ?? null
}
