/**
 * JSON of which there is only one spelling, so that everybody hashes the same bytes (RFC 8785): no white space, keys sorted by UTF-16 code
 * units at every depth, numbers and strings as ECMAScript writes them. A field that is undefined is left out.
 */
export function canonicalJson(value: unknown): string {
  if (value === undefined) return 'null'
  if (value === null || typeof value !== 'object') return JSON.stringify(value)
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`
  let fields = ''
  // without a comparison of its own, sort() orders by UTF-16 code units
  for (const key of Object.keys(value).sort()) {
    const field = (value as Record<string, unknown>)[key]
    if (field !== undefined) fields += `${fields && ','}${JSON.stringify(key)}:${canonicalJson(field)}`
  }
  return `{${fields}}`
}

/**
 * A value as it will come back from jsonb: undefined fields gone, dates as text, numbers as JSON has them (−0 is 0, what is no number is
 * null), and what PostgreSQL cannot hold (NUL, halves of surrogate pairs) as U+FFFD. Only such values may be hashed.
 */
export function asStored(value: unknown): unknown {
  const text = JSON.stringify(value)
  if (text === undefined) return null
  const plain = JSON.parse(text)
  // JSON.stringify escapes both; a backslash of the text itself only costs the longer way
  return text.includes('\\u0000') || text.includes('\\ud') ? storable(plain) : plain
}

/** Text as a column of PostgreSQL can hold it. */
export function storableText(text: string): string {
  return text.toWellFormed().replaceAll('\u0000', '\ufffd')
}

function storable(value: unknown): unknown {
  if (typeof value === 'string') return storableText(value)
  if (value === null || typeof value !== 'object') return value
  if (Array.isArray(value)) return value.map(storable)
  return Object.fromEntries(Object.entries(value).map(([key, field]) => [storableText(key), storable(field)]))
}
