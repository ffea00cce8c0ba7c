import { Dialog } from '#platform/web/kit/Dialog.tsx'
import type { ChangeSet, GridColumn } from '#platform/web/kit/grid/types.ts'
import { useWords } from '#platform/web/words/use-words.ts'
import { type GridRow, MOST_CELLS } from '../../grid/contract.ts'

type Props = {
  set: ChangeSet<GridRow>
  columns: readonly GridColumn<GridRow>[]
  onConfirm: () => void
  onClose: () => void
}

/** A change of this many cells is shown before it is made; a smaller one too where something would be left out. */
const SHOWN_FROM = 200

export function needsPreview({ kind, changes, skipped, beyond }: ChangeSet<GridRow>): boolean {
  if (kind === 'type') return false
  if (kind === 'clear' && changes.length > 20) return true
  return changes.length >= SHOWN_FROM || skipped.length > 0 || beyond > 0
}

/** What a paste, a fill or a clearing would do: how many cells, and which are left out and why. */
export function ChangePreview({ set, columns, onConfirm, onClose }: Props) {
  const w = useWords()
  const { changes, skipped, beyond } = set
  const kind = set.kind === 'type' ? 'paste' : set.kind
  const rows = new Set(changes.map(({ row }) => row.id)).size
  const amounts = amountUnit(set, columns)
  const tooMany = changes.length > MOST_CELLS
  const left = skipped.reduce((sum, { cells }) => sum + cells, 0)
  return (
    <Dialog
      title={w(`grid.preview.${kind}`, { count: changes.length })}
      confirm={w(`grid.preview.confirm.${kind}`, { count: changes.length })}
      danger={kind === 'clear'}
      disabled={changes.length === 0 || tooMany}
      onConfirm={onConfirm}
      onClose={onClose}
    >
      <p>
        {changes.length === 0 ? w('grid.preview.nothing') : w('grid.preview.size', { cells: changes.length, rows })}
      </p>
      {kind === 'paste' && amounts && <p className="no-value">{w('grid.preview.unit', { unit: amounts })}</p>}
      {tooMany && <p role="alert">{w('grid.preview.tooMany', { most: MOST_CELLS })}</p>}
      {changes.length > 0 && kind !== 'clear' && <FirstChanges changes={changes.slice(0, 5)} columns={columns} />}
      {left > 0 && (
        <section className="lg-left-out">
          <h3>{w('grid.preview.leftOut', { count: left })}</h3>
          <ul>
            {skipped.slice(0, 12).map(({ why, cells, where }) => (
              <li key={why}>
                <span>{why}</span>
                <small>
                  {w('grid.preview.cells', { count: cells })}
                  {where && `，${w('grid.preview.such', { text: where.slice(0, 24) })}`}
                </small>
              </li>
            ))}
          </ul>
        </section>
      )}
      {beyond > 0 && <p className="no-value">{w('grid.preview.beyond', { count: beyond })}</p>}
    </Dialog>
  )
}

/** The unit bare amounts are read in, where the change holds any. */
function amountUnit({ changes }: ChangeSet<GridRow>, columns: Props['columns']): string | undefined {
  const changed = new Set(changes.map(({ column }) => column))
  return columns.find(({ key, edit, unit }) => changed.has(key) && edit?.kind === 'number' && unit)?.unit
}

function FirstChanges({ changes, columns }: { changes: ChangeSet<GridRow>['changes']; columns: Props['columns'] }) {
  const w = useWords()
  const byKey = new Map(columns.map((column) => [column.key, column]))
  const textOf = (row: GridRow, key: string, value: string | null) =>
    byKey.get(key)?.text({ ...row, cells: { ...row.cells, [key]: value } }) || w('ledger.emptyValue')
  return (
    <table className="lg-changes">
      <tbody>
        {changes.map(({ row, column, seen, value }) => (
          <tr key={`${row.id}:${column}`}>
            <th scope="row">{row.cells.name}</th>
            <td>{byKey.get(column)?.title}</td>
            <td className="no-value">{textOf(row, column, seen)}</td>
            <td>→ {textOf(row, column, value)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
