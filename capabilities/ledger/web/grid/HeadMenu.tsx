import { useState } from 'react'
import type { GridColumn } from '#platform/web/kit/grid/types.ts'
import { onMenuKeys } from '#platform/web/kit/Popover.tsx'
import { useWords } from '#platform/web/words/use-words.ts'
import type { GridCondition, GridRow, OwnColumn } from '../../grid/contract.ts'
import { ColumnFilter } from './ColumnFilter.tsx'
import { type FieldKind, kindOf, mayGroupBy, type Own, ownOf } from './fields.ts'
import type { StateActs } from './use-state-acts.ts'
import type { GridState } from './view-state.ts'

type Props = {
  column: GridColumn<GridRow>
  at: number
  state: GridState
  acts: StateActs
  own: Own
  onOwn: (column: OwnColumn, what: 'change' | 'drop') => void
  close: () => void
}

/** What one may do with a column: sort, filter, group, freeze, move, hide. */
export function HeadMenu({ column, at, state, acts, own, onOwn, close }: Props) {
  const w = useWords()
  const [filtering, setFiltering] = useState(column.filtered ?? false)
  const kind: FieldKind = kindOf(column.key, own) ?? 'text'
  const condition = state.filter.where.filter(({ field }) => field === column.key)
  const filter = (next: readonly GridCondition[]) => {
    acts.filterColumn(column.key, next)
    close()
  }
  if (filtering)
    return (
      <ColumnFilter {...{ column, kind, state, own, condition }} onApply={filter} onBack={() => setFiltering(false)} />
    )
  const item = (label: string, act: () => void, checked = false) => (
    <button
      key={label}
      type="button"
      role="menuitemcheckbox"
      aria-checked={checked}
      className="menu-item"
      onClick={() => {
        act()
        close()
      }}
    >
      {label}
    </button>
  )
  const grouped = state.group.includes(column.key)
  const mine = ownOf(column.key, own)
  return (
    <div className="menu" role="menu" onKeyDown={onMenuKeys}>
      {item(w(ascendingWord(kind)), () => acts.sort(column.key, 'asc'), column.sorted === 'asc')}
      {item(w(descendingWord(kind)), () => acts.sort(column.key, 'desc'), column.sorted === 'desc')}
      <hr className="menu-rule" />
      <button type="button" role="menuitem" className="menu-item" onClick={() => setFiltering(true)}>
        {w('grid.filterColumn')} <small>›</small>
      </button>
      {column.filtered && item(w('grid.unfilterColumn'), () => acts.filterColumn(column.key, []))}
      {mayGroupBy(column.key, own) &&
        item(w(grouped ? 'grid.ungroup' : 'grid.group'), () => acts.toggleGroup(column.key), grouped)}
      <hr className="menu-rule" />
      {at < 6 &&
        item(
          w(state.frozen === at + 1 ? 'grid.unfreeze' : 'grid.freeze'),
          () => acts.freeze(at + 1),
          state.frozen === at + 1,
        )}
      {at > 0 && item(w('grid.moveLeft'), () => acts.move(column.key, at - 1))}
      {at < state.columns.length - 1 && item(w('grid.moveRight'), () => acts.move(column.key, at + 1))}
      {item(w('grid.wider'), () => acts.resize(column.key, Math.min(800, column.width + 60)))}
      {item(w('grid.narrower'), () => acts.resize(column.key, Math.max(40, column.width - 60)))}
      {state.columns.length > 1 && item(w('grid.hide'), () => acts.hide(column.key))}
      {mine?.mayChange && (
        <>
          <hr className="menu-rule" />
          {item(w('grid.own.change'), () => onOwn(mine, 'change'))}
          {item(w('grid.own.drop'), () => onOwn(mine, 'drop'))}
        </>
      )}
    </div>
  )
}

function ascendingWord(kind: FieldKind) {
  if (kind === 'amount' || kind === 'number' || kind === 'percent') return 'grid.sort.small'
  return kind === 'date' || kind === 'month' || kind === 'instant' ? 'grid.sort.early' : 'grid.sort.up'
}

function descendingWord(kind: FieldKind) {
  if (kind === 'amount' || kind === 'number' || kind === 'percent') return 'grid.sort.large'
  return kind === 'date' || kind === 'month' || kind === 'instant' ? 'grid.sort.late' : 'grid.sort.down'
}
