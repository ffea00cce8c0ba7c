import { invalid } from '#kernel/problem.ts'

/** A place in a list: the sort key of the last row as text, and its id. Opaque to those who send it back. */
export type Place = { key: string; id: number }

export function encodeCursor(place: Place): string {
  return Buffer.from(JSON.stringify([place.key, place.id])).toString('base64url')
}

/** Refuses what `encodeCursor` did not make. */
export function decodeCursor(cursor: string): Place {
  try {
    const [key, id] = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'))
    if (typeof key === 'string' && Number.isSafeInteger(id)) return { key, id }
  } catch {
    // falls through to the refusal
  }
  throw invalid('cursor_invalid', '翻页位置已失效，请从第一页重新查看。')
}
