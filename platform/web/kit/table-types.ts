import type { ReactNode } from 'react'

export type Column<Row> = {
  key: string
  title: ReactNode
  /** Stands in the heading once: 万元, %. */
  unit?: ReactNode
  /** `number` is right-aligned and tabular; `mark` is centred. */
  kind?: 'text' | 'number' | 'mark'
  cell: (row: Row) => ReactNode
  /** The name the server sorts by; the heading becomes a button. */
  sort?: string
  /** CSS length; text columns without one share the rest. */
  width?: string
  /** Long text breaks into lines instead of being cut. */
  wraps?: boolean
}
export type Sorting = { by: string; order: 'asc' | 'desc' }

export type TableProps<Row> = {
  /** What the table holds, for screen readers. */
  label: string
  columns: readonly Column<Row>[]
  rows: readonly Row[]
  rowKey: (row: Row) => number | string
  sorting?: Sorting
  onSort?: (next: Sorting) => void
  /** Click or Enter on a row. */
  onOpen?: (row: Row) => void
  /** The row that is open beside the table. */
  openKey?: number | string | null
  /** Ticked rows; with `onSelect` a column of boxes appears, and Space ticks the focused row. */
  selected?: ReadonlySet<number | string>
  onSelect?: (next: Set<number | string>) => void
  /** All there are, also those not yet loaded. */
  total?: number
  /** Keyset paging: asked when the end comes into view. */
  more?: { has: boolean; loading: boolean; load: () => void }
  loading?: boolean
  problem?: unknown
  onRetry?: () => void
  empty?: ReactNode
  /** 40 px rows instead of 32. */
  comfortable?: boolean
  /** A last line under a rule: totals, one cell per column. */
  foot?: Partial<Record<string, ReactNode>>
  /** How a row is drawn on a phone; without it the table scrolls sideways. */
  card?: (row: Row) => ReactNode
  /** The table takes the height that is left and scrolls inside; else the page scrolls. */
  fill?: boolean
}
