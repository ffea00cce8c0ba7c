import { type RefObject, useEffect, useRef, useState } from 'react'
import { useGo } from '#platform/web/address.tsx'
import { Button } from '#platform/web/kit/Button.tsx'
import { DataTable } from '#platform/web/kit/DataTable.tsx'
import { Dialog } from '#platform/web/kit/Dialog.tsx'
import { notifyProblem } from '#platform/web/kit/toast.tsx'
import { useWords } from '#platform/web/words/use-words.ts'
import type { ReportRow, Round } from '../../contract.ts'
import { NothingToReview } from './NothingToReview.tsx'
import { ReturnDialog } from './ReturnDialog.tsx'
import { ReviewFilters } from './ReviewFilters.tsx'
import { ReviewPanel } from './ReviewPanel.tsx'
import { ReviewCard, useReviewColumns } from './review-columns.tsx'
import { onReviewKeys } from './review-keys.ts'
import { useAccepting } from './use-review.ts'
import { useReviewFilter, useReviewList } from './use-review-list.ts'

/** The table with its keys: ↑ ↓ move, Space opens, X ticks, A accepts, R returns. */
export function ReviewTable({ round }: { round: Round }) {
  const w = useWords()
  const go = useGo()
  const box = useRef<HTMLDivElement>(null)
  const filter = useReviewFilter(round.lockedAt !== null)
  const { search, setSearch, state, query } = filter
  const list = useReviewList(round.id, query)
  const [ticked, setTicked] = useState<Set<number | string>>(new Set())
  const [returning, setReturning] = useState<ReportRow | null>(null)
  const [isBulk, setBulk] = useState(false)
  const { rows } = list
  const resumeAt = useResumedFocus(box, rows)
  const chosen = rows.filter((row) => ticked.has(row.id) && row.state === 'submitted')
  const openId = search.open ? Number(search.open) : null
  const openAt = rows.findIndex((row) => row.id === openId)
  const open = (row: ReportRow | undefined) => setSearch({ open: row ? String(row.id) : undefined })
  const accepting = useAccepting(round.id, () => {
    setTicked(new Set())
    setBulk(false)
  })
  const accept = (row: ReportRow) => {
    if (row.state !== 'submitted') return
    // what a check asks about is read before it is accepted
    if (row.findings.some((finding) => finding.weight !== 'notice')) open(row)
    else accepting.mutate([row], { onError: notifyProblem })
    resumeAt.current = rows.indexOf(row)
  }
  const tick = (row: ReportRow) => {
    const next = new Set(ticked)
    if (!next.delete(row.id)) next.add(row.id)
    setTicked(next)
  }
  const keys = {
    open,
    tick,
    accept,
    return: (row: ReportRow) => {
      if (row.state !== 'submitted') return
      resumeAt.current = rows.indexOf(row)
      setReturning(row)
    },
  }
  const clean = rows.filter((row) => row.state === 'submitted' && row.findings.length === 0)
  return (
    <div className="review" ref={box} onKeyDownCapture={(event) => onReviewKeys(event, rows, keys)}>
      <ReviewFilters round={round} state={state} search={search} onChange={setSearch}>
        {clean.length > 0 && (
          <Button kind="quiet" size="s" onClick={() => setTicked(new Set(clean.map((row) => row.id)))}>
            {w('dispatch.tickClean', { count: clean.length })}
          </Button>
        )}
        <Button
          kind={chosen.length > 0 ? 'primary' : 'plain'}
          disabled={chosen.length === 0}
          onClick={() => setBulk(true)}
        >
          {chosen.length > 0 ? w('dispatch.acceptChosen', { count: chosen.length }) : w('dispatch.acceptChosenNone')}
        </Button>
      </ReviewFilters>
      <DataTable
        label={w('dispatch.review')}
        columns={useReviewColumns(rows, state === 'all')}
        rows={rows}
        rowKey={(row) => row.id}
        onOpen={open}
        openKey={openId}
        selected={ticked}
        onSelect={setTicked}
        total={list.total}
        more={{ has: list.hasNextPage, loading: list.isFetchingNextPage, load: () => void list.fetchNextPage() }}
        loading={list.isPending}
        problem={list.error}
        onRetry={() => void list.refetch()}
        card={(row) => <ReviewCard row={row} />}
        empty={
          <NothingToReview
            round={round}
            state={state}
            isFiltered={Boolean(query.county || query.late || query.findings || query.q)}
          />
        }
      />
      <p className="review-keys no-print">{w('dispatch.reviewKeys')}</p>
      {openAt >= 0 && (
        <ReviewPanel
          row={rows[openAt]!}
          onMove={{
            up: openAt > 0 ? () => open(rows[openAt - 1]) : null,
            down: openAt < rows.length - 1 ? () => open(rows[openAt + 1]) : null,
          }}
          onDecided={() => open(rows[openAt + 1] ?? rows[openAt - 1])}
          onClose={() => open(undefined)}
        />
      )}
      {openId !== null && openAt < 0 && list.isSuccess && !list.isFetching && (
        <ElsewhereNote onOpen={() => go(`/reports/${openId}`)} onClose={() => open(undefined)} />
      )}
      {returning && <ReturnDialog report={returning} onClose={() => setReturning(null)} />}
      {isBulk && (
        <BulkDialog
          rows={chosen}
          busy={accepting.isPending}
          problem={accepting.error}
          onConfirm={() => accepting.mutate(chosen)}
          onClose={() => {
            accepting.reset()
            setBulk(false)
          }}
        />
      )}
    </div>
  )
}

/** A decided row leaves the list; the focus goes on to the one that takes its place. */
function useResumedFocus(box: RefObject<HTMLDivElement | null>, rows: readonly ReportRow[]): RefObject<number | null> {
  const at = useRef<number | null>(null)
  useEffect(() => {
    if (at.current === null || document.activeElement !== document.body) return
    const row = Math.min(at.current, rows.length - 1)
    box.current?.querySelector<HTMLElement>(`tr[data-row="${row}"]`)?.focus()
    at.current = null
  }, [box, rows])
  return at
}

/** The report in the address is not in the list that is shown, decided meanwhile or filtered out. */
function ElsewhereNote({ onOpen, onClose }: { onOpen: () => void; onClose: () => void }) {
  const w = useWords()
  return (
    <p className="review-keys">
      {w('dispatch.notInList')}
      <Button kind="quiet" size="s" onClick={onOpen}>
        {w('dispatch.openReport')}
      </Button>
      <Button kind="quiet" size="s" onClick={onClose}>
        {w('kit.close')}
      </Button>
    </p>
  )
}

type BulkProps = {
  rows: readonly ReportRow[]
  busy: boolean
  problem: unknown
  onConfirm: () => void
  onClose: () => void
}

/** Many at once cannot be taken back: says how many of them the checks ask about. */
function BulkDialog({ rows, busy, problem, onConfirm, onClose }: BulkProps) {
  const w = useWords()
  const odd = rows.filter((row) => row.findings.length > 0)
  return (
    <Dialog
      title={w('dispatch.bulkTitle', { count: rows.length })}
      confirm={w('dispatch.accept')}
      busy={busy}
      problem={problem}
      onConfirm={onConfirm}
      onClose={onClose}
    >
      <p>{w('dispatch.bulkText')}</p>
      {odd.length > 0 && (
        <p>
          {w('dispatch.bulkOdd', { count: odd.length })}
          {odd
            .slice(0, 5)
            .map((row) => row.projectName)
            .join('、')}
        </p>
      )}
    </Dialog>
  )
}
