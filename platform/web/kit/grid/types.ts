import type { ReactNode } from 'react'

/** What a typed or pasted text means in a column: the value as it is stored, or why it means nothing. */
export type Reading = { value: string | null } | { problem: string }
export type Choice = { value: string; label: string; search?: string }

export type CellEditing = {
  /** `number` is typed to the right, `long` in an enlarged box, `choice` with its list. */
  kind: 'text' | 'long' | 'number' | 'date' | 'choice'
  choices?: readonly Choice[]
  read: (text: string) => Reading
  /** Said below the field while one types: the same amount in 亿元, what is wrong. */
  echo?: (text: string) => string
}

export type GridColumn<Row> = {
  key: string
  title: string
  /** Stands in the heading once: 万元, %. */
  unit?: string
  align?: 'start' | 'end' | 'center'
  /** Pixels where a rem is 16. */
  width: number
  /** As it is stored: what an edit has seen. */
  value: (row: Row) => string | null
  /** As it is read, copied and begun to be changed. */
  text: (row: Row) => string
  /** As it is drawn, where that is more than its text. */
  draw?: (row: Row) => ReactNode
  /** What is drawn takes the whole cell. */
  fills?: boolean
  /** The number it counts as in sums of the selection, decimal text. */
  amount?: (row: Row) => string | null
  /** How the sum of several is written. */
  amountText?: (sum: string) => string
  edit?: CellEditing
  /** Why nobody writes here: 由填报得出. */
  locked?: string
  /** Sorted by it: shown in the heading. */
  sorted?: 'asc' | 'desc'
  /** A filter holds on it. */
  filtered?: boolean
}

/** What is said of one cell: an edit under way, one refused, or a value another person has just written. */
export type CellMark = { state: 'pending' | 'problem' | 'settled'; why?: string }
export type RowMarks = Readonly<Record<string, CellMark>>

export type GridGroup = {
  /** Values of its levels, outermost first. */
  path: readonly string[]
  label: string
  depth: number
  rows: number
  /** Place of its first row among all rows. */
  start: number
  /** Subtotals by column, as they are read. */
  cells: Readonly<Record<string, string>>
}

/** Rows by their place, those in sight first: a row that is not there yet is undefined and is drawn as a placeholder. */
export type RowSource<Row> = {
  count: number
  rowAt: (place: number) => Row | undefined
  /** These are in sight. */
  want: (from: number, to: number) => void
  /** All of them, before a block is copied or written. */
  load: (places: readonly number[]) => Promise<void>
}

/** One cell as it is to be. */
export type CellChange<Row> = { row: Row; column: string; seen: string | null; value: string | null }
export type ChangeKind = 'type' | 'paste' | 'fill' | 'clear'
/** Cells asked for that cannot be written, by the reason. */
export type Skipped = { why: string; cells: number; where: string }
export type ChangeSet<Row> = { kind: ChangeKind; changes: CellChange<Row>[]; skipped: Skipped[]; beyond: number }

export type SelectionFigures = {
  cells: number
  rows: number
  sum: string | null
  average: string | null
  count: number
}
