import { dateText } from '#platform/web/format.ts'
import { type Column, DataTable } from '#platform/web/kit/DataTable.tsx'
import type { Say } from '#platform/web/words/catalogue.ts'
import { useWords } from '#platform/web/words/use-words.ts'
import type { ImportedAccount } from '../../accounts/import-contract.ts'
import { roleOver } from '../role-text.ts'

/** Row by row what will be created; rows to correct come first. */
export function PreviewTable({ rows }: { rows: readonly ImportedAccount[] }) {
  const w = useWords()
  const sorted = [...rows].sort(
    (a, b) => Number(b.problems.length > 0) - Number(a.problems.length > 0) || a.excelRow - b.excelRow,
  )
  const columns: Column<ImportedAccount>[] = [
    { key: 'row', title: w('people.importRow'), kind: 'number', width: '3.5rem', cell: (row) => row.excelRow },
    { key: 'name', title: w('people.name'), width: '7rem', cell: (row) => row.displayName || '—' },
    { key: 'username', title: w('people.username'), width: '11rem', cell: (row) => <Username row={row} /> },
    { key: 'unit', title: w('people.organisation'), cell: (row) => row.organisationName },
    { key: 'role', title: w('people.importProposed'), cell: (row) => proposed(w, row) },
    { key: 'phone', title: w('people.phone'), width: '8rem', cell: (row) => row.phone ?? '—' },
    {
      key: 'expires',
      title: w('people.expiresOn'),
      width: '9rem',
      cell: (row) => (row.expiresOn ? dateText(row.expiresOn) : '—'),
    },
    {
      key: 'problems',
      title: w('people.importProblem'),
      width: '24%',
      wraps: true,
      cell: (row) => <Remarks row={row} />,
    },
  ]
  return (
    <DataTable
      label={w('people.importTitle')}
      columns={columns}
      rows={sorted}
      rowKey={(row) => row.excelRow}
      total={rows.length}
      card={(row) => (
        <span className="card-lines">
          <strong>
            {row.excelRow}　{row.displayName || '—'}
          </strong>
          <span>
            {row.username} · {row.organisationName} · {proposed(w, row)}
          </span>
          <Remarks row={row} />
        </span>
      )}
    />
  )
}

function proposed(w: Say, { role, overName }: ImportedAccount): string {
  return role ? roleOver(w, { role, organisationName: overName ?? '—' }) : '—'
}

function Username({ row }: { row: ImportedAccount }) {
  const w = useWords()
  return (
    <>
      {row.username}
      {row.usernameMade && row.username && <small className="is-disabled">　{w('people.importMade')}</small>}
    </>
  )
}

function Remarks({ row }: { row: ImportedAccount }) {
  return (
    <span className="import-remarks">
      {row.problems.map((text) => (
        <span className="import-problem" key={text}>
          {text}
        </span>
      ))}
      {row.notes.map((text) => (
        <span key={text}>{text}</span>
      ))}
    </span>
  )
}
