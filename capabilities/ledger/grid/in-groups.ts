/**
 * Rows that are sorted, put into their groups without losing that order. `values` are the rows' group values level by level, `groups` the
 * innermost groups in their order; a row whose group is not among them (it changed between two readings) goes to the end.
 */
export function inGroups(
  { ids, values }: { ids: readonly number[]; values: readonly (readonly string[])[] },
  groups: readonly (readonly string[])[],
): number[] {
  if (values.length === 0) return [...ids]
  const places = new Map(groups.map((path, at) => [keyOf(path), at]))
  const members: number[][] = Array.from({ length: groups.length + 1 }, () => [])
  ids.forEach((id, row) => {
    const place = places.get(keyOf(values.map((level) => level[row]!)))
    members[place ?? groups.length]!.push(id)
  })
  return members.flat()
}

function keyOf(path: readonly string[]): string {
  return path.length === 1 ? path[0]! : JSON.stringify(path)
}
