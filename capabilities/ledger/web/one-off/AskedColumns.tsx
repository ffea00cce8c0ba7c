import { Button } from '#platform/web/kit/Button.tsx'
import { Checkbox, Select, TextInput } from '#platform/web/kit/inputs.tsx'
import { useWords } from '#platform/web/words/use-words.ts'
import { useOwnColumns } from '../grid/use-own-columns.ts'
import { useOrganisations } from '../parts/use-organisations.ts'
import { type DraftColumn, KINDS, newColumn } from './draft-columns.ts'

const MOST = 20

type Props = { orgId: number; columns: readonly DraftColumn[]; onChange: (next: DraftColumn[]) => void }

/** The columns of a form to be: new ones, or own columns that hold for the organisation. */
export function AskedColumns({ orgId, columns, onChange }: Props) {
  const w = useWords()
  const { own } = useOwnColumns()
  const { all } = useOrganisations()
  const pathOf = (id: number) => all.find((org) => org.id === id)?.path ?? ''
  const taken = new Set(columns.map((column) => column.own?.id))
  const offered = [...own.values()].filter(
    (column) => !taken.has(column.id) && `${pathOf(orgId)}.`.startsWith(`${pathOf(column.orgId)}.`),
  )
  const key = Math.max(0, ...columns.map((column) => column.key)) + 1
  const change = (next: DraftColumn) => onChange(columns.map((column) => (column.key === next.key ? next : column)))
  return (
    <section className="oo-columns">
      <h3>{w('oneOff.columns')}</h3>
      <ol>
        {columns.map((column, at) => (
          <li key={column.key}>
            <ColumnLine
              column={column}
              number={at + 1}
              onChange={change}
              onRemove={columns.length > 1 ? () => onChange(columns.filter((one) => one.key !== column.key)) : null}
            />
          </li>
        ))}
      </ol>
      {columns.length < MOST && (
        <div className="oo-add">
          <Button size="s" onClick={() => onChange([...columns, newColumn(key)])}>
            {w('oneOff.addColumn')}
          </Button>
          {offered.length > 0 && (
            <Select
              aria-label={w('oneOff.addOwn')}
              value=""
              empty={w('oneOff.addOwn')}
              options={offered.map(({ id, heading }) => ({ value: String(id), label: heading }))}
              onChange={(chosen) => {
                const column = own.get(Number(chosen))
                const kept = columns.filter((one) => one.own || one.heading.trim() !== '')
                if (column) onChange([...kept, { ...newColumn(key), own: column }])
              }}
            />
          )}
        </div>
      )}
    </section>
  )
}

type LineProps = {
  column: DraftColumn
  number: number
  onChange: (next: DraftColumn) => void
  onRemove: (() => void) | null
}

function ColumnLine({ column, number, onChange, onRemove }: LineProps) {
  const w = useWords()
  const set = (next: Partial<DraftColumn>) => onChange({ ...column, ...next })
  return (
    <fieldset className="oo-column">
      <legend className="sr-only">{w('oneOff.column', { number })}</legend>
      {column.own ? (
        <span className="oo-own">
          <b>{column.own.heading}</b> <small>{w('oneOff.ownColumn')}</small>
        </span>
      ) : (
        <>
          <TextInput
            aria-label={w('oneOff.heading')}
            placeholder={w('oneOff.heading')}
            value={column.heading}
            maxLength={40}
            onChange={(heading) => set({ heading })}
          />
          <Select
            aria-label={w('oneOff.kind')}
            value={column.kind}
            options={KINDS.map((value) => ({ value, label: w(`grid.own.kind.${value}`) }))}
            onChange={(kind) => kind !== '' && set({ kind })}
          />
        </>
      )}
      <Checkbox value={column.required} onChange={(required) => set({ required })}>
        {w('oneOff.required')}
      </Checkbox>
      {onRemove && (
        <Button size="s" kind="quiet" aria-label={w('oneOff.remove')} title={w('oneOff.remove')} onClick={onRemove}>
          ×
        </Button>
      )}
      {!column.own && column.kind === 'choice' && (
        <span className="oo-more">
          <TextInput
            aria-label={w('oneOff.choices')}
            placeholder={w('oneOff.choices')}
            value={column.choices}
            onChange={(choices) => set({ choices })}
          />
        </span>
      )}
      {!column.own && column.kind === 'number' && (
        <span className="oo-more">
          <TextInput
            aria-label={w('oneOff.unit')}
            placeholder={w('oneOff.unit')}
            value={column.unit}
            maxLength={10}
            onChange={(unit) => set({ unit })}
          />
        </span>
      )}
    </fieldset>
  )
}
