import { useWords } from '../words/use-words.ts'
import type { Column, Sorting, TableProps } from './table-types.ts'

const ARIA = { asc: 'ascending', desc: 'descending' } as const

/** Headings with their units; sortable ones are buttons and say how they sort. */
export function TableHead<Row>({ columns, rows, rowKey, sorting, onSort, selected, onSelect }: TableProps<Row>) {
  const w = useWords()
  const all = rows.length > 0 && rows.every((row) => selected?.has(rowKey(row)))
  return (
    <thead>
      <tr>
        {onSelect && (
          <th scope="col" className="cell-tick">
            <input
              type="checkbox"
              aria-label={w('kit.selectAll')}
              checked={all}
              onChange={() => onSelect(all ? new Set() : new Set(rows.map(rowKey)))}
            />
          </th>
        )}
        {columns.map((column) => (
          <th
            key={column.key}
            scope="col"
            className={`cell-${column.kind ?? 'text'}`}
            aria-sort={column.sort && sorting?.by === column.sort ? ARIA[sorting.order] : undefined}
          >
            {column.sort && onSort ? (
              <SortButton column={column} sorting={sorting} onSort={onSort} />
            ) : (
              <Heading column={column} />
            )}
          </th>
        ))}
      </tr>
    </thead>
  )
}

function SortButton<Row>({
  column,
  sorting,
  onSort,
}: {
  column: Column<Row>
  sorting?: Sorting
  onSort: (next: Sorting) => void
}) {
  const w = useWords()
  const active = sorting?.by === column.sort
  const first = column.kind === 'number' ? 'desc' : 'asc'
  const next = active ? (sorting!.order === 'asc' ? 'desc' : 'asc') : first
  const title = typeof column.title === 'string' ? w('kit.sortBy', { column: column.title }) : undefined
  return (
    <button
      type="button"
      className="table-sort"
      title={title}
      onClick={() => onSort({ by: column.sort!, order: next })}
    >
      <Heading column={column} />
      <span className="table-arrow" aria-hidden="true">
        {active ? (sorting!.order === 'asc' ? '↑' : '↓') : ''}
      </span>
    </button>
  )
}

function Heading<Row>({ column }: { column: Column<Row> }) {
  return (
    <>
      {column.title}
      {column.unit && <small className="table-unit">{column.unit}</small>}
    </>
  )
}
