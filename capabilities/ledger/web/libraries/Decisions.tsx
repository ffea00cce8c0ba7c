import { useInfiniteQuery } from '@tanstack/react-query'
import { lazy, Suspense, useState } from 'react'
import { Link, useSearch } from '#platform/web/address.tsx'
import { dateText, instantText } from '#platform/web/format.ts'
import { Button } from '#platform/web/kit/Button.tsx'
import { type Column, DataTable } from '#platform/web/kit/DataTable.tsx'
import { EmptyState } from '#platform/web/kit/EmptyState.tsx'
import { FilterBar } from '#platform/web/kit/FilterBar.tsx'
import { useMay } from '#platform/web/shell/session.tsx'
import { useWords } from '#platform/web/words/use-words.ts'
import { MOVE_KINDS, MOVE_STATES, type Move } from '../../libraries/contract.ts'
import { ledger } from '../api.ts'
import { documentText } from './LibraryPanel.tsx'
import { MoveActions } from './MoveActions.tsx'
import { changeText, kindLabel } from './move-words.ts'

const DecisionDialog = lazy(async () => ({ default: (await import('./DecisionDialog.tsx')).DecisionDialog }))
const PAGE = 100
type Key = number | string

/** Moves that wait for a decision, or those that were decided; many are decided at once. */
export function Decisions({ org }: { org: number | undefined }) {
  const w = useWords()
  const mayDecide = useMay('library.decide')
  const [search, set] = useSearch()
  const [selected, setSelected] = useState<ReadonlySet<Key>>(new Set())
  const [deciding, setDeciding] = useState<'approved' | 'refused' | null>(null)
  const state = search.state === 'all' ? undefined : (MOVE_STATES.find((one) => one === search.state) ?? 'waiting')
  const kind = MOVE_KINDS.find((one) => one === search.kind)
  const list = useMoves({ org, state, kind })
  const chosen = list.rows.filter(({ id, state: its }) => selected.has(id) && its === 'waiting')
  const selects = mayDecide && state === 'waiting'
  return (
    <>
      <FilterBar
        filters={[
          {
            key: 'state',
            label: w('libraries.filter.state'),
            options: [
              ...MOVE_STATES.map((value) => ({ value, label: w(`libraries.state.${value}`) })),
              { value: 'all', label: w('libraries.allStates') },
            ],
          },
          {
            key: 'kind',
            label: w('libraries.filter.kind'),
            options: MOVE_KINDS.map((value) => ({ value, label: kindLabel(w, value) })),
          },
        ]}
        values={{ state: search.state === undefined ? 'waiting' : String(search.state), kind }}
        onChange={(changes) => {
          setSelected(new Set())
          set('state' in changes && changes.state === undefined ? { ...changes, state: 'all' } : changes)
        }}
      />
      {selects && chosen.length > 0 && (
        <div className="ticked-bar no-print">
          <strong>{w('kit.selected', { count: chosen.length })}</strong>
          <Button kind="primary" size="s" onClick={() => setDeciding('approved')}>
            {w('libraries.approveMany', { count: chosen.length })}
          </Button>
          <Button size="s" onClick={() => setDeciding('refused')}>
            {w('libraries.refuseMany', { count: chosen.length })}
          </Button>
        </div>
      )}
      <DataTable
        label={w('libraries.tab.decisions')}
        columns={columnsOf(w, mayDecide)}
        rows={list.rows}
        rowKey={({ id }) => id}
        selected={selects ? selected : undefined}
        onSelect={selects ? setSelected : undefined}
        total={list.total}
        more={list.more}
        loading={list.loading}
        problem={list.problem}
        onRetry={list.retry}
        comfortable
        card={(move) => <MoveCard move={move} mayDecide={mayDecide} />}
        empty={
          state === 'waiting' ? (
            <EmptyState title={w('libraries.noWaiting')}>{w('libraries.noWaitingText')}</EmptyState>
          ) : (
            <EmptyState title={w('libraries.noMoves')} />
          )
        }
      />
      {deciding && (
        <Suspense fallback={null}>
          <DecisionDialog
            moves={chosen}
            outcome={deciding}
            onClose={() => setDeciding(null)}
            onDone={() => {
              setDeciding(null)
              setSelected(new Set())
            }}
          />
        </Suspense>
      )}
    </>
  )
}

