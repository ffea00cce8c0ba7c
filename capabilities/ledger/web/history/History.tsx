import { useInfiniteQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { Month } from '#kernel/period.ts'
import { Link, useSearch } from '#platform/web/address.tsx'
import { instantText, monthOfYear } from '#platform/web/format.ts'
import { Button } from '#platform/web/kit/Button.tsx'
import { EmptyState } from '#platform/web/kit/EmptyState.tsx'
import { ErrorNote } from '#platform/web/kit/ErrorNote.tsx'
import { FilterBar } from '#platform/web/kit/FilterBar.tsx'
import { Skeleton } from '#platform/web/kit/Note.tsx'
import { useMay } from '#platform/web/shell/session.tsx'
import { useWords } from '#platform/web/words/use-words.ts'
import type { FieldChange } from '../../contract.ts'
import { ledger } from '../api.ts'
import { EDITED_FIELDS, fieldLabel, fieldValueText, isMoneyField } from '../parts/labels.ts'
import { useOrganisations } from '../parts/use-organisations.ts'
import { sourceLabel } from '../project/MonthsTable.tsx'
import { textDiff } from './text-diff.ts'
import './history.css'

const FURTHER = ['annualPlan', 'completedYtd', 'correction', 'terms', 'paper', 'approvalState'] as const
const LONG_TEXT = 24

/** 变更记录: every field, who, when, from what to what; newest first. */
export function History({ projectId, months }: { projectId: number; months: readonly string[] }) {
  const w = useWords()
  const [search, set] = useSearch()
  const field = search.field || undefined
  const month = months.includes(search.month ?? '') ? search.month : undefined
  const { data, error, isPending, refetch, fetchNextPage, hasNextPage, isFetchingNextPage } = useInfiniteQuery({
    queryKey: [...ledger.readHistory.key(), projectId, field, month],
    queryFn: ({ pageParam, signal }) =>
      ledger.readHistory({ params: { id: projectId }, query: { field, month, before: pageParam } }, { signal }),
    initialPageParam: undefined as number | undefined,
    getNextPageParam: (last) => last.next ?? undefined,
  })
  const groups = useMemo(() => groupedByEvent(data?.pages.flatMap(({ items }) => items) ?? []), [data])
  const monthOptions = [...months].reverse().map((value) => ({ value, label: monthOfYear(value as Month) }))
  const options = [...EDITED_FIELDS, ...FURTHER].map((value) => ({ value, label: fieldLabel(w, value) }))
  return (
    <div className="history">
      <FilterBar
        filters={[
          { key: 'field', label: w('ledger.history.field'), options },
          { key: 'month', label: w('ledger.project.month'), options: monthOptions },
        ]}
        values={{ field, month }}
        onChange={set}
      />
      {error && <ErrorNote problem={error} onRetry={() => void refetch()} />}
      {isPending && <Skeleton lines={8} />}
      {data && groups.length === 0 && (
        <EmptyState title={w('ledger.history.none')}>{w('ledger.history.noneText')}</EmptyState>
      )}
      {groups.length > 0 && (
        <ol>
          {groups.map((changes) => (
            <Event key={changes[0]!.id} changes={changes} />
          ))}
        </ol>
      )}
      {hasNextPage && (
        <Button busy={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          {w('kit.more')}
        </Button>
      )}
    </div>
  )
}

/** One saving: who and when once, its fields below. */
function Event({ changes }: { changes: readonly FieldChange[] }) {
  const w = useWords()
  const [first] = changes as [FieldChange]
  return (
    <li className="event">
      <header>
        <time dateTime={first.at}>{instantText(first.at)}</time>
        <span>{first.actor}</span>
        <Source change={first} label={sourceLabel(w, first.source)} />
      </header>
      <dl>
        {changes.map((change) => (
          <div key={change.id}>
            <dt>{fieldLabel(w, change.field)}</dt>
            <dd>
              <Change change={change} />
            </dd>
          </div>
        ))}
      </dl>
    </li>
  )
}

function Source({ change, label }: { change: FieldChange; label: string }) {
  const mayImport = useMay('ledger.import')
  const isImport = change.sourceId !== null && (change.source === 'import' || change.source === 'undo')
  // who reported it, returned it, accepted it stands on the report
  if (change.source === 'report' && change.sourceId !== null)
    return <Link to={`/reports/${change.sourceId}`}>{label}</Link>
  return isImport && mayImport ? <Link to={`/imports/${change.sourceId}`}>{label}</Link> : <span>{label}</span>
}

function Change({ change }: { change: FieldChange }) {
  const w = useWords()
  const { names } = useOrganisations()
  const { field, old, new: now } = change
  if (old !== null && now !== null && Math.max(old.length, now.length) > LONG_TEXT && !isMoneyField(field)) {
    return <TextChange before={old} after={now} />
  }
  return (
    <span className="field-change">
      <del>{fieldValueText(w, field, old, names)}</del>
      <span aria-hidden="true">→</span>
      <ins>{fieldValueText(w, field, now, names)}</ins>
    </span>
  )
}

/** A long text with what went and what came, in place. */
export function TextChange({ before, after }: { before: string; after: string }) {
  return (
    <span className="text-change">
      {textDiff(before, after).map(({ kind, text }, index) => {
        // biome-ignore lint/suspicious/noArrayIndexKey: pieces have no other identity
        if (kind === 'same') return <span key={index}>{text}</span>
        // biome-ignore lint/suspicious/noArrayIndexKey: pieces have no other identity
        return kind === 'removed' ? <del key={index}>{text}</del> : <ins key={index}>{text}</ins>
      })}
    </span>
  )
}

/** Changes saved together: same moment, person and source. */
function groupedByEvent(changes: readonly FieldChange[]): FieldChange[][] {
  const groups: FieldChange[][] = []
  for (const change of changes) {
    const last = groups.at(-1)?.[0]
    const isSame = last && last.at === change.at && last.actor === change.actor && last.source === change.source
    if (isSame) groups.at(-1)!.push(change)
    else groups.push([change])
  }
  return groups
}
