import { useState } from 'react'
import { dateInChina } from '#kernel/period.ts'
import { Link, useGo } from '#platform/web/address.tsx'
import { Button } from '#platform/web/kit/Button.tsx'
import { type Column, DataTable } from '#platform/web/kit/DataTable.tsx'
import { DateInput } from '#platform/web/kit/DateInput.tsx'
import { Dialog } from '#platform/web/kit/Dialog.tsx'
import { EmptyState } from '#platform/web/kit/EmptyState.tsx'
import { Field } from '#platform/web/kit/Field.tsx'
import { TextArea } from '#platform/web/kit/inputs.tsx'
import { notify } from '#platform/web/kit/toast.tsx'
import type { Say } from '#platform/web/words/catalogue.ts'
import { useWords } from '#platform/web/words/use-words.ts'
import type { Batch, Cohort, Member } from '../../contract/cohorts.ts'
import { stages } from '../api.ts'
import { useAmounts } from '../parts/Amount.tsx'
import { stagesChanged } from '../parts/changed.ts'
import { countyLabel, stageLabel, standingLabel } from '../parts/labels.ts'

type Props = { cohort: Cohort; batch: Batch; members: Member[]; mayChange: boolean }

/** Those late longest come first, then those due soon, then the others; who moved stands last. */
const ORDER = ['overdue', 'dueSoon', 'notDue', 'noRule', 'moved']

export function MemberTable({ cohort, batch, members, mayChange }: Props) {
  const w = useWords()
  const go = useGo()
  const [selected, setSelected] = useState<Set<number | string>>(new Set())
  const [leaving, setLeaving] = useState(false)
  const rows = [...members].sort(byUrgency)
  const amounts = useAmounts(rows.map(({ totalInvestment }) => totalInvestment))
  return (
    <>
      {selected.size > 0 && (
        <p className="cohort-filtered">
          {w('stages.cohorts.selected', { count: selected.size })}
          <Button size="s" onClick={() => setLeaving(true)}>
            {w('stages.cohorts.leave')}
          </Button>
        </p>
      )}
      <DataTable
        label={cohort.labels[batch]}
        columns={columnsOf(w, batch, amounts)}
        rows={rows}
        rowKey={({ projectId }) => projectId}
        onOpen={({ projectId }) => go(`/projects/${projectId}`)}
        selected={mayChange ? selected : undefined}
        onSelect={mayChange ? setSelected : undefined}
        empty={
          <EmptyState title={w('stages.cohorts.noMembers')}>
            {mayChange && w('stages.cohorts.noMembersText')}
          </EmptyState>
        }
        comfortable
        card={(row) => (
          <div className="card">
            <b>{row.name}</b>
            <br />
            <span className={`standing-${row.standing}`}>{standingLabel(w, row.standing, row.days)}</span>
            <br />
            <small>
              {[
                countyLabel(w, row.countyName),
                stageLabel(w, row.stage),
                w('stages.cohorts.joinedOn', { day: row.joinedOn }),
              ].join('　')}
            </small>
          </div>
        )}
      />
      {leaving && (
        <Leaving
          cohort={cohort}
          projectIds={[...selected].map(Number)}
          onClose={() => setLeaving(false)}
          onDone={() => setSelected(new Set())}
        />
      )}
    </>
  )
}

function byUrgency(a: Member, b: Member): number {
  const order = ORDER.indexOf(a.standing) - ORDER.indexOf(b.standing)
  if (order !== 0) return order
  return a.standing === 'overdue' ? (b.days ?? 0) - (a.days ?? 0) : (a.days ?? 0) - (b.days ?? 0)
}

type Amounts = ReturnType<typeof useAmounts>

function columnsOf(w: Say, batch: Batch, amounts: Amounts): Column<Member>[] {
  return [
    {
      key: 'name',
      title: w('ledger.field.name'),
      wraps: true,
      width: '30%',
      cell: ({ projectId, name }) => <Link to={`/projects/${projectId}`}>{name}</Link>,
    },
    { key: 'county', title: w('stages.rate.county'), cell: ({ countyName }) => countyLabel(w, countyName) },
    { key: 'stage', title: w('ledger.list.stage'), cell: ({ stage }) => stageLabel(w, stage) },
    {
      key: 'total',
      title: w('ledger.field.totalInvestment'),
      unit: amounts.unit,
      kind: 'number',
      cell: ({ totalInvestment }) => amounts.draw(totalInvestment),
    },
    { key: 'joined', title: w('stages.cohorts.joined'), cell: ({ joinedOn }) => joinedOn },
    { key: 'due', title: w(`stages.batch.due.${batch}`), cell: ({ dueOn }) => dueOn ?? '—' },
    {
      key: 'moved',
      title: w(`stages.batch.movedOn.${batch}`),
      cell: ({ movedOn, isDated }) => (movedOn ? (isDated ? movedOn : w('stages.line.by', { day: movedOn })) : '—'),
    },
    {
      key: 'standing',
      title: w('stages.cohorts.standing'),
      cell: ({ standing, days }) => <span className={`standing-${standing}`}>{standingLabel(w, standing, days)}</span>,
    },
    { key: 'sponsor', title: w('ledger.field.sponsor'), cell: ({ sponsor }) => sponsor ?? '—' },
  ]
}

type LeavingProps = { cohort: Cohort; projectIds: number[]; onClose: () => void; onDone: () => void }

function Leaving({ cohort, projectIds, onClose, onDone }: LeavingProps) {
  const w = useWords()
  const today = dateInChina(new Date())
  const [leftOn, setLeftOn] = useState(today)
  const [reason, setReason] = useState('')
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<unknown>(null)
  const leave = async () => {
    setBusy(true)
    try {
      await stages.leaveCohort({ params: { id: cohort.id }, body: { projectIds, leftOn, reason: reason.trim() } })
      stagesChanged()
      notify(w('stages.cohorts.leftDone', { count: projectIds.length }))
      onDone()
      onClose()
    } catch (error) {
      setProblem(error)
      setBusy(false)
    }
  }
  return (
    <Dialog
      title={w('stages.cohorts.leaveTitle', { count: projectIds.length, number: cohort.number })}
      confirm={w('stages.cohorts.leave')}
      busy={busy}
      disabled={reason.trim().length < 2 || leftOn === ''}
      problem={problem}
      onConfirm={() => void leave()}
      onClose={onClose}
    >
      <p>{w('stages.cohorts.leaveText')}</p>
      <Field label={w('stages.cohorts.leftOn')} required>
        {(field) => <DateInput {...field} value={leftOn} max={today} onChange={setLeftOn} />}
      </Field>
      <Field label={w('stages.reason')} required>
        {(field) => <TextArea {...field} rows={2} value={reason} onChange={setReason} maxLength={200} />}
      </Field>
    </Dialog>
  )
}
