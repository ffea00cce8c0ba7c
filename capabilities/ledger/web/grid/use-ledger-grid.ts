import { useEffect, useMemo, useRef, useState, useSyncExternalStore } from 'react'
import { rateIn } from '#platform/web/format.ts'
import type { GridGroup as ShownGroup } from '#platform/web/kit/grid/types.ts'
import { notify, notifyProblem } from '#platform/web/kit/toast.tsx'
import { queries } from '#platform/web/query.ts'
import { words } from '#platform/web/words/use-words.ts'
import type { CellEdit, GridGroup } from '../../grid/contract.ts'
import { ledger } from '../api.ts'
import { EditDesk, type EditDone } from './edit-desk.ts'
import { RowWindow } from './row-window.ts'
import { useGridOrder } from './use-grid-order.ts'
import type { GridState } from './view-state.ts'

export type LedgerGridData = ReturnType<typeof useLedgerGrid>

/** Rows, order and edits of the ledger's grid, drawn anew when any of them changes. */
export function useLedgerGrid(state: GridState) {
  const [rows] = useState(() => new RowWindow(fetchRows))
  const order = useGridOrder(state, rows)
  const again = useRef(order.again)
  again.current = order.again
  const [desk] = useState(
    () =>
      new EditDesk({
        rows,
        send: sendEdit,
        undo: undoEdit,
        onProblem: notifyProblem,
        onDone: (done, how) => {
          notify(
            words(`grid.done.${how}`, { cells: done.cells, rows: done.projects }),
            how === 'edit' ? { undo: desk.undo } : {},
          )
          again.current()
          for (const route of [ledger.readRollups, ledger.readProject, ledger.readHistory, ledger.listEdits]) {
            void queries.invalidateQueries({ queryKey: route.key() })
          }
        },
      }),
  )
  useEffect(() => {
    rows.onChanged = (id, fields) => desk.light(id, fields)
    return () => rows.close()
  }, [rows, desk])
  useSyncExternalStore(rows.subscribe, rows.version)
  useSyncExternalStore(desk.subscribe, desk.version)
  const groups = useMemo(() => order.order?.groups.map(shownGroup) ?? [], [order.order])
  return { rows, desk, groups, ...order }
}

/** Levels count from nought; a rate follows from the sums of its group. */
function shownGroup({ path, label, depth, projects, start, sums, completionRate }: GridGroup): ShownGroup {
  return {
    path,
    label,
    depth: depth - 1,
    rows: projects,
    start,
    cells: { ...sums, completionRate: completionRate === null ? '' : rateIn(completionRate) },
  }
}

async function fetchRows(ids: readonly number[], columns: readonly string[], signal: AbortSignal) {
  const { items } = await ledger.readGridRows({ body: { ids: [...ids], columns: [...columns] } }, { signal })
  return items
}

async function sendEdit(cells: readonly CellEdit[], reason: string | undefined): Promise<EditDone> {
  const { edit, rows } = await ledger.editCells({ body: { cells: [...cells], ...(reason ? { reason } : {}) } })
  return { id: edit.id, cells: edit.cells, projects: edit.projects, rows: rows.map(({ id }) => id) }
}

async function undoEdit(id: number): Promise<EditDone> {
  const { edit, rows } = await ledger.undoEdit({ params: { id } })
  return { id: edit.id, cells: edit.cells, projects: edit.projects, rows: rows.map((row) => row.id) }
}
