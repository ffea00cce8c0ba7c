import { useQuery } from '@tanstack/react-query'
import { useEffect, useMemo, useState, useSyncExternalStore } from 'react'
import { Link, useParam, useSearch } from '#platform/web/address.tsx'
import { EmptyState } from '#platform/web/kit/EmptyState.tsx'
import { ErrorNote } from '#platform/web/kit/ErrorNote.tsx'
import { useIsPhone } from '#platform/web/kit/media.ts'
import { Note, Skeleton } from '#platform/web/kit/Note.tsx'
import { Page } from '#platform/web/kit/Page.tsx'
import { Tabs } from '#platform/web/kit/Tabs.tsx'
import { usePaper } from '#platform/web/kit/use-paper.ts'
import { useMay } from '#platform/web/shell/session.tsx'
import { useWords } from '#platform/web/words/use-words.ts'
import type { ReportRow, Round } from '../../contract.ts'
import { dispatch } from '../api.ts'
import { createGridStore } from '../model/grid-session.ts'
import { takeRows } from '../model/grid-state.ts'
import type { Ticks } from '../model/ticks.ts'
import { Countdown } from '../shared/Countdown.tsx'
import { gridSender, useMyReports } from '../shared/my-reports.ts'
import { usePeriodText } from '../shared/round-text.ts'
import { useLeaveGuard } from '../shared/use-leave-guard.ts'
import { FillCards } from './FillCards.tsx'
import { FillHead } from './FillHead.tsx'
import { Grid } from './Grid.tsx'
import { SubmitBar } from './SubmitBar.tsx'
import './fill.css'

/** The reporter's own list of a round: a grid at a desk, cards on a phone. */
export function FillPage() {
  const w = useWords()
  const id = Number(useParam('id'))
  const round = useQuery(dispatch.readRound.query({ params: { id } }))
  const mine = useMyReports(id)
  const problem = round.error ?? mine.error
  if (!round.data || !mine.data) {
    const retry = () => {
      void round.refetch()
      void mine.refetch()
    }
    return (
      <Page title={w('dispatch.rounds')}>
        {problem ? <ErrorNote problem={problem} onRetry={retry} /> : <Skeleton lines={8} />}
      </Page>
    )
  }
  return <Filling key={id} round={round.data} rows={mine.data} />
}

export type Shown = 'todo' | 'returned' | 'done' | 'all'
const SHOWN: readonly Shown[] = ['todo', 'returned', 'done', 'all']

function belongs(row: ReportRow, shown: Shown): boolean {
  const isOpen = row.state === 'draft' || row.state === 'returned'
  if (shown === 'all') return true
  if (shown === 'returned') return row.state === 'returned'
  return shown === 'todo' ? isOpen : !isOpen
}

function Filling({ round, rows }: { round: Round; rows: ReportRow[] }) {
  const w = useWords()
  const period = usePeriodText()
  const isPhone = useIsPhone()
  const [search, setSearch] = useSearch()
  const mayOpen = useMay('round.open')
  const store = useMemo(() => createGridStore(gridSender(round.id)), [round.id])
  useEffect(() => store.change((grid) => takeRows(grid, rows)), [store, rows])
  const { grid } = useSyncExternalStore(store.subscribe, store.get)
  usePaper('A3 landscape')
  const [ticks, setTicks] = useState<Ticks>(new Set())
  useLeaveGuard(store)
  const all = rows.map((row) => grid.rows[row.id] ?? row)
  const shown = SHOWN.find((one) => one === search.show) ?? 'todo'
  const visible = all.filter((row) => belongs(row, shown))
  const tabs = SHOWN.map((value) => ({
    value,
    label: w(`dispatch.show.${value}`),
    count: all.filter((row) => belongs(row, value)).length,
  }))
  const isKnown = visible.every((row) => grid.texts[row.id] !== undefined)
  return (
    <Page
      title={w('dispatch.fillTitle', { period: period(round) })}
      trail={<Link to={`/rounds/${round.id}`}>{round.title}</Link>}
      toolbar={!isPhone && <SubmitBar store={store} round={round} rows={all} ticks={ticks} />}
      note={isPhone ? undefined : <Countdown round={round} />}
    >
      {isPhone && <FillHead round={round} rows={all} />}
      {mayOpen && <Note>{w('dispatch.fillForNote')}</Note>}
      <Tabs
        tabs={tabs}
        value={shown}
        label={w('dispatch.filter')}
        onChange={(show) => setSearch({ show: show === 'todo' ? undefined : show })}
      />
      {visible.length === 0 ? (
        <Nothing shown={shown} round={round} total={all.length} />
      ) : (
        isKnown &&
        (isPhone ? (
          <FillCards store={store} rows={visible} />
        ) : (
          <Grid store={store} rows={visible} ticks={ticks} onTick={setTicks} key={shown} />
        ))
      )}
      {isPhone && (
        <footer className="fill-foot" data-foot>
          <SubmitBar store={store} round={round} rows={all} />
        </footer>
      )}
    </Page>
  )
}

function Nothing({ shown, round, total }: { shown: Shown; round: Round; total: number }) {
  const w = useWords()
  const period = usePeriodText()
  if (total === 0) return <EmptyState title={w('dispatch.noneMine')}>{w('dispatch.noneMineText')}</EmptyState>
  if (shown === 'todo' && !round.lockedAt) {
    return (
      <EmptyState
        title={w('dispatch.allDone', { period: period(round), total })}
        action={
          <>
            <Link className="button button-primary" to={`/rounds/${round.id}`}>
              {w('dispatch.todo.openRound')}
            </Link>
            <Link className="button" to={`/rounds/${round.id}/fill?show=done`}>
              {w('dispatch.todo.lookBack')}
            </Link>
          </>
        }
      >
        {w('dispatch.allDoneText')}
      </EmptyState>
    )
  }
  return <EmptyState title={w(`dispatch.none.${shown === 'all' ? 'todo' : shown}`)} />
}
