import { type MoneyUnit, rateIn } from '#platform/web/format.ts'
import { useWords } from '#platform/web/words/use-words.ts'
import type { Own } from './fields.ts'
import { gridColumns } from './grid-columns.tsx'
import type { LedgerGridData } from './use-ledger-grid.ts'
import type { GridState } from './view-state.ts'

type Props = { state: GridState; data: LedgerGridData; own: Own; unit: MoneyUnit; places: readonly number[] }

/** The rows as a printed table on A3: headings on every sheet, groups with their subtotals, the total at the end. */
export function PrintTable({ state, data, own, unit, places }: Props) {
  const w = useWords()
  const { rows, groups, order } = data
  const columns = gridColumns({
    w,
    own,
    unit,
    state,
    mayWrite: false,
    asOfMonth: order?.asOfMonth ?? null,
    sample: order?.first ?? [],
  })
  const wide = columns.reduce((sum, { width }) => sum + width, 0)
  const isAll = places.length === rows.count
  const startingAt = new Map<number, typeof groups>()
  if (isAll) for (const group of groups) startingAt.set(group.start, [...(startingAt.get(group.start) ?? []), group])
  const subtotal = (cells: Readonly<Record<string, string>>) =>
    columns.slice(1).map((column) => (
      <td key={column.key} className={`cell-${column.align}`}>
        {cells[column.key] === undefined ? '' : (column.amountText?.(cells[column.key]!) ?? cells[column.key])}
      </td>
    ))
  return (
    <table className="lg-print">
      <colgroup>
        <col className="lg-print-number" />
        {columns.map((column) => (
          <col key={column.key} style={{ width: `${(column.width / wide) * 100}%` }} />
        ))}
      </colgroup>
      <thead>
        <tr>
          <th scope="col">{w('ledger.field.rowNumber')}</th>
          {columns.map((column) => (
            <th key={column.key} scope="col" className={`cell-${column.align}`}>
              {column.title}
              {column.unit && <small>（{column.unit}）</small>}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {places.map((place, at) => {
          const row = rows.rowAt(place)
          if (!row) return null
          return [
            ...(startingAt.get(place) ?? []).map((group) => (
              <tr key={`group-${group.path.join('/')}`} className="lg-print-group">
                <th scope="rowgroup" colSpan={2}>
                  {group.label}（{w('grid.groupRows', { count: group.rows })}）
                </th>
                {subtotal(group.cells)}
              </tr>
            )),
            <tr key={row.id}>
              <td className="cell-center">{at + 1}</td>
              {columns.map((column) => (
                <td key={column.key} className={`cell-${column.align}`}>
                  {column.draw ? column.draw(row) : column.text(row)}
                </td>
              ))}
            </tr>,
          ]
        })}
      </tbody>
      {isAll && order && (
        <tfoot>
          <tr>
            <th scope="row" colSpan={2}>
              {w('grid.total', { count: order.total })}
            </th>
            {subtotal({
              ...order.sums,
              completionRate: order.completionRate === null ? '' : rateIn(order.completionRate),
            })}
          </tr>
        </tfoot>
      )}
    </table>
  )
}
