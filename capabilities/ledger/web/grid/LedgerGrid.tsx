import { type RefObject, useCallback, useMemo, useRef, useState } from 'react'
import { rateIn } from '#platform/web/format.ts'
import { MOST_COPIED } from '#platform/web/kit/grid/clipboard.ts'
import { Grid, type GridHandle } from '#platform/web/kit/grid/Grid.tsx'
import { groupKey } from '#platform/web/kit/grid/lines.ts'
import type { Rectangle } from '#platform/web/kit/grid/selection.ts'
import type { ChangeSet, GridColumn } from '#platform/web/kit/grid/types.ts'
import { notify } from '#platform/web/kit/toast.tsx'
import { useMay } from '#platform/web/shell/session.tsx'
import { useWords } from '#platform/web/words/use-words.ts'
import type { GridRow, OwnColumn } from '../../grid/contract.ts'
import { useMoneyUnit } from '../parts/money-unit.ts'
import { ChangePreview, needsPreview } from './ChangePreview.tsx'
import { EditQuestions } from './EditQuestions.tsx'
import type { Own } from './fields.ts'
import { gridColumns } from './grid-columns.tsx'
import { HeadMenu } from './HeadMenu.tsx'
import { StatusLine } from './StatusLine.tsx'
import { selectionFigures } from './selection-figures.ts'
import type { LedgerGridData } from './use-ledger-grid.ts'
import type { StateActs } from './use-state-acts.ts'
import type { Ticks } from './use-ticks.ts'
import type { GridState } from './view-state.ts'

type Props = {
  state: GridState
  acts: StateActs
  data: LedgerGridData
  own: Own
  ticks: Ticks
  handle: RefObject<GridHandle | null>
  collapsed: ReadonlySet<string>
  onToggle: (group: { path: readonly string[] }) => void
  onOwn: (column: OwnColumn, what: 'change' | 'drop') => void
  onAddColumn: (() => void) | null
  onFind: () => void
  onHelp: () => void
}

/** The ledger as a workbook. */
export function LedgerGrid(props: Props) {
  const { state, acts, data, own, ticks, handle, collapsed, onToggle, onOwn, onAddColumn, onFind, onHelp } = props
  const w = useWords()
  const [unit] = useMoneyUnit()
  const mayWrite = useMay('project.write')
  const { rows, desk, groups, order } = data
  const [pending, setPending] = useState<ChangeSet<GridRow> | null>(null)
  const [selected, setSelected] = useState<{ at: Rectangle; lines: Int32Array } | null>(null)
  const [said, say] = useSaid()
  const sample = order?.first
  const asOfMonth = order?.asOfMonth ?? null
  const columns = useMemo(
    () => gridColumns({ w, own, unit, state, mayWrite, asOfMonth, sample: sample ?? [] }),
    [w, own, unit, state, mayWrite, asOfMonth, sample],
  )
  const total = useMemo(() => {
    if (!order) return undefined
    const cells: Record<string, string> = { ...order.sums }
    if (order.completionRate !== null) cells.completionRate = rateIn(order.completionRate)
    return { label: w('grid.total', { count: order.total }), cells }
  }, [order, w])
  const lockedRow = useCallback((row: GridRow) => (row.mayEdit ? null : w('grid.lock.row')), [w])
  const change = (set: ChangeSet<GridRow>) => {
    if (needsPreview(set)) setPending(set)
    else if (set.changes.length > 0) desk.begin(set)
    else if (set.skipped[0]) say(set.skipped[0].why)
  }
  const figures = selected && order ? selectionFigures({ rows, columns, sums: order.sums, ...selected }) : null
  const adding = selected ? columns.slice(selected.at.left, selected.at.right + 1).filter(({ amount }) => amount) : []
  return (
    <>
      <Grid
        handle={handle}
        label={w('ledger.list.title')}
        busy={data.changing}
        columns={columns}
        frozen={state.frozen}
        comfortable={state.density === 'comfortable'}
        source={rows}
        groups={groups}
        collapsed={collapsed}
        onToggle={onToggle}
        total={total}
        rowId={rowId}
        rowName={rowName}
        lockedRow={lockedRow}
        marksOf={desk.marksOf}
        openId={state.open}
        onOpen={(row) => acts.open(row.id)}
        ticks={ticks.forGrid}
        onChanges={change}
        onLocked={(why) => say(why || w('grid.lock.heading'))}
        onSelect={(at, lines) => setSelected({ at, lines })}
        says={{
          onCopied: (cells) => say(w('grid.copied', { count: cells })),
          onFetching: (count) => say(w('grid.fetching', { count })),
          onTooMany: () => notify(w('grid.tooManyCopied', { most: MOST_COPIED })),
        }}
        acts={{ undo: desk.undo, redo: desk.redo, find: onFind, help: onHelp }}
        layout={{ onResize: acts.resize, onMove: acts.move }}
        menu={(column, at, close) => <HeadMenu {...{ column, at, state, acts, own, onOwn, close }} />}
        lastHeading={
          onAddColumn && (
            <button type="button" className="lg-add" onClick={onAddColumn}>
              {w('grid.own.plus')}
            </button>
          )
        }
      />
      <StatusLine
        total={order?.total ?? 0}
        ticked={ticks.count}
        figures={figures}
        {...sumsOf(adding)}
        said={said}
        shortened={order !== null && order.total > order.ids.length}
      />
      {pending && (
        <ChangePreview
          set={pending}
          columns={columns}
          onClose={() => setPending(null)}
          onConfirm={() => {
            desk.begin(pending)
            setPending(null)
          }}
        />
      )}
      <EditQuestions desk={desk} rows={rows} columns={columns} />
    </>
  )
}

/** Sums of several columns are written with a unit only where it is the same for all. */
function sumsOf(columns: readonly GridColumn<GridRow>[]) {
  const units = new Set(columns.map(({ unit }) => unit ?? ''))
  return units.size === 1
    ? { amountText: columns[0]!.amountText ?? null, unit: [...units][0]! }
    : { amountText: null, unit: '' }
}

const rowId = (row: GridRow) => row.id
const rowName = (row: GridRow) => row.cells.name ?? ''

const SAID_MS = 5000

/** A sentence below the grid, for a little while. */
function useSaid(): [string | null, (text: string) => void] {
  const [said, setSaid] = useState<string | null>(null)
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined)
  const say = useCallback((text: string) => {
    setSaid(text)
    clearTimeout(timer.current)
    timer.current = setTimeout(() => setSaid(null), SAID_MS)
  }, [])
  return [said, say]
}

/** The groups that are closed, by their keys; another grouping opens all. */
export function useCollapsed(group: readonly string[]) {
  const key = group.join()
  const [state, setState] = useState<{ key: string; closed: ReadonlySet<string> }>({ key, closed: new Set() })
  const closed = state.key === key ? state.closed : NONE
  const toggle = (one: { path: readonly string[] }) => {
    const next = new Set(closed)
    if (!next.delete(groupKey(one))) next.add(groupKey(one))
    setState({ key, closed: next })
  }
  const closeAll = (all: readonly { path: readonly string[] }[]) =>
    setState({ key, closed: new Set(all.map(groupKey)) })
  return { closed, toggle, closeAll }
}

const NONE: ReadonlySet<string> = new Set()
