import { useQuery } from '@tanstack/react-query'
import { lazy, Suspense, useState } from 'react'
import { Link, useGo, useSearch } from '#platform/web/address.tsx'
import { dateText } from '#platform/web/format.ts'
import { Button } from '#platform/web/kit/Button.tsx'
import { type Column, DataTable } from '#platform/web/kit/DataTable.tsx'
import { EmptyState } from '#platform/web/kit/EmptyState.tsx'
import { Page } from '#platform/web/kit/Page.tsx'
import { useMay } from '#platform/web/shell/session.tsx'
import type { Say } from '#platform/web/words/catalogue.ts'
import { useWords } from '#platform/web/words/use-words.ts'
import type { OneOffLine } from '../../one-off/contract.ts'
import { ledger } from '../api.ts'
import { filterQuery, readFilter } from '../list/filter.ts'
import './one-off.css'

const NewFormPanel = lazy(async () => ({ default: (await import('./NewFormPanel.tsx')).NewFormPanel }))

/** 一次性报表: what was asked once and what is waiting; a new one asks about the projects of the ledger's filter in the address. */
export function OneOffFormsPage() {
  const w = useWords()
  const go = useGo()
  const [search] = useSearch()
  const mayAsk = useMay('project.write')
  const [asking, setAsking] = useState(false)
  const { data, error, isPending, refetch } = useQuery(ledger.listOneOffForms.query())
  return (
    <Page
      title={w('oneOff.title')}
      note={w('oneOff.note')}
      trail={<Link to="/projects">{w('ledger.list.title')}</Link>}
      toolbar={
        mayAsk && (
          <Button kind="primary" onClick={() => setAsking(true)}>
            {w('oneOff.new')}
          </Button>
        )
      }
    >
      <DataTable
        label={w('oneOff.title')}
        columns={columnsOf(w)}
        rows={data?.items ?? []}
        rowKey={({ id }) => id}
        onOpen={({ id }) => go(`/one-off-forms/${id}`)}
        loading={isPending}
        problem={error}
        onRetry={() => void refetch()}
        comfortable
        card={(form) => <Card form={form} />}
        empty={<EmptyState title={w('oneOff.none')}>{w(mayAsk ? 'oneOff.noneNext' : 'oneOff.noneReader')}</EmptyState>}
      />
      {asking && (
        <Suspense fallback={null}>
          <NewFormPanel projects={{ filter: filterQuery(readFilter(search)) }} onClose={() => setAsking(false)} />
        </Suspense>
      )}
    </Page>
  )
}

function Card({ form }: { form: OneOffLine }) {
  const w = useWords()
  const { title, orgName, dueOn, state } = form
  return (
    <Link className="oo-card" to={`/one-off-forms/${form.id}`}>
      <b>{title}</b>
      <span>{w('oneOff.pageNote', { org: orgName, due: dateText(dueOn), state: w(`oneOff.state.${state}`) })}</span>
      <span>
        {w('oneOff.progress')} {progressOf(w, form)}
      </span>
    </Link>
  )
}

function progressOf(w: Say, { filled, total, columnsDropped }: OneOffLine): string {
  return columnsDropped ? w('oneOff.dropped') : w('oneOff.progressOf', { filled, total })
}

function columnsOf(w: Say): Column<OneOffLine>[] {
  return [
    { key: 'title', title: w('oneOff.name'), wraps: true, cell: ({ title }) => <b>{title}</b> },
    { key: 'org', title: w('oneOff.org'), width: '10rem', cell: ({ orgName }) => orgName },
    { key: 'due', title: w('oneOff.due'), width: '9rem', cell: ({ dueOn }) => dateText(dueOn) },
    { key: 'state', title: w('oneOff.state'), width: '6rem', cell: ({ state }) => w(`oneOff.state.${state}`) },
    {
      key: 'filled',
      title: w('oneOff.progress'),
      kind: 'number',
      width: '7rem',
      cell: (form) => progressOf(w, form),
    },
  ]
}
