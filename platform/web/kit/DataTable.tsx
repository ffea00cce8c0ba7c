import { type ReactNode, useEffect, useRef } from 'react'
import { useWords } from '../words/use-words.ts'
import { Button } from './Button.tsx'
import { EmptyState } from './EmptyState.tsx'
import { ErrorNote } from './ErrorNote.tsx'
import { useIsPhone } from './media.ts'
import { TableHead } from './TableHead.tsx'
import { TableRows } from './TableRows.tsx'
import type { TableProps } from './table-types.ts'
import './table.css'

export type { Column } from './table-types.ts'

/** A dense table set like a printed one: three rules, units in the heading, numerals under each other. */
export function DataTable<Row>(props: TableProps<Row>) {
  const { rows, loading = false, problem, onRetry, empty, card, total, more, fill = false, selected } = props
  const phone = useIsPhone()
  const w = useWords()
  if (problem) return <ErrorNote problem={problem} onRetry={onRetry} />
  if (!loading && rows.length === 0) return <>{empty ?? <EmptyState title={w('kit.empty')} />}</>
  return (
    <div className={`table-box ${fill ? 'table-fills' : ''}`}>
      {phone && card ? <Cards {...props} card={card} /> : <Grid {...props} />}
      {(more || total !== undefined) && !loading && (
        <p className="table-tail" aria-live="polite">
          <span>
            {total === undefined
              ? ''
              : more?.has
                ? w('kit.shown', { total, shown: rows.length })
                : w('kit.all', { total })}
            {selected && selected.size > 0 && <strong>　{w('kit.selected', { count: selected.size })}</strong>}
          </span>
          {more?.has && (
            <Button kind="quiet" size="s" busy={more.loading} onClick={more.load}>
              {w('kit.more')}
            </Button>
          )}
        </p>
      )}
    </div>
  )
}

function Grid<Row>(props: TableProps<Row>) {
  const { label, columns, onSelect, comfortable, foot, loading, more } = props
  const box = useRef<HTMLDivElement>(null)
  return (
    <div className="table-scroll" ref={box}>
      <table className={`table ${comfortable ? 'table-comfortable' : ''}`} aria-busy={loading || undefined}>
        <caption className="sr-only">{label}</caption>
        <colgroup>
          {onSelect && <col className="col-tick" />}
          {columns.map((column) => (
            <col key={column.key} style={column.width ? { width: column.width } : undefined} />
          ))}
        </colgroup>
        <TableHead {...props} />
        {loading ? (
          <SkeletonRows columns={columns.length + (onSelect ? 1 : 0)} />
        ) : (
          <TableRows {...props} scroller={box} />
        )}
        {foot && !loading && (
          <tfoot>
            <tr>
              {onSelect && <td className="cell-tick" />}
              {columns.map((column) => (
                <td key={column.key} className={`cell-${column.kind ?? 'text'}`}>
                  {foot[column.key]}
                </td>
              ))}
            </tr>
          </tfoot>
        )}
      </table>
      {more && !loading && <Sentinel more={more} />}
    </div>
  )
}

function Cards<Row>({
  label,
  rows,
  rowKey,
  card,
  onOpen,
  loading,
  more,
}: TableProps<Row> & { card: (row: Row) => ReactNode }) {
  if (loading) return <div className="cards-loading skeleton" />
  return (
    <ul className="cards" aria-label={label}>
      {rows.map((row) => (
        <li key={rowKey(row)}>
          {onOpen ? (
            <button type="button" className="card" onClick={() => onOpen(row)}>
              {card(row)}
            </button>
          ) : (
            <div className="card">{card(row)}</div>
          )}
        </li>
      ))}
      {more && <Sentinel more={more} />}
    </ul>
  )
}

/** Asks for more a screen before the end is reached. */
function Sentinel({ more }: { more: NonNullable<TableProps<unknown>['more']> }) {
  const mark = useRef<HTMLDivElement>(null)
  const wanted = more.has && !more.loading
  useEffect(() => {
    if (!wanted || !mark.current) return
    const observer = new IntersectionObserver(([entry]) => entry?.isIntersecting && more.load(), {
      rootMargin: '600px',
    })
    observer.observe(mark.current)
    return () => observer.disconnect()
  }, [wanted, more.load])
  return <div ref={mark} className="table-end" aria-hidden="true" />
}

function SkeletonRows({ columns }: { columns: number }) {
  return (
    <tbody aria-hidden="true">
      {Array.from({ length: 12 }, (_, row) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: placeholders have no identity
        <tr key={row}>
          {Array.from({ length: columns }, (_, column) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: placeholders have no identity
            <td key={column}>
              <span
                className="skeleton skeleton-line"
                style={{ width: `${column === 0 ? 80 : 45 + ((row * 7 + column * 13) % 40)}%` }}
              />
            </td>
          ))}
        </tr>
      ))}
    </tbody>
  )
}
