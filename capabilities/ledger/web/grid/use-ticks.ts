import { useRef, useState } from 'react'
import type { RowWindow } from './row-window.ts'

export type Ticks = ReturnType<typeof useTicks>

/** Ticked projects by their ids: they stay ticked while one sorts and filters. Shift ticks from the last one on. */
export function useTicks(rows: RowWindow, enabled: boolean) {
  const [ids, setIds] = useState<ReadonlySet<number>>(new Set())
  const last = useRef<number | null>(null)
  const all = () => {
    const every: number[] = []
    for (let place = 0; place < rows.count; place += 1) every.push(rows.idAt(place)!)
    return every
  }
  const state: 'none' | 'some' | 'all' = ids.size === 0 ? 'none' : ids.size >= rows.count ? 'all' : 'some'
  const onTick = (place: number, extend: boolean) => {
    const id = rows.idAt(place)
    if (id === undefined) return
    const next = new Set(ids)
    const on = !next.has(id)
    const from = extend && last.current !== null ? Math.min(last.current, place) : place
    const to = extend && last.current !== null ? Math.max(last.current, place) : place
    for (let at = from; at <= to; at += 1) {
      const one = rows.idAt(at)
      if (one === undefined) continue
      if (on) next.add(one)
      else next.delete(one)
    }
    last.current = place
    setIds(next)
  }
  return {
    ids,
    count: ids.size,
    clear: () => setIds(new Set()),
    forGrid: enabled
      ? {
          has: (place: number) => ids.has(rows.idAt(place) ?? -1),
          state,
          onTick,
          onAll: () => setIds(state === 'all' ? new Set() : new Set(all())),
        }
      : undefined,
  }
}