type Asked = { org: number | undefined; state: Move['state'] | undefined; kind: Move['kind'] | undefined }

function useMoves(asked: Asked) {
  const list = useInfiniteQuery({
    queryKey: [...ledger.listMoves.key(), asked],
    queryFn: ({ pageParam, signal }) =>
      ledger.listMoves({ query: { ...asked, limit: PAGE, before: pageParam } }, { signal }),
    initialPageParam: undefined as number | undefined,
    getNextPageParam: (last) => last.next ?? undefined,
  })
  return {
    rows: list.data?.pages.flatMap(({ items }) => items) ?? [],
    total: list.data?.pages[0]?.total,
    loading: list.isPending,
    problem: list.data ? null : list.error,
    retry: () => void list.refetch(),
    more: { has: list.hasNextPage, loading: list.isFetchingNextPage, load: () => void list.fetchNextPage() },
  }
}

function columnsOf(w: ReturnType<typeof useWords>, mayDecide: boolean): Column<Move>[] {
  return [
    { key: 'project', title: w('libraries.project'), wraps: true, cell: (move) => <ProjectName move={move} /> },
    { key: 'county', title: w('libraries.county'), cell: ({ countyName }) => countyName ?? '—' },
    { key: 'kind', title: w('libraries.move'), cell: ({ kind }) => <b>{kindLabel(w, kind)}</b> },
    { key: 'change', title: w('libraries.change'), cell: (move) => changeText(w, move) },
    { key: 'reason', title: w('libraries.reason'), wraps: true, cell: ({ reason }) => reason },
    {
      key: 'proposed',
      title: w('libraries.proposed'),
      cell: ({ proposedBy, proposedAt, isOwn }) => (
        <>
          {proposedBy} <span className="no-value">{instantText(proposedAt)}</span>
          {isOwn && <small className="no-value">　{w('libraries.own')}</small>}
        </>
      ),
    },
    { key: 'effective', title: w('libraries.effectiveOn'), cell: ({ effectiveOn }) => dateText(effectiveOn) },
    {
      key: 'decided',
      title: w('libraries.decided'),
      wraps: true,
      cell: (move) =>
        move.state === 'waiting' ? <MoveActions move={move} mayDecide={mayDecide} /> : <Outcome move={move} />,
    },
  ]
}

function ProjectName({ move: { projectId, projectName } }: { move: Move }) {
  if (projectId === null) return projectName
  return <Link to={`/projects/${projectId}`}>{projectName}</Link>
}

function Outcome({ move }: { move: Move }) {
  const w = useWords()
  return (
    <>
      <span className={`move-state move-state-${move.state}`}>{w(`libraries.state.${move.state}`)}</span>{' '}
      {move.decidedBy} {move.decisionRemark}
      {move.documentNumber && <small className="no-value">　{documentText(w, move)}</small>}
    </>
  )
}

function MoveCard({ move, mayDecide }: { move: Move; mayDecide: boolean }) {
  const w = useWords()
  return (
    <div className="move-card">
      <p>
        <b>{kindLabel(w, move.kind)}</b>　<ProjectName move={move} />
      </p>
      <p>
        {move.countyName}　{changeText(w, move)}
      </p>
      <p>{move.reason}</p>
      <small>
        {move.proposedBy} {instantText(move.proposedAt)}
      </small>
      {move.state === 'waiting' ? <MoveActions move={move} mayDecide={mayDecide} /> : <Outcome move={move} />}
    </div>
  )
}
