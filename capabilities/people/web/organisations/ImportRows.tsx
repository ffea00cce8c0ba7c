import { type Column, DataTable } from '#platform/web/kit/DataTable.tsx'
import { EmptyState } from '#platform/web/kit/EmptyState.tsx'
import type { Say } from '#platform/web/words/catalogue.ts'
import { useWords } from '#platform/web/words/use-words.ts'
import type { PlannedRow } from '../../organisations/import/contract.ts'

/** The rows of a file: what each would do, or what is wrong with it. */
export function ImportRows({ rows }: { rows: readonly PlannedRow[] }) {
  const w = useWords()
  const columns: Column<PlannedRow>[] = [
    { key: 'row', title: w('organisations.excelRow'), kind: 'number', cell: ({ excelRow }) => excelRow, width: '4rem' },
    { key: 'name', title: w('organisations.name'), cell: ({ name }) => name, width: '22%' },
    { key: 'parent', title: w('organisations.parent'), cell: ({ parent }) => parent, width: '18%' },
    { key: 'kind', title: w('organisations.kind'), cell: (row) => kindText(row, w) },
    { key: 'state', title: w('organisations.state'), cell: (row) => <State row={row} /> },
    { key: 'what', title: w('organisations.what'), cell: (row) => <Details row={row} />, wraps: true, width: '38%' },
  ]
  return (
    <DataTable
      label={w('organisations.importTitle')}
      columns={columns}
      rows={rows}
      rowKey={({ excelRow }) => excelRow}
      empty={<EmptyState title={w('organisations.rowsEmpty')}>{w('organisations.rowsEmptyText')}</EmptyState>}
      card={(row) => (
        <span className="card-lines">
          <strong>
            {row.excelRow}　{row.name}
          </strong>
          <span>
            <State row={row} />　{[row.parent, kindText(row, w)].filter(Boolean).join(' · ')}
          </span>
          <Details row={row} />
        </span>
      )}
    />
  )
}

function State({ row: { state } }: { row: PlannedRow }) {
  const w = useWords()
  return (
    <span className="row-state" data-state={state}>
      {w(`organisations.row.${state}`)}
    </span>
  )
}

function Details({ row: { refusals, warnings, fields } }: { row: PlannedRow }) {
  const w = useWords()
  const none = w('organisations.none')
  return (
    <span className="row-details">
      {refusals.map((refusal) => (
        <span key={refusal} data-refusal>
          {refusal}
        </span>
      ))}
      {refusals.length === 0 &&
        fields.map(({ field, before, after }) => {
          const name = w(`organisations.field.${field}`)
          return (
            <span key={field}>
              {before === ''
                ? w('organisations.fieldNew', { field: name, after })
                : w('organisations.fieldChange', { field: name, before, after: after || none })}
            </span>
          )
        })}
      {warnings.map((warning) => (
        <span key={warning} data-warning>
          {warning}
        </span>
      ))}
    </span>
  )
}

function kindText({ kind }: PlannedRow, w: Say): string {
  return kind ? (w as (key: string) => string)(`people.kind.${kind}`) : ''
}
