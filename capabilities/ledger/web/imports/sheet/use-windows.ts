import { useQueries } from '@tanstack/react-query'
import type { SheetWindow } from '../../../import/sheet-contract.ts'
import { ledger } from '../../api.ts'

/** Rows fetched at once; the server keeps whole multiples of it at hand. */
export const WINDOW = 200

/** The rows of a sheet around those that show, by window; what a file says never changes while it is looked at. */
export function useWindows(
  importId: number,
  sheet: number,
  [first, last]: readonly [number, number],
): { windows: Map<number, SheetWindow>; problem: unknown } {
  const numbers = new Set([0])
  for (let at = Math.floor(Math.max(0, first) / WINDOW); at <= Math.floor(Math.max(0, last) / WINDOW); at++)
    numbers.add(at)
  const wanted = [...numbers]
  const results = useQueries({
    queries: wanted.map((number) => ({
      ...ledger.readImportCells.query({
        params: { id: importId },
        query: { sheet, from: number * WINDOW, count: WINDOW },
      }),
      staleTime: Number.POSITIVE_INFINITY,
    })),
  })
  const windows = new Map<number, SheetWindow>()
  results.forEach(({ data }, index) => {
    if (data) windows.set(wanted[index]!, data)
  })
  return { windows, problem: results.find(({ error }) => error)?.error ?? null }
}

/** Text of a cell, once its window has come. */
export function textAt(windows: Map<number, SheetWindow>, row: number, column: number): string | undefined {
  const found = windows.get(Math.floor(row / WINDOW))
  return found && (found.rows[row - found.from]?.[column] ?? '')
}
