import type { UseQueryResult } from '@tanstack/react-query'
import { useState } from 'react'
import { Button } from '#platform/web/kit/Button.tsx'
import { CopyButton } from '#platform/web/kit/CopyButton.tsx'
import { type Column, DataTable } from '#platform/web/kit/DataTable.tsx'
import { EmptyState } from '#platform/web/kit/EmptyState.tsx'
import { Section } from '#platform/web/kit/Page.tsx'
import { SidePanel } from '#platform/web/kit/SidePanel.tsx'
import { useWords } from '#platform/web/words/use-words.ts'
import type { Round } from '../../contract.ts'
import { useNow } from '../shared/now.ts'
import { type Lateness, type LateOrganisation, owing, reminderText } from './reminder.ts'

/** Who still owes, by organisation, and the list of names for the chat group. */
export function LateSection({ round, lateness }: { round: Round; lateness: UseQueryResult<Lateness> }) {
  const w = useWords()
  const [showAll, setShowAll] = useState(false)
  const [reminding, setReminding] = useState(false)
  const { data, error, isPending, refetch } = lateness
  const owed = owing(data?.items ?? [])
  const late = data?.items.filter((item) => item.late > 0 && item.missing + item.returned === 0) ?? []
  const shown = showAll ? (data?.items ?? []) : [...owed, ...late]
  const aside = (
    <>
      {data && data.items.length > shown.length + (showAll ? 1 : 0) && (
        <Button kind="quiet" size="s" onClick={() => setShowAll(true)}>
          {w('dispatch.allOrganisations', { count: data.items.length })}
        </Button>
      )}
      {owed.length > 0 && !round.lockedAt && (
        <Button onClick={() => setReminding(true)}>{w('dispatch.reminder')}</Button>
      )}
    </>
  )
  return (
    <Section title={round.lockedAt ? w('dispatch.lateAtLock') : w('dispatch.whoOwes')} aside={aside}>
      <DataTable
        label={w('dispatch.whoOwes')}
        columns={useColumns()}
        rows={shown}
        rowKey={(item) => item.orgId}
        loading={isPending}
        problem={error}
        onRetry={() => void refetch()}
        card={(item) => <LateCard item={item} />}
        empty={<EmptyState title={w('dispatch.nobodyOwes')}>{w('dispatch.nobodyOwesText')}</EmptyState>}
      />
      {reminding && data && <ReminderPanel round={round} lateness={data} onClose={() => setReminding(false)} />}
    </Section>
  )
}

function useColumns(): Column<LateOrganisation>[] {
  const w = useWords()
  const count = (value: number) => (value > 0 ? value : '—')
  const missing = {
    key: 'missing',
    title: w('dispatch.column.missing'),
    kind: 'number' as const,
    width: '6rem',
    cell: (item: LateOrganisation) => <strong>{count(item.missing)}</strong>,
  }
  return [
    { key: 'org', title: w('dispatch.column.org'), cell: (item) => item.orgName },
    {
      key: 'county',
      title: w('dispatch.column.county'),
      width: '8rem',
      cell: (item) => item.countyName ?? w('dispatch.cityLevel'),
    },
    { key: 'total', title: w('dispatch.column.due'), kind: 'number', width: '6rem', cell: (item) => item.total },
    missing,
    {
      key: 'returned',
      title: w('dispatch.state.returned'),
      kind: 'number',
      width: '6rem',
      cell: (item) => count(item.returned),
    },
    { key: 'late', title: w('dispatch.late'), kind: 'number', width: '6rem', cell: (item) => count(item.late) },
    {
      key: 'reporters',
      title: w('dispatch.column.reporters'),
      width: '26%',
      cell: (item) => (item.reporters.length > 0 ? item.reporters.join('、') : w('dispatch.noReporter')),
    },
  ]
}

function LateCard({ item }: { item: LateOrganisation }) {
  const w = useWords()
  const parts = [
    w('dispatch.dueCount', { count: item.total }),
    item.missing > 0 ? w('dispatch.missingCount', { count: item.missing }) : null,
    item.returned > 0 ? w('dispatch.returnedCount', { count: item.returned }) : null,
    item.late > 0 ? w('dispatch.lateCount', { count: item.late }) : null,
  ]
  return (
    <span className="late-card">
      <strong>{item.orgName}</strong>
      <span>{parts.filter(Boolean).join(' · ')}</span>
      <small>{item.reporters.length > 0 ? item.reporters.join('、') : w('dispatch.noReporter')}</small>
    </span>
  )
}

/** 催报名单: read through once, then copied into the chat group. */
export function ReminderPanel({ round, lateness, onClose }: { round: Round; lateness: Lateness; onClose: () => void }) {
  const w = useWords()
  const text = reminderText(round, lateness.items, useNow())
  return (
    <SidePanel
      title={w('dispatch.reminder')}
      note={w('dispatch.reminderNote')}
      onClose={onClose}
      foot={<CopyButton text={text} />}
    >
      <pre className="reminder">{text}</pre>
    </SidePanel>
  )
}
