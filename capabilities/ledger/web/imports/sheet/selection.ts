/** A place on the drawn sheet: row -1 is the line of column heads, column -1 the margin of row numbers. */
export type Place = { row: number; column: number }

/** Where a key leads from a place; null when it moves nothing. `page` rows are a screenful. */
export function moved(
  { row, column }: Place,
  event: { key: string; ctrlKey: boolean; metaKey: boolean },
  { rows, columns, page }: { rows: number; columns: number; page: number },
): Place | null {
  const isFar = event.ctrlKey || event.metaKey
  const within = (next: Place): Place => ({
    row: Math.max(-1, Math.min(rows - 1, next.row)),
    column: Math.max(-1, Math.min(columns - 1, next.column)),
  })
  switch (event.key) {
    case 'ArrowUp':
      return within({ row: isFar ? -1 : row - 1, column })
    case 'ArrowDown':
      return within({ row: isFar ? rows - 1 : row + 1, column })
    case 'ArrowLeft':
      return within({ row, column: isFar ? -1 : column - 1 })
    case 'ArrowRight':
      return within({ row, column: isFar ? columns - 1 : column + 1 })
    case 'PageUp':
      return within({ row: Math.max(0, row - page), column })
    case 'PageDown':
      return within({ row: row + page, column })
    case 'Home':
      return within({ row: isFar ? -1 : row, column: -1 })
    case 'End':
      return within({ row: isFar ? rows - 1 : row, column: columns - 1 })
    default:
      return null
  }
}
