import { useQuery } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import { Link, useSearch } from '#platform/web/address.tsx'
import { Button } from '#platform/web/kit/Button.tsx'
import { FilterBar } from '#platform/web/kit/FilterBar.tsx'
import { Checkbox } from '#platform/web/kit/inputs.tsx'
import { Page } from '#platform/web/kit/Page.tsx'
import { useMay } from '#platform/web/shell/session.tsx'
import { useWords } from '#platform/web/words/use-words.ts'
import { people } from '../api.ts'
import { NewOrganisation } from './NewOrganisation.tsx'
import { OrganisationPanel } from './OrganisationPanel.tsx'
import { OrganisationTable } from './OrganisationTable.tsx'
import { linesOf } from './shown.ts'
import '../people.css'
import './organisations.css'

const KINDS = ['county', 'zone', 'town', 'park', 'department'] as const

/** Which units there are, where they stand, what they were called; a system administrator changes them here, with dates. */
export function OrganisationsPage() {
  const w = useWords()
  const mayManage = useMay('organisation.manage')
  const [search, setSearch] = useSearch()
  const [adding, setAdding] = useState(false)
  const [turned, setTurned] = useState<ReadonlySet<number>>(new Set())
  const organisations = useQuery({ ...people.listOrganisations.query(), staleTime: 300_000 })
  const survey = useQuery(people.surveyOrganisations.query())
  const units = organisations.data?.items ?? []
  const surveyed = useMemo(() => new Map(survey.data?.items.map((row) => [row.id, row])), [survey.data])
  const names = useMemo(() => new Map(units.map(({ id, name }) => [id, name])), [units])
  const lines = useMemo(
    () =>
      linesOf(units, {
        q: search.q ?? '',
        kind: search.kind,
        withClosed: search.closed === '1',
        turned,
        initials: new Map([...surveyed].map(([id, { initials }]) => [id, initials])),
      }),
    [units, surveyed, search.q, search.kind, search.closed, turned],
  )
  const open = units.find(({ id }) => String(id) === search.unit)
  const turn = (id: number) => {
    const next = new Set(turned)
    if (!next.delete(id)) next.add(id)
    setTurned(next)
  }
  return (
    <Page
      title={w('organisations.title')}
      note={organisations.data && w('organisations.note', { open: units.filter(({ closedOn }) => !closedOn).length })}
      toolbar={<Toolbar mayManage={mayManage} onAdd={() => setAdding(true)} />}
    >
      <FilterBar
        filters={[
          {
            key: 'kind',
            label: w('organisations.filterKind'),
            options: KINDS.map((kind) => ({ value: kind, label: w(`people.kind.${kind}`) })),
          },
        ]}
        values={search}
        onChange={setSearch}
        search={w('organisations.search')}
      >
        <Checkbox value={search.closed === '1'} onChange={(shown) => setSearch({ closed: shown ? '1' : undefined })}>
          {w('organisations.showClosed')}
        </Checkbox>
      </FilterBar>
      <OrganisationTable
        lines={lines}
        survey={surveyed}
        nameOf={(id) => names.get(id ?? 0) ?? ''}
        loading={organisations.isPending}
        problem={organisations.error}
        onRetry={() => void organisations.refetch()}
        openId={open?.id ?? null}
        onOpen={({ id }) => setSearch({ unit: String(id) })}
        onTurn={turn}
      />
      {open && (
        <OrganisationPanel
          unit={open}
          organisations={units}
          inScope={surveyed.has(open.id)}
          mayManage={mayManage}
          onClose={() => setSearch({ unit: undefined })}
        />
      )}
      {adding && <NewOrganisation organisations={units} at={open ?? null} onClose={() => setAdding(false)} />}
    </Page>
  )
}

function Toolbar({ mayManage, onAdd }: { mayManage: boolean; onAdd: () => void }) {
  const w = useWords()
  return (
    <>
      <a className="button button-plain button-m" href={people.exportOrganisations.url()} download>
        {w('organisations.export')}
      </a>
      {mayManage && (
        <>
          <Link className="button button-plain button-m" to="/organisations/import">
            {w('organisations.import')}
          </Link>
          <Button kind="primary" onClick={onAdd}>
            {w('organisations.add')}
          </Button>
        </>
      )}
    </>
  )
}
