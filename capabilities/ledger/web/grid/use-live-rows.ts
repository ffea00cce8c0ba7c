import { useEffect, useRef } from 'react'
import { onLiveChanges } from '#platform/web/live-changes.ts'
import type { LedgerGridData } from './use-ledger-grid.ts'

/** What others change appears at once: rows in sight are read anew and their cells lit, the order is asked for again a little later. */
export function useLiveRows({ rows, again }: Pick<LedgerGridData, 'rows' | 'again'>): void {
  const ask = useRef(again)
  ask.current = again
  useEffect(
    () =>
      onLiveChanges(({ ids, many }) => {
        if (many) rows.refreshAll()
        else rows.refresh(ids)
        ask.current()
      }),
    [rows],
  )
}
