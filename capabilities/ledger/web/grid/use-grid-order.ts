import { useQuery } from '@tanstack/react-query'
import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import type { Reply } from '#platform/http/contract.ts'
import type { ledgerRoutes } from '../../contract.ts'
import { ledger } from '../api.ts'
import { filterQuery } from '../list/filter.ts'
import { orderMoves } from './order-moves.ts'
import type { RowWindow } from './row-window.ts'
import type { GridState } from './view-state.ts'

export type GridOrder = Reply<(typeof ledgerRoutes)['readGridOrder']>
/** Columns every reading brings along: cards and headline are made of them. */
export const BASE_FIELDS = [
  'name',
  'light',
  'stage',
  'county',
  'sponsor',
  'totalInvestment',
  'annualPlan',
  'completedYtd',
  'completionRate',
  'pace',
] as const
const FIRST = 80
/** After somebody's change the order is asked for again, but not more often than this. */
const AGAIN_MS = 2500

/** The fields to be read: what is shown and what cards and headline need, in a fixed order so that moving a column asks for nothing. */
export function fieldsOf(state: GridState): string[] {
  return [...new Set([...BASE_FIELDS, ...state.columns.map(({ field }) => field)])].sort()
}

/**
 * The order of the rows. What others change in it while one works does not make rows jump: totals follow at once, a moved, new or
 * vanished row waits until one asks for it.
 */
export function useGridOrder(state: GridState, rows: RowWindow) {
  const fields = useMemo(() => fieldsOf(state), [state])
  const asked = {
    ...filterQuery(state.filter),
    sort: state.sort,
    order: state.order,
    ...(state.group.length > 0 ? { group: state.group.join(',') } : {}),
  }
  const identity = JSON.stringify(asked)
  const request = { query: { ...asked, columns: fields.join(','), first: FIRST } } as never
  const answer = useQuery({
    ...ledger.readGridOrder.query(request),
    structuralSharing: false,
    placeholderData: (before: GridOrder | undefined) => before,
    staleTime: 5_000,
    gcTime: 30_000,
  })
  const { data, isPlaceholderData, refetch } = answer
  const shown = useRef<{ identity: string; order: GridOrder } | null>(null)
  const [order, setOrder] = useState<GridOrder | null>(null)
  const [waiting, setWaiting] = useState<{ order: GridOrder; moves: number } | null>(null)
  const adopt = useCallback(
    (next: GridOrder) => {
      shown.current = { identity, order: next }
      rows.setOrder(next.ids, next.first)
      setOrder(next)
      setWaiting(null)
    },
    [identity, rows],
  )
  useEffect(() => rows.setColumns(fields), [rows, fields])
  useEffect(() => {
    if (!data || isPlaceholderData) return
    const before = shown.current
    if (before === null || before.identity !== identity) return adopt(data)
    if (orderMoves(before.order.ids, data.ids) === 0) return adopt(data)
    // totals are of all rows and may follow at once; the rows wait. That one's own edit would move a row is no news
    const others = (ids: readonly number[]) => ids.filter((id) => !rows.isMine(id))
    setWaiting({ order: data, moves: orderMoves(others(before.order.ids), others(data.ids)) })
    setOrder({ ...before.order, sums: data.sums, completionRate: data.completionRate, asOfMonth: data.asOfMonth })
  }, [data, isPlaceholderData, identity, adopt, rows])
  const again = useAgain(refetch)
  return {
    order,
    loading: answer.isPending || (order === null && !answer.error),
    /** Another order is on its way; the rows before it are still shown. */
    changing: isPlaceholderData,
    problem: answer.error,
    waiting: waiting?.moves ?? 0,
    adopt: () => waiting && adopt(waiting.order),
    again,
    retry: () => void refetch(),
  }
}

/** Asks again a little later; what is asked for meanwhile is one asking. */
function useAgain(refetch: () => unknown): () => void {
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined)
  const act = useRef(refetch)
  act.current = refetch
  useEffect(() => () => clearTimeout(timer.current), [])
  return useCallback(() => {
    clearTimeout(timer.current)
    timer.current = setTimeout(() => void act.current(), AGAIN_MS)
  }, [])
}
