import { useVirtualizer } from '@tanstack/react-virtual'
import { type KeyboardEvent, type MouseEvent, type RefObject, useState } from 'react'
import { useWords } from '../words/use-words.ts'
import { useIsPrinting } from './media.ts'
import type { TableProps } from './table-types.ts'

/** From this many rows on, only those in view are drawn. */
const WINDOWED_FROM = 300

type Props<Row> = TableProps<Row> & { scroller: RefObject<HTMLDivElement | null> }

/** The rows. One of them is in the tab order; ↑ ↓ Home End move, Enter opens, Space ticks. */
export function TableRows<Row>(props: Props<Row>) {
  const { rows, columns, onSelect, fill } = props
  const [focused, setFocused] = useState(0)
  const printing = useIsPrinting()
  const windowed = Boolean(fill) && rows.length > WINDOWED_FROM && !printing
  const { first, last, before, after } = useWindow(props, windowed)
  const width = columns.length + (onSelect ? 1 : 0)
  return (
    <tbody onKeyDown={(event) => moveFocus(event, rows.length)}>
      {before > 0 && <Gap height={before} width={width} />}
      {rows.slice(first, last + 1).map((row, offset) => (
        <TableRow
          key={props.rowKey(row)}
          {...props}
          row={row}
          at={first + offset}
          inTabOrder={first + offset === focused}
          onFocus={setFocused}
        />
      ))}
      {after > 0 && <Gap height={after} width={width} />}
    </tbody>
  )
}

type RowProps<Row> = Props<Row> & { row: Row; at: number; inTabOrder: boolean; onFocus: (at: number) => void }

function TableRow<Row>({
  row,
  at,
  rowKey,
  columns,
  onOpen,
  openKey,
  selected,
  onSelect,
  inTabOrder,
  onFocus,
}: RowProps<Row>) {
  const w = useWords()
  const key = rowKey(row)
  const ticked = selected?.has(key) ?? false
  const tick = () => {
    const next = new Set(selected)
    if (!next.delete(key)) next.add(key)
    onSelect?.(next)
  }
  const onKeyDown = (event: KeyboardEvent<HTMLTableRowElement>) => {
    if (event.target !== event.currentTarget) return
    if (event.key === 'Enter' && onOpen) onOpen(row)
    else if (event.key === ' ' && onSelect) tick()
    else return
    event.preventDefault()
  }
  return (
    <tr
      data-row={at}
      tabIndex={onOpen || onSelect ? (inTabOrder ? 0 : -1) : undefined}
      className={`${onOpen ? 'row-opens' : ''} ${key === openKey ? 'row-open' : ''}`}
      aria-selected={onSelect ? ticked : undefined}
      onFocus={() => onFocus(at)}
      onKeyDown={onKeyDown}
      onClick={(event) => onOpen && isPlainClick(event) && onOpen(row)}
    >
      {onSelect && (
        <td className="cell-tick">
          <input type="checkbox" tabIndex={-1} aria-label={w('kit.selectRow')} checked={ticked} onChange={tick} />
        </td>
      )}
      {columns.map((column, index) => (
        <Cell
          key={column.key}
          first={index === 0}
          kind={`cell-${column.kind ?? 'text'} ${column.wraps ? 'cell-wraps' : ''}`}
        >
          {column.cell(row)}
        </Cell>
      ))}
    </tr>
  )
}

function Cell({ first, kind, children }: { first: boolean; kind: string; children: React.ReactNode }) {
  const title = typeof children === 'string' ? children : undefined
  return first ? (
    <th scope="row" className={kind} title={title}>
      {children}
    </th>
  ) : (
    <td className={kind} title={title}>
      {children}
    </td>
  )
}

function Gap({ height, width }: { height: number; width: number }) {
  return (
    <tr className="table-gap">
      <td colSpan={width} style={{ height }} />
    </tr>
  )
}

function useWindow<Row>({ rows, comfortable, scroller }: Props<Row>, windowed: boolean) {
  const rem = Number.parseFloat(getComputedStyle(document.documentElement).fontSize)
  const virtual = useVirtualizer({
    count: rows.length,
    enabled: windowed,
    getScrollElement: () => scroller.current,
    estimateSize: () => (comfortable ? 2.5 : 2) * rem,
    overscan: 20,
  })
  if (!windowed) return { first: 0, last: rows.length - 1, before: 0, after: 0 }
  const items = virtual.getVirtualItems()
  const first = items[0]?.index ?? 0
  const last = items.at(-1)?.index ?? 40
  return { first, last, before: items[0]?.start ?? 0, after: virtual.getTotalSize() - (items.at(-1)?.end ?? 0) }
}

function moveFocus(event: KeyboardEvent<HTMLTableSectionElement>, count: number): void {
  const row = (event.target as HTMLElement).closest<HTMLElement>('tr[data-row]')
  if (!row || event.target !== row) return
  const at = Number(row.dataset.row)
  const next = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: count - 1 }[event.key]
  if (next === undefined) return
  event.preventDefault()
  event.currentTarget.querySelector<HTMLElement>(`tr[data-row="${Math.max(0, Math.min(count - 1, next))}"]`)?.focus()
}

/** A click on a control inside the row, or the end of marking text, does not open it. */
function isPlainClick(event: MouseEvent<HTMLElement>): boolean {
  const control = (event.target as HTMLElement).closest('a, button, input, select, textarea, label')
  return !control && (window.getSelection()?.toString() ?? '') === ''
}
