import { type MoneyUnit, moneyIn, spanText, thin } from '#platform/web/format.ts'
import { Bar } from '#platform/web/kit/Bar.tsx'
import type { CellEditing, GridColumn } from '#platform/web/kit/grid/types.ts'
import { LightShape } from '#platform/web/kit/Light.tsx'
import type { Say } from '#platform/web/words/catalogue.ts'
import type { GridRow } from '../../grid/contract.ts'
import { LIGHTS } from '../../vocabulary.ts'
import { isOneOf } from '../parts/labels.ts'
import { placesOf } from '../parts/Money.tsx'
import { type CellContext, cellText, readCell } from './cell-values.ts'
import { choicesOf } from './choices.ts'
import {
  type FieldKind,
  headingOf,
  isSummed,
  kindOf,
  knownField,
  lockOfField,
  type Own,
  ownOf,
  widthOf,
} from './fields.ts'
import type { GridState, ShownColumn } from './view-state.ts'

export type ColumnsAsked = {
  w: Say
  own: Own
  unit: MoneyUnit
  state: GridState
  mayWrite: boolean
  /** The month the region's figures stand for. */
  asOfMonth: string | null
  /** Rows at hand: how many places the amounts of a column need. */
  sample: readonly GridRow[]
}

/** The columns of the grid as the view has them; those nobody knows any more are left out. */
export function gridColumns(asked: ColumnsAsked): GridColumn<GridRow>[] {
  return asked.state.columns.flatMap((column) => {
    const kind = kindOf(column.field, asked.own)
    return kind === undefined ? [] : [gridColumn(column, kind, asked)]
  })
}

function gridColumn({ field, width }: ShownColumn, kind: FieldKind, asked: ColumnsAsked): GridColumn<GridRow> {
  const { w, own, unit, state } = asked
  const context = { kind, unit, choices: choicesOf(w, field, own) }
  const value = (row: GridRow) => row.cells[field] ?? null
  const edit = mayEdit(field, asked) ? editingOf(context) : undefined
  return {
    key: field,
    title: titleOf(field, asked),
    unit: unitOf(field, kind, asked),
    align: kind === 'amount' || kind === 'number' || kind === 'percent' ? 'end' : kind === 'yesNo' ? 'center' : 'start',
    width: width ?? widthOf(field, kind),
    value,
    text: (row) => cellText(value(row), context),
    draw: drawOf(field, asked, context),
    fills: field === 'completionRate',
    amount: isSummed(field, own) ? value : undefined,
    amountText: amountTextOf(field, kind, asked),
    edit,
    locked: asked.mayWrite ? lockOfField(w, field) : w('grid.lock.readOnly'),
    sorted: state.sort === field ? state.order : undefined,
    filtered: state.filter.where.some((condition) => condition.field === field),
  }
}

/** What has been done since January says until when. */
function titleOf(field: string, { w, own, asOfMonth }: ColumnsAsked): string {
  if (field === 'completedYtd' && asOfMonth) return w('ledger.completedIn', { span: spanText(asOfMonth) })
  return headingOf(w, field, own)
}

function mayEdit(field: string, { own, mayWrite }: ColumnsAsked): boolean {
  return mayWrite && (knownField(field)?.editable === true || ownOf(field, own) !== undefined)
}

function unitOf(field: string, kind: FieldKind, { w, unit, own }: ColumnsAsked): string | undefined {
  if (kind === 'amount') return w(`kit.unit.${unit}`)
  return kind === 'percent' ? '%' : (ownOf(field, own)?.unit ?? undefined)
}

function editingOf(context: CellContext): CellEditing {
  const { kind, choices } = context
  const isNumber = kind === 'amount' || kind === 'number'
  return {
    kind:
      choices.length > 0
        ? 'choice'
        : isNumber
          ? 'number'
          : kind === 'longText'
            ? 'long'
            : kind === 'date'
              ? 'date'
              : 'text',
    ...(choices.length > 0 ? { choices } : {}),
    read: (text) => readCell(text, context),
    ...(kind === 'amount' ? { echo: (text: string) => echoOf(text, context) } : {}),
  }
}

/** The same amount in the other unit, while one types it. */
function echoOf(text: string, context: CellContext): string {
  const reading = text.trim() === '' ? null : readCell(text, context)
  if (!reading || 'problem' in reading || reading.value === null) return ''
  const other = context.unit === 'wan' ? 'yi' : 'wan'
  return `＝ ${thin(cellText(reading.value, { ...context, unit: other }))} ${other === 'yi' ? '亿元' : '万元'}`
}

type Draw = ((row: GridRow) => React.ReactNode) | undefined

function drawOf(field: string, asked: ColumnsAsked, context: CellContext): Draw {
  if (field === 'name') return (row) => <NameCell row={row} />
  if (field === 'light') return (row) => <LightCell value={row.cells.light ?? null} w={asked.w} />
  if (field === 'completionRate')
    return (row) => <RateCell row={row} text={cellText(row.cells.completionRate ?? null, context)} />
  if (context.kind === 'amount') {
    const places = placesOf(
      asked.sample.map((row) => row.cells[field] ?? null),
      asked.unit,
    )
    return (row) => {
      const value = row.cells[field] ?? null
      return value === null ? '' : thin(moneyIn(value, asked.unit, places))
    }
  }
  if (context.kind === 'number') return (row) => thin(cellText(row.cells[field] ?? null, context))
  return undefined
}

/** A sum is written with the places of its column. */
function amountTextOf(field: string, kind: FieldKind, { unit, sample }: ColumnsAsked) {
  if (kind !== 'amount') return kind === 'number' ? (sum: string) => thin(sum) : undefined
  const places = placesOf(
    sample.map((row) => row.cells[field] ?? null),
    unit,
  )
  return (sum: string) => thin(moneyIn(sum, unit, places))
}

function NameCell({ row }: { row: GridRow }) {
  const light = row.cells.light ?? 'grey'
  return (
    <>
      {isOneOf(LIGHTS, light) && (
        <span className="lg-light">
          <LightShape light={light} />
        </span>
      )}
      {row.cells.name}
    </>
  )
}

function LightCell({ value, w }: { value: string | null; w: Say }) {
  if (value === null || !isOneOf(LIGHTS, value)) return null
  return (
    <>
      <span className="lg-light">
        <LightShape light={value} />
      </span>
      {w(`kit.light.${value}`)}
    </>
  )
}

/** The rate with its bar and the mark of pace on it. */
function RateCell({ row, text }: { row: GridRow; text: string }) {
  const { completionRate = null, pace = null, light } = row.cells
  return (
    <span className="lg-rate">
      <Bar value={completionRate} pace={pace} light={isOneOf(LIGHTS, light ?? '') ? (light as 'red') : undefined} />
      <span>{text}</span>
    </span>
  )
}
