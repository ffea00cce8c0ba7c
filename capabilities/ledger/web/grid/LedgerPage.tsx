import { lazy, Suspense, useRef, useState } from 'react'
import { instantText, monthOfYear } from '#platform/web/format.ts'
import { ErrorNote } from '#platform/web/kit/ErrorNote.tsx'
import type { GridHandle } from '#platform/web/kit/grid/Grid.tsx'
import { useIsPhone } from '#platform/web/kit/media.ts'
import { Skeleton } from '#platform/web/kit/Note.tsx'
import { Page } from '#platform/web/kit/Page.tsx'
import { usePaper } from '#platform/web/kit/use-paper.ts'
import { useMay } from '#platform/web/shell/session.tsx'
import { useWords } from '#platform/web/words/use-words.ts'
import type { OwnColumn } from '../../grid/contract.ts'
import { useRosterNames } from '../libraries/use-rosters.ts'
import { FILTER_KEYS, isUnfiltered } from '../list/filter.ts'
import { filterWords } from '../list/filter-words.ts'
import { Headline } from '../list/Headline.tsx'
import { ListEmpty } from '../list/ListEmpty.tsx'
import { ListFilters, useCampaigns } from '../list/ListFilters.tsx'
import { ListToolbar } from '../list/ListToolbar.tsx'
import { SelectionBar } from '../list/SelectionBar.tsx'
import { useMoneyUnit } from '../parts/money-unit.ts'
import { ProjectSummary } from '../parts/ProjectSummary.tsx'
import { useOrganisations } from '../parts/use-organisations.ts'
import { useTerms } from '../parts/use-terms.ts'
import { conditionWords } from './condition-words.ts'
import { FindBar } from './FindBar.tsx'
import type { Own } from './fields.ts'
import { GridBars } from './GridBars.tsx'
import { GridTools } from './GridTools.tsx'
import { LedgerCards } from './LedgerCards.tsx'
import { LedgerGrid, useCollapsed } from './LedgerGrid.tsx'
import { PrintTable } from './PrintTable.tsx'
import { useGridState } from './use-grid-state.ts'
import { useHeadline } from './use-headline.ts'
import { useLedgerGrid } from './use-ledger-grid.ts'
import { useLiveRows } from './use-live-rows.ts'
import { useOwnColumns } from './use-own-columns.ts'
import { usePrinting } from './use-printing.ts'
import { useStateActs } from './use-state-acts.ts'
import { useTicks } from './use-ticks.ts'
import type { GridState } from './view-state.ts'
import { WhereChips } from './WhereChips.tsx'
import '../list/list.css'
import './ledger-grid.css'

const dialogs = () => import('./OwnColumnDialogs.tsx')
const OwnColumnDialog = lazy(async () => ({ default: (await dialogs()).OwnColumnDialog }))
const DropColumnDialog = lazy(async () => ({ default: (await dialogs()).DropColumnDialog }))
const DroppedColumns = lazy(async () => ({ default: (await dialogs()).DroppedColumns }))
const RecentEdits = lazy(async () => ({ default: (await import('./RecentEdits.tsx')).RecentEdits }))
const KeysSheet = lazy(async () => ({ default: (await import('./KeysSheet.tsx')).KeysSheet }))

/** What lies over the page. */
export type Over =
  | { what: 'addColumn' | 'dropped' | 'edits' | 'keys' }
  | { what: 'change' | 'drop'; column: OwnColumn }
  | null

