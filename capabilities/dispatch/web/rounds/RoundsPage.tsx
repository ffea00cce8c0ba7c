import { useQuery } from '@tanstack/react-query'
import { useGo, useSearch } from '#platform/web/address.tsx'
import { instantText } from '#platform/web/format.ts'
import { Button } from '#platform/web/kit/Button.tsx'
import { type Column, DataTable } from '#platform/web/kit/DataTable.tsx'
import { EmptyState } from '#platform/web/kit/EmptyState.tsx'
import { Page, Section } from '#platform/web/kit/Page.tsx'
import { useMay } from '#platform/web/shell/session.tsx'
import { useWords } from '#platform/web/words/use-words.ts'
import type { Round } from '../../contract.ts'
import { dispatch } from '../api.ts'
import { Countdown } from '../shared/Countdown.tsx'
import { usePeriodText, yearText } from '../shared/round-text.ts'
import { StateBar } from '../shared/StateBar.tsx'
import { FillToDo, ReviewToDo } from '../shared/ToDo.tsx'
import { OpenRoundPanel } from './OpenRoundPanel.tsx'
import './rounds.css'

/** Every round, newest first; what waits for the person stands above. `?open=1` or `?importId=3` opens the form of a new one. */
export function RoundsPage() {
  const w = useWords()
  const go = useGo()
  const [search, setSearch] = useSearch()
  const mayOpen = useMay('round.open')
  const { data, error, isPending, refetch } = useQuery(dispatch.listRounds.query())
  const isOpening = mayOpen && (search.open !== undefined || search.importId !== undefined)
  const open = (
    <Button kind="primary" onClick={() => setSearch({ open: '1' })}>
      {w('dispatch.openRound')}
    </Button>
  )
  return (
    <Page title={w('dispatch.rounds')} note={w('dispatch.roundsNote')} toolbar={mayOpen && open}>
      <Waiting />
      <Section title={w('dispatch.allRounds')}>
        <DataTable
          label={w('dispatch.allRounds')}
          columns={useColumns()}
          rows={data?.items ?? []}
          rowKey={(round) => round.id}
          onOpen={(round) => go(`/rounds/${round.id}`)}
          loading={isPending}
          problem={error}
          onRetry={() => void refetch()}
          comfortable
          card={(round) => <RoundCard round={round} />}
          empty={
            <EmptyState title={w('dispatch.noRounds')} action={mayOpen && open}>
              {mayOpen ? w('dispatch.noRoundsOffice') : w('dispatch.noRoundsOthers')}
            </EmptyState>
          }
        />
      </Section>
      {isOpening && (
        <OpenRoundPanel
          importId={search.importId ? Number(search.importId) : undefined}
          onClose={() => setSearch({ open: undefined, importId: undefined })}
          onOpened={(round) => go(`/rounds/${round.id}`)}
        />
      )}
    </Page>
  )
}

function Waiting() {
  const { data } = useQuery(dispatch.readDesk.query())
  const toFill = data?.toFill.filter(({ mine, done }) => mine > done) ?? []
  const toReview = data?.toReview.filter(({ waiting }) => waiting > 0) ?? []
  if (toFill.length + toReview.length === 0) return null
  return (
    <div className="todos">
      {toFill.map((entry) => (
        <FillToDo key={`fill${entry.round.id}`} {...entry} />
      ))}
      {toReview.map((entry) => (
        <ReviewToDo key={`review${entry.round.id}`} {...entry} />
      ))}
    </div>
  )
}

function useColumns(): Column<Round>[] {
  const w = useWords()
  const period = usePeriodText()
  return [
    { key: 'title', title: w('dispatch.column.round'), cell: (round) => round.title },
    {
      key: 'period',
      title: w('dispatch.column.period'),
      width: '8rem',
      cell: (round) => `${yearText(round)} · ${period(round)}`,
    },
    {
      key: 'deadline',
      title: w('dispatch.column.deadline'),
      width: '10rem',
      cell: (round) => instantText(round.deadline),
    },
    { key: 'time', title: w('dispatch.column.standing'), width: '10rem', cell: (round) => <Countdown round={round} /> },
    {
      key: 'progress',
      title: w('dispatch.column.progress'),
      width: '22%',
      cell: (round) => <StateBar counts={round.counts} />,
    },
    {
      key: 'reported',
      title: w('dispatch.column.reportedOf'),
      kind: 'number',
      width: '7rem',
      cell: ({ counts }) => `${counts.reported} / ${counts.total}`,
    },
    { key: 'late', title: w('dispatch.late'), kind: 'number', width: '5rem', cell: ({ counts }) => counts.late || '—' },
  ]
}

function RoundCard({ round }: { round: Round }) {
  const w = useWords()
  const period = usePeriodText()
  return (
    <span className="round-card">
      <strong>
        {yearText(round)} · {period(round)}
      </strong>
      <Countdown round={round} />
      <StateBar counts={round.counts} />
      <small>
        {w('dispatch.reportedOf', { reported: round.counts.reported, total: round.counts.total })}
        {round.counts.late > 0 && `　${w('dispatch.lateCount', { count: round.counts.late })}`}
      </small>
    </span>
  )
}
