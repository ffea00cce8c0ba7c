export type Change = { field: string; before: string | null; after: string | null; differs: boolean }

/** What an entry changed, field by field in the order they were kept; a value that is no object is one change without a name. */
export function changesOf(before: unknown, after: unknown): Change[] {
  if (before == null && after == null) return []
  const old = fieldsOf(before)
  const next = fieldsOf(after)
  const names = [...new Set([...Object.keys(next), ...Object.keys(old)])]
  return names.map((field) => {
    const was = textOf(old[field])
    const is = textOf(next[field])
    return { field, before: was, after: is, differs: was !== is }
  })
}

function fieldsOf(value: unknown): Record<string, unknown> {
  if (value == null) return {}
  return typeof value === 'object' && !Array.isArray(value) ? (value as Record<string, unknown>) : { '': value }
}

function textOf(value: unknown): string | null {
  if (value === undefined || value === null) return null
  if (typeof value === 'boolean') return value ? '是' : '否'
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}
