import { useMemo, useRef } from 'react'
import type { GridCondition } from '../../grid/contract.ts'
import { conditionsText, withConditions } from './conditions.ts'
import { columnsText, type GridState, type ShownColumn } from './view-state.ts'

type Changes = Record<string, string | undefined>
export type StateActs = ReturnType<typeof useStateActs>

/** What one does to the state of the grid, each as a change of the address. */
export function useStateActs(state: GridState, set: (changes: Changes) => void) {
  const latest = useRef({ state, set })
  latest.current = { state, set }
  return useMemo(() => {
    const now = () => latest.current.state
    const put = (changes: Changes) => latest.current.set(changes)
    const columns = (next: readonly ShownColumn[], further: Changes = {}) =>
      put({ cols: columnsText(next), ...further })
    return {
      set: put,
      sort: (field: string, order: 'asc' | 'desc') => put({ sort: field, order }),
      filterColumn: (field: string, next: readonly GridCondition[]) =>
        put({ where: conditionsText(withConditions(now().filter.where, field, next)) }),
      toggleGroup: (field: string) => {
        const { group } = now()
        const next = group.includes(field) ? group.filter((one) => one !== field) : [...group, field].slice(-2)
        put({ group: next.join(',') || 'none' })
      },
      group: (next: readonly string[]) => put({ group: next.join(',') || 'none' }),
      freeze: (count: number) => put({ frozen: String(now().frozen === count ? 0 : count) }),
      hide: (field: string) => {
        const { columns: shown, frozen } = now()
        const at = shown.findIndex((column) => column.field === field)
        const further = at >= 0 && at < frozen ? { frozen: String(frozen - 1) } : {}
        columns(
          shown.filter((column) => column.field !== field),
          further,
        )
      },
      move: (field: string, to: number) => {
        const shown = now().columns
        const column = shown.find((one) => one.field === field)
        if (!column) return
        const others = shown.filter((one) => one.field !== field)
        columns([...others.slice(0, to), column, ...others.slice(to)])
      },
      resize: (field: string, width: number) =>
        columns(now().columns.map((column) => (column.field === field ? { field, width } : column))),
      show: (fields: readonly string[]) => {
        const shown = now().columns
        const kept = shown.filter(({ field }) => fields.includes(field))
        const known = new Set(kept.map(({ field }) => field))
        columns([...kept, ...fields.filter((field) => !known.has(field)).map((field) => ({ field }))])
      },
      density: (density: 'dense' | 'comfortable') => put({ density }),
      open: (id: number | null) => put({ open: id === null ? undefined : String(id) }),
    }
  }, [])
}
