/** A field before and after. `item` is which of several things it belongs to (a row of a grid by its number), null for the object itself. */
export type Change = {
  field: string
  item: string | null
  before: string | null
  after: string | null
  differs: boolean
}

/** What an entry changed, field by field in the order they were kept; a value that is no object is one change without a name. */
export function changesOf(before: unknown, after: unknown): Change[] {
  const old = leavesOf(before)
  const next = leavesOf(after)
  const places = [...new Set([...next.keys(), ...old.keys()])]
  return places.map((place) => {
    const { field, item } = (next.get(place) ?? old.get(place))!
    const was = old.get(place)?.text ?? null
    const is = next.get(place)?.text ?? null
    return { field, item, before: was, after: is, differs: was !== is }
  })
}

type Leaf = { field: string; item: string | null; text: string | null }

/** Every value that is not itself made of fields, by its place. */
function leavesOf(value: unknown): Map<string, Leaf> {
  const leaves = new Map<string, Leaf>()
  if (value === undefined || value === null) return leaves
  // what waits, in order: no recursion, a record may be nested deeper than the stack
  const waiting: { value: unknown; field: string; item: string | null; place: string }[] = [
    { value, field: '', item: null, place: '' },
  ]
  for (let at = waiting.pop(); at; at = waiting.pop()) {
    const { value: here, field, item, place } = at
    const parts = partsOf(here, { field, item })
    if (!parts) leaves.set(place, { field, item, text: textOf(here) })
    else
      waiting.push(
        ...parts.map((part) => ({ ...part, place: `${place}\n${part.item ?? ''}\n${part.field}` })).reverse(),
      )
  }
  return leaves
}

type Part = { value: unknown; field: string; item: string | null }

function partsOf(value: unknown, { field, item }: { field: string; item: string | null }): Part[] | null {
  if (value === null || typeof value !== 'object') return null
  if (Array.isArray(value)) {
    if (value.length === 0 || !value.every((one) => one !== null && typeof one === 'object')) return null
    return value.map((one, index) => ({ value: one, field, item: String((one as { id?: unknown }).id ?? index + 1) }))
  }
  const fields = Object.entries(value)
  if (fields.length === 0) return null
  return fields.map(([name, one]) => ({ value: one, field: name, item }))
}

function textOf(value: unknown): string | null {
  if (value === undefined || value === null) return null
  if (typeof value === 'boolean') return value ? '是' : '否'
  if (Array.isArray(value)) return value.map((one) => textOf(one) ?? '').join('、')
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}