/** 台账: every project within scope as a workbook; the address holds all of what is shown. */
export function LedgerPage() {
  const w = useWords()
  usePaper('A3 landscape')
  const [state, set] = useGridState()
  const acts = useStateActs(state, set)
  const data = useLedgerGrid(state)
  const { own, dropped } = useOwnColumns()
  const sums = useHeadline(state, data.order)
  const [unit, setUnit] = useMoneyUnit()
  const mayWrite = useMay('project.write')
  const isPhone = useIsPhone()
  const ticks = useTicks(data.rows, true)
  const collapsed = useCollapsed(state.group)
  const [over, setOver] = useState<Over>(null)
  const [finding, setFinding] = useState(false)
  const [printing, print] = usePrinting(data.rows, ticks.ids)
  const handle = useRef<GridHandle>(null)
  useLiveRows(data)
  const close = () => setOver(null)
  const clear = () => set(Object.fromEntries(FILTER_KEYS.map((key) => [key, undefined])))
  const isEmpty = data.order !== null && data.order.ids.length === 0
  return (
    <div className={`ledger-list ${isPhone ? '' : 'lg-page'}`}>
      <Page
        title={w('ledger.list.title')}
        note={<PageNote state={state} own={own} asOfMonth={data.order?.asOfMonth ?? null} />}
        toolbar={
          <ListToolbar state={state} unit={unit} onUnit={setUnit} onPrint={print} printing={printing !== null} />
        }
      >
        <Headline sums={sums} total={data.order?.total} unit={unit} asOfMonth={data.order?.asOfMonth ?? null} />
        <div className="lg-tools no-print">
          {!isPhone && (
            <GridTools {...{ state, acts, data, own, dropped, collapsed }} onOver={setOver} mayWrite={mayWrite} />
          )}
          <ListFilters filter={state.filter} set={set}>
            <WhereChips state={state} acts={acts} own={own} />
          </ListFilters>
        </div>
        {finding && data.order && (
          <FindBar
            state={state}
            ids={data.order.ids}
            onGo={(place) => handle.current?.goTo(place)}
            onClose={() => {
              setFinding(false)
              handle.current?.focus()
            }}
          />
        )}
        <SelectionBar ticks={ticks} rows={data.rows} />
        <GridBars data={data} />
        {data.problem && !data.order ? <ErrorNote problem={data.problem} onRetry={data.retry} /> : null}
        {data.loading && <Skeleton lines={12} />}
        {isEmpty && <ListEmpty filtered={!isUnfiltered(state.filter)} onClear={clear} />}
        {data.order && !isEmpty && isPhone && <LedgerCards data={data} unit={unit} onOpen={(id) => acts.open(id)} />}
        {data.order && !isEmpty && !isPhone && (
          <LedgerGrid
            {...{ state, acts, data, own, ticks, handle }}
            collapsed={collapsed.closed}
            onToggle={collapsed.toggle}
            onOwn={(column, what) => setOver({ what, column })}
            onAddColumn={mayWrite ? () => setOver({ what: 'addColumn' }) : null}
            onFind={() => setFinding(true)}
            onHelp={() => setOver({ what: 'keys' })}
          />
        )}
        {printing && <PrintTable {...{ state, data, own, unit }} places={printing} />}
      </Page>
      {state.open !== null && <ProjectSummary id={state.open} onClose={() => acts.open(null)} />}
      <Suspense fallback={null}>
        {over?.what === 'keys' && <KeysSheet onClose={close} />}
        {over?.what === 'edits' && <RecentEdits desk={data.desk} onClose={close} />}
        {over?.what === 'dropped' && <DroppedColumns dropped={dropped} onClose={close} />}
        {over?.what === 'drop' && (
          <DropColumnDialog
            column={over.column}
            onClose={close}
            onDone={() => {
              close()
              if (state.columns.length > 1) acts.hide(`own.${over.column.id}`)
            }}
          />
        )}
        {(over?.what === 'addColumn' || over?.what === 'change') && (
          <OwnColumnDialog
            column={over.what === 'change' ? over.column : null}
            onClose={close}
            onDone={(column) => {
              close()
              acts.show([...new Set([...state.columns.map(({ field }) => field), `own.${column.id}`])])
            }}
          />
        )}
      </Suspense>
    </div>
  )
}

/** What the figures stand for: as of when, which filter, and on paper the moment of printing. */
function PageNote({ state, own, asOfMonth }: { state: GridState; own: Own; asOfMonth: string | null }) {
  const w = useWords()
  const [unit] = useMoneyUnit()
  const { names } = useOrganisations()
  const campaigns = useCampaigns()
  const rosters = useRosterNames()
  const terms = new Map(useTerms().map(({ id, label }) => [id, label]))
  const where = state.filter.where.map((condition) => conditionWords(condition, { w, own, unit, organisations: names }))
  return (
    <>
      {asOfMonth && w('ledger.asOf', { month: monthOfYear(asOfMonth) })}
      <span className="only-print">
        　
        {w('ledger.list.filtered', {
          filter: filterWords(w, state.filter, { orgs: names, campaigns, terms, rosters }, where),
        })}
        　{w('ledger.list.printedAt', { at: instantText(new Date().toISOString()) })}
      </span>
    </>
  )
}
