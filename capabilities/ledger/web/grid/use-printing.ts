import { useEffect, useState } from 'react'
import { notify, notifyProblem } from '#platform/web/kit/toast.tsx'
import { words } from '#platform/web/words/use-words.ts'
import type { RowWindow } from './row-window.ts'

/** Rows on paper at most: beyond, a workbook serves better. */
const MOST_PRINTED = 5000

/** Prints all rows, or the ticked ones: reads them, draws them, then opens the browser's print. The places being printed, or null. */
export function usePrinting(rows: RowWindow, ticked: ReadonlySet<number>): [readonly number[] | null, () => void] {
  const [places, setPlaces] = useState<readonly number[] | null>(null)
  useEffect(() => {
    if (!places) return
    const frame = requestAnimationFrame(() => {
      window.print()
      setPlaces(null)
    })
    return () => cancelAnimationFrame(frame)
  }, [places])
  const print = () => {
    const wanted: number[] = []
    for (let place = 0; place < rows.count; place += 1) {
      if (ticked.size === 0 || ticked.has(rows.idAt(place)!)) wanted.push(place)
    }
    if (wanted.length > MOST_PRINTED) return notify(words('grid.tooManyPrinted', { most: MOST_PRINTED }))
    rows.load(wanted).then(() => setPlaces(wanted), notifyProblem)
  }
  return [places, print]
}
