import type { Merge } from '#platform/excel/workbook.ts'

/** Finds the merge a cell lies in. Merges are indexed by row; a ledger has few per row. */
export class MergeIndex {
  private readonly byRow = new Map<number, Merge[]>()

  constructor(merges: Merge[]) {
    for (const merge of merges) {
      // A merge of whole columns says nothing about rows and would only fill the index.
      if (merge.bottom - merge.top > 20_000) continue
      for (let row = merge.top; row <= merge.bottom; row++) {
        const known = this.byRow.get(row)
        if (known) known.push(merge)
        else this.byRow.set(row, [merge])
      }
    }
  }

  at(row: number, column: number): Merge | null {
    const merges = this.byRow.get(row)
    if (!merges) return null
    return merges.find((merge) => column >= merge.left && column <= merge.right) ?? null
  }

  startingIn(row: number): Merge[] {
    return (this.byRow.get(row) ?? []).filter((merge) => merge.top === row)
  }
}
