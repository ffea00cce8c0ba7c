import { useQuery } from '@tanstack/react-query'
import { Link, useGo } from '#platform/web/address.tsx'
import { rateIn } from '#platform/web/format.ts'
import { type Column, DataTable } from '#platform/web/kit/DataTable.tsx'
import { EmptyState } from '#platform/web/kit/EmptyState.tsx'
import { useWords } from '#platform/web/words/use-words.ts'
import type { ProjectRow } from '../../contract.ts'
import { ledger } from '../api.ts'
import { Money, placesOf } from '../parts/Money.tsx'
import { ProjectLight } from '../parts/ProjectLight.tsx'

const SHOWN = 100

/** What the import has put into the ledger: its projects as they stand there now. */
export function WrittenProjects({ importId }: { importId: number }) {
  const w = useWords()
  const go = useGo()
  const list = useQuery(ledger.listProjects.query({ query: { importId, sort: 'name', order: 'asc', limit: SHOWN } }))
  const rows = list.data?.items ?? []
  const total = list.data?.total
  return (
    <>
      <DataTable
        label={w('imports.view.written')}
        columns={columnsOf(w, rows)}
        rows={rows}
        rowKey={(row) => row.id}
        onOpen={(row) => go(`/projects/${row.id}`)}
        loading={list.isPending}
        problem={list.error}
        onRetry={() => void list.refetch()}
        empty={<EmptyState title={w('imports.nothingWritten')} />}
      />
      {total !== undefined && total > rows.length && (
        <p className="no-value">
          {w('kit.shown', { total, shown: rows.length })}{' '}
          <Link to={`/projects?importId=${importId}`}>{w('imports.seeProjects')}</Link>
        </p>
      )}
    </>
  )
}

function columnsOf(w: ReturnType<typeof useWords>, rows: readonly ProjectRow[]): Column<ProjectRow>[] {
  const money = (key: 'annualPlan' | 'completedYtd'): Column<ProjectRow> => {
    const decimals = placesOf(
      rows.map((row) => row[key]),
      'wan',
    )
    return {
      key,
      title: w(`ledger.field.${key}`),
      unit: w('kit.unit.wan'),
      kind: 'number',
      cell: (row) => <Money wan={row[key]} unit="wan" decimals={decimals} />,
    }
  }
  return [
    {
      key: 'name',
      title: w('ledger.field.name'),
      wraps: true,
      width: '40%',
      cell: (row) => <Link to={`/projects/${row.id}`}>{row.name}</Link>,
    },
    { key: 'county', title: w('ledger.field.county'), cell: (row) => row.countyName ?? '—' },
    { key: 'owner', title: w('ledger.field.owner'), cell: (row) => row.owner ?? '—' },
    money('annualPlan'),
    money('completedYtd'),
    {
      key: 'rate',
      title: w('ledger.rate'),
      unit: w('kit.unit.percent'),
      kind: 'number',
      cell: (row) => rateIn(row.completionRate),
    },
    { key: 'light', title: w('ledger.list.light'), kind: 'mark', cell: (row) => <ProjectLight project={row} /> },
  ]
}
