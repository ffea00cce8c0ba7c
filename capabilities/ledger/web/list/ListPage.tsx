import { useState } from 'react'
import { Link } from '#platform/web/address.tsx'
import { instantText, monthOfYear } from '#platform/web/format.ts'
import { DataTable } from '#platform/web/kit/DataTable.tsx'
import { Page } from '#platform/web/kit/Page.tsx'
import { usePaper } from '#platform/web/kit/use-paper.ts'
import { useMay } from '#platform/web/shell/session.tsx'
import { useWords } from '#platform/web/words/use-words.ts'
import { useMoneyUnit } from '../parts/money-unit.ts'
import { ProjectSummary } from '../parts/ProjectSummary.tsx'
import { useOrganisations } from '../parts/use-organisations.ts'
import { useTerms } from '../parts/use-terms.ts'
import { FILTER_KEYS, isUnfiltered, type ListView } from './filter.ts'
import { filterWords } from './filter-words.ts'
import { Headline } from './Headline.tsx'
import { ListEmpty } from './ListEmpty.tsx'
import { ListFilters, useCampaigns } from './ListFilters.tsx'
import { ListToolbar } from './ListToolbar.tsx'
import { ListCard, listColumns } from './list-columns.tsx'
import { SelectionBar } from './SelectionBar.tsx'
import { usePrinting } from './use-printing.ts'
import { useHeadline, useListView, useProjectList } from './use-project-list.ts'
import './list.css'

type Key = number | string

/** 台账: every project within scope, as one filters it; the address holds all of it. */
export function ListPage() {
  const w = useWords()
  usePaper('A3 landscape')
  const [view, set] = useListView()
  const list = useProjectList(view)
  const sums = useHeadline(view)
  const [unit, setUnit] = useMoneyUnit()
  const mayAssign = useMay('project.assign')
  const [selected, setSelected] = useState<ReadonlySet<Key>>(new Set())
  const [printing, print] = usePrinting(list.loadAll)
  const columns = listColumns({ w, unit, rows: list.rows, asOfMonth: list.asOfMonth })
  const clear = () => set(Object.fromEntries(FILTER_KEYS.map((key) => [key, undefined])))
  return (
    <div className="ledger-list">
      <Page
        title={w('ledger.list.title')}
        trail={<Link to="/stages">{w('stages.overview.short')}</Link>}
        note={<ListNote view={view} asOfMonth={list.asOfMonth} total={sums ? undefined : list.total} />}
        toolbar={<ListToolbar filter={view.filter} unit={unit} onUnit={setUnit} onPrint={print} printing={printing} />}
      >
        <Headline sums={sums} total={list.total} unit={unit} asOfMonth={list.asOfMonth} />
        <ListFilters filter={view.filter} set={set} />
        {selected.size > 0 && (
          <SelectionBar selected={selected} rows={list.rows} onClear={() => setSelected(new Set())} />
        )}
        <DataTable
          label={w('ledger.list.title')}
          columns={columns}
          rows={list.rows}
          rowKey={(row) => row.id}
          sorting={{ by: view.sort, order: view.order }}
          onSort={({ by, order }) => set({ sort: by, order })}
          onOpen={(row) => set({ open: String(row.id) })}
          openKey={view.open}
          selected={mayAssign ? selected : undefined}
          onSelect={mayAssign ? setSelected : undefined}
          total={list.total}
          more={list.more}
          loading={list.loading}
          problem={list.problem}
          onRetry={list.retry}
          empty={<ListEmpty filtered={!isUnfiltered(view.filter)} onClear={clear} />}
          card={(row) => <ListCard row={row} w={w} unit={unit} />}
          comfortable
          fill={!printing}
        />
      </Page>
      {view.open !== null && <ProjectSummary id={view.open} onClose={() => set({ open: undefined })} />}
    </div>
  )
}

/** What the figures stand for: as of when, which filter, and on paper the moment of printing. */
function ListNote({ view, asOfMonth, total }: { view: ListView; asOfMonth: string | null; total: number | undefined }) {
  const w = useWords()
  const { names } = useOrganisations()
  const campaigns = useCampaigns()
  const terms = new Map(useTerms().map(({ id, label }) => [id, label]))
  return (
    <>
      {asOfMonth && w('ledger.asOf', { month: monthOfYear(asOfMonth) })}
      {total !== undefined && `　${w('ledger.list.matching', { count: total })}`}
      <span className="only-print">
        　{w('ledger.list.filtered', { filter: filterWords(w, view.filter, { orgs: names, campaigns, terms }) })}　
        {w('ledger.list.printedAt', { at: instantText(new Date().toISOString()) })}
      </span>
    </>
  )
}
