import { Button } from '#platform/web/kit/Button.tsx'
import { onMenuKeys, Popover } from '#platform/web/kit/Popover.tsx'
import { useWords } from '#platform/web/words/use-words.ts'
import type { OwnColumn } from '../../grid/contract.ts'
import { ColumnChooser } from './ColumnChooser.tsx'
import { headingOf, mayGroupBy, type Own } from './fields.ts'
import type { useCollapsed } from './LedgerGrid.tsx'
import type { Over } from './LedgerPage.tsx'
import type { LedgerGridData } from './use-ledger-grid.ts'
import type { StateActs } from './use-state-acts.ts'
import { MenuItem, ViewMenu } from './ViewMenu.tsx'
import type { GridState } from './view-state.ts'

type Props = {
  state: GridState
  acts: StateActs
  data: LedgerGridData
  own: Own
  dropped: readonly OwnColumn[]
  collapsed: ReturnType<typeof useCollapsed>
  mayWrite: boolean
  onOver: (over: Over) => void
}
/** Offered first: what offices group by. */
const USUAL_GROUPS = [
  'county',
  'park',
  'stage',
  'light',
  'library',
  'planState',
  'sponsor',
  'responsibleOrg',
  'industry',
]

/** The grid's own tools: view, grouping, columns, density, taking back. */
export function GridTools({ state, acts, data, own, dropped, collapsed, mayWrite, onOver }: Props) {
  const w = useWords()
  const { desk } = data
  return (
    <div className="lg-tool-line">
      <ViewMenu state={state} acts={acts} />
      <GroupMenu {...{ state, acts, own }} />
      {state.group.length > 0 && (
        <Button
          size="s"
          kind="quiet"
          onClick={() =>
            collapsed.closeAll(collapsed.closed.size > 0 ? [] : data.groups.filter(({ depth }) => depth === 0))
          }
        >
          {w(collapsed.closed.size > 0 ? 'grid.expandAll' : 'grid.collapseAll')}
        </Button>
      )}
      <ColumnChooser
        {...{ state, acts, own }}
        onAdd={mayWrite ? () => onOver({ what: 'addColumn' }) : null}
        onDropped={dropped.length > 0 ? () => onOver({ what: 'dropped' }) : null}
      />
      <Button size="s" onClick={() => acts.density(state.density === 'dense' ? 'comfortable' : 'dense')}>
        {w(state.density === 'dense' ? 'grid.comfortable' : 'grid.dense')}
      </Button>
      {mayWrite && (
        <>
          <Button size="s" kind="quiet" disabled={!desk.mayUndo} title="Ctrl+Z" onClick={desk.undo}>
            {w('kit.undo')}
          </Button>
          <Button size="s" kind="quiet" disabled={!desk.mayRedo} title="Ctrl+Y" onClick={desk.redo}>
            {w('grid.redo')}
          </Button>
          <Button size="s" kind="quiet" onClick={() => onOver({ what: 'edits' })}>
            {w('grid.edits.title')}
          </Button>
        </>
      )}
      <Button
        size="s"
        kind="quiet"
        aria-label={w('grid.keys.title')}
        title={w('grid.keys.title')}
        onClick={() => onOver({ what: 'keys' })}
      >
        ?
      </Button>
    </div>
  )
}

function GroupMenu({ state, acts, own }: Pick<Props, 'state' | 'acts' | 'own'>) {
  const w = useWords()
  const shown = state.columns.map(({ field }) => field).filter((field) => mayGroupBy(field, own))
  const offered = [...new Set([...USUAL_GROUPS, ...shown])]
  return (
    <Popover
      label={w('grid.groupBy')}
      trigger={(attributes) => (
        <Button size="s" {...attributes}>
          {state.group.length === 0
            ? w('grid.groupBy')
            : w('grid.groupedBy', { column: state.group.map((field) => headingOf(w, field, own)).join(' › ') })}
        </Button>
      )}
    >
      {(close) => (
        <div className="menu" role="menu" onKeyDown={onMenuKeys}>
          {state.group.length > 0 && (
            <MenuItem
              label={w('grid.ungroup')}
              onClick={() => {
                acts.group([])
                close()
              }}
            />
          )}
          {offered.map((field) => (
            <button
              key={field}
              type="button"
              role="menuitemcheckbox"
              aria-checked={state.group.includes(field)}
              className="menu-item"
              onClick={() => acts.toggleGroup(field)}
            >
              <span>{headingOf(w, field, own)}</span>
              {state.group.includes(field) && (
                <small>{w('grid.groupLevel', { level: state.group.indexOf(field) + 1 })}</small>
              )}
            </button>
          ))}
        </div>
      )}
    </Popover>
  )
}
