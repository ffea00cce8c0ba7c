import type { Spending } from './spending.ts'
import type { Sheet } from './workbook.ts'

/** Rows a merge may reach below the last row that holds something. */
const BELOW = 1_000

/** Leaves the merges that begin in rows with something in them, cut a little below the last: a merge of a million blank rows says nothing. */
export function keepUsefulMerges(sheet: Sheet, spending: Spending): void {
  const end = sheet.rows.length
  sheet.merges = sheet.merges.flatMap((merge) => {
    const bottom = Math.min(merge.bottom, end + BELOW)
    const isUseful = merge.top < end && merge.top <= bottom && merge.left <= merge.right
    if (!isUseful || (bottom === merge.top && merge.right === merge.left)) return []
    spending.merge(bottom - merge.top + 1)
    return [{ ...merge, bottom }]
  })
}
