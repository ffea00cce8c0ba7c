import { useState } from 'react'
import { formatMoney } from '#kernel/money.ts'
import { Link } from '#platform/web/address.tsx'
import { Button } from '#platform/web/kit/Button.tsx'
import { type Column, DataTable } from '#platform/web/kit/DataTable.tsx'
import { Dialog } from '#platform/web/kit/Dialog.tsx'
import { EmptyState } from '#platform/web/kit/EmptyState.tsx'
import { Field } from '#platform/web/kit/Field.tsx'
import { TextArea } from '#platform/web/kit/inputs.tsx'
import { Section } from '#platform/web/kit/Page.tsx'
import { notify } from '#platform/web/kit/toast.tsx'
import type { Say } from '#platform/web/words/catalogue.ts'
import { useWords } from '#platform/web/words/use-words.ts'
import type { JointStartPage, Listed } from '../../contract/joint-starts.ts'
import { stages } from '../api.ts'
import { useAmounts } from '../parts/Amount.tsx'
import { stagesChanged } from '../parts/changed.ts'
import { countyLabel, stageLabel } from '../parts/labels.ts'

/** The list as it was announced, each with what it lacked and where it stands. */
export function ListedTable({ page: { event, items, projects } }: { page: JointStartPage }) {
  const w = useWords()
  const [removing, setRemoving] = useState<Listed | null>(null)
  const amounts = useAmounts(projects.flatMap((one) => [one.totalInvestment, one.annualPlan]))
  const labels = new Map(items.map(({ code, label }) => [code, label]))
  const named = (codes: string[]) => codes.map((code) => labels.get(code) ?? code).join('、')
  const columns = columnsOf(w, { named, venue: event.mainVenue, amounts })
  if (event.mayWrite) {
    columns.push({
      key: 'remove',
      title: '',
      cell: (row) => (
        <Button kind="quiet" size="s" className="not-printed" onClick={() => setRemoving(row)}>
          {w('stages.joint.remove')}
        </Button>
      ),
    })
  }
  return (
    <Section title={w('stages.joint.listTitle', { count: projects.length })}>
      <DataTable
        label={w('stages.joint.listTitle', { count: projects.length })}
        columns={columns}
        rows={projects}
        rowKey={({ id }) => id}
        comfortable
        empty={
          <EmptyState title={w('stages.joint.noProjects')}>
            {event.mayWrite && w('stages.joint.noProjectsText')}
          </EmptyState>
        }
        card={(row) => (
          <div className="card">
            <b>
              <Link to={`/projects/${row.projectId}`}>{row.name}</Link>
            </b>
            <br />
            <small>
              {[
                countyLabel(w, row.countyName),
                row.totalInvestment ? formatMoney(row.totalInvestment) : '—',
                stateText(w, row),
              ].join('　')}
            </small>
          </div>
        )}
      />
      {removing && <Removal eventId={event.id} row={removing} onClose={() => setRemoving(null)} />}
    </Section>
  )
}

type Drawing = { named: (codes: string[]) => string; venue: string; amounts: ReturnType<typeof useAmounts> }

function columnsOf(w: Say, { named, venue, amounts }: Drawing): Column<Listed>[] {
  return [
    {
      key: 'name',
      title: w('ledger.field.name'),
      wraps: true,
      width: '28%',
      cell: ({ projectId, name }) => <Link to={`/projects/${projectId}`}>{name}</Link>,
    },
    { key: 'county', title: w('stages.rate.county'), cell: ({ countyName }) => countyLabel(w, countyName) },
    { key: 'venue', title: w('stages.joint.venue'), cell: (row) => row.venue ?? w('stages.joint.main', { venue }) },
    {
      key: 'total',
      title: w('ledger.field.totalInvestment'),
      unit: amounts.unit,
      kind: 'number',
      cell: ({ totalInvestment, totalInvestmentNow }) => (
        <span
          title={totalInvestmentNow ? w('stages.joint.now', { amount: formatMoney(totalInvestmentNow) }) : undefined}
        >
          {amounts.draw(totalInvestment)}
          {totalInvestmentNow && '＊'}
        </span>
      ),
    },
    {
      key: 'plan',
      title: w('ledger.field.annualPlan'),
      unit: amounts.unit,
      kind: 'number',
      cell: ({ annualPlan }) => amounts.draw(annualPlan),
    },
    {
      key: 'ready',
      title: w('stages.joint.atListing'),
      wraps: true,
      cell: ({ missingItems, overrideReason }) =>
        missingItems.length === 0
          ? w('stages.ready.ready')
          : w('stages.joint.override', { items: named(missingItems), reason: overrideReason ?? '' }),
    },
    { key: 'stage', title: w('ledger.list.stage'), cell: ({ stage }) => stageLabel(w, stage) },
    {
      key: 'start',
      title: w('stages.joint.start'),
      cell: (row) => <span className={row.isProven ? '' : 'standing-overdue'}>{stateText(w, row)}</span>,
    },
  ]
}

function stateText(w: Say, { startedOn, isProven }: Listed): string {
  if (!startedOn) return w('stages.joint.notStarted')
  return isProven ? startedOn : w('stages.joint.saidOn', { day: startedOn })
}

function Removal({ eventId, row, onClose }: { eventId: number; row: Listed; onClose: () => void }) {
  const w = useWords()
  const [reason, setReason] = useState('')
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<unknown>(null)
  const remove = async () => {
    setBusy(true)
    try {
      await stages.removeFromJointStart({
        params: { id: eventId },
        body: { projectId: row.projectId, reason: reason.trim() },
      })
      stagesChanged()
      notify(w('stages.joint.removedDone', { name: row.name }))
      onClose()
    } catch (error) {
      setProblem(error)
      setBusy(false)
    }
  }
  return (
    <Dialog
      title={w('stages.joint.removeTitle', { name: row.name })}
      confirm={w('stages.joint.remove')}
      danger
      busy={busy}
      disabled={reason.trim().length < 2}
      problem={problem}
      onConfirm={() => void remove()}
      onClose={onClose}
    >
      <Field label={w('stages.reason')} required>
        {(field) => <TextArea {...field} rows={2} value={reason} onChange={setReason} maxLength={200} />}
      </Field>
    </Dialog>
  )
}
