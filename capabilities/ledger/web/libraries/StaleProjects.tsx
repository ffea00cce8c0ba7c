import { useMutation, useQuery } from '@tanstack/react-query'
import { lazy, Suspense, useState } from 'react'
import { Link } from '#platform/web/address.tsx'
import { dateText, type MoneyUnit } from '#platform/web/format.ts'
import { Button } from '#platform/web/kit/Button.tsx'
import { type Column, DataTable } from '#platform/web/kit/DataTable.tsx'
import { Dialog } from '#platform/web/kit/Dialog.tsx'
import { EmptyState } from '#platform/web/kit/EmptyState.tsx'
import { Field } from '#platform/web/kit/Field.tsx'
import { TextInput } from '#platform/web/kit/inputs.tsx'
import { notify } from '#platform/web/kit/toast.tsx'
import { useMay } from '#platform/web/shell/session.tsx'
import { useWords } from '#platform/web/words/use-words.ts'
import type { StaleProject } from '../../libraries/overview-contract.ts'
import { ledger } from '../api.ts'
import { libraryLabel, stageLabel } from '../parts/labels.ts'
import { Money, placesOf } from '../parts/Money.tsx'
import { librariesChanged } from './use-rosters.ts'

const MoveDialog = lazy(async () => ({ default: (await import('./MoveDialog.tsx')).MoveDialog }))
type Key = number | string

/** Projects that have stood still for the days of the rule, to be proposed for removal. */
export function StaleProjects({ org, unit }: { org: number | undefined; unit: MoneyUnit }) {
  const w = useWords()
  const mayWrite = useMay('project.write')
  const mayDecide = useMay('library.decide')
  const [selected, setSelected] = useState<ReadonlySet<Key>>(new Set())
  const [open, setOpen] = useState<'move' | 'rule' | null>(null)
  const { data, error, isPending, refetch } = useQuery(ledger.listStaleProjects.query({ query: { org } }))
  const rows = data?.items ?? []
  const chosen = rows.filter(({ id, isWaiting }) => selected.has(id) && !isWaiting)
  return (
    <>
      {data && (
        <p className="stale-note">
          {w('libraries.staleNote', { days: data.staleDays })}
          {mayDecide && (
            <Button kind="quiet" size="s" className="no-print" onClick={() => setOpen('rule')}>
              {w('libraries.setStale')}
            </Button>
          )}
        </p>
      )}
      {chosen.length > 0 && (
        <div className="ticked-bar no-print">
          <strong>{w('kit.selected', { count: chosen.length })}</strong>
          <Button kind="primary" size="s" onClick={() => setOpen('move')}>
            {w('libraries.proposeWithdrawal')}
          </Button>
        </div>
      )}
      <DataTable
        label={w('libraries.tab.stale')}
        columns={columnsOf(w, unit, rows)}
        rows={rows}
        rowKey={({ id }) => id}
        selected={mayWrite ? selected : undefined}
        onSelect={mayWrite ? setSelected : undefined}
        total={data?.total}
        loading={isPending}
        problem={error}
        onRetry={() => void refetch()}
        empty={
          <EmptyState title={w('libraries.noStale')}>
            {w('libraries.noStaleText', { days: data?.staleDays ?? '' })}
          </EmptyState>
        }
      />
      {data && data.total > rows.length && (
        <p className="no-value">{w('libraries.staleMore', { count: data.total - rows.length })}</p>
      )}
      {open === 'move' && (
        <Suspense fallback={null}>
          <MoveDialog
            projects={chosen}
            kinds={['withdrawal']}
            onClose={() => setOpen(null)}
            onDone={() => setSelected(new Set())}
          />
        </Suspense>
      )}
      {open === 'rule' && data && <RuleDialog days={data.staleDays} onClose={() => setOpen(null)} />}
    </>
  )
}

function columnsOf(
  w: ReturnType<typeof useWords>,
  unit: MoneyUnit,
  rows: readonly StaleProject[],
): Column<StaleProject>[] {
  const decimals = placesOf(
    rows.map(({ totalInvestment }) => totalInvestment),
    unit,
  )
  return [
    {
      key: 'name',
      title: w('libraries.project'),
      wraps: true,
      cell: ({ id, name, isWaiting }) => (
        <>
          <Link to={`/projects/${id}`}>{name}</Link>
          {isWaiting && <small className="roster-ended">{w('libraries.state.waiting')}</small>}
        </>
      ),
    },
    { key: 'county', title: w('libraries.county'), cell: ({ countyName }) => countyName ?? '—' },
    { key: 'library', title: w('ledger.field.library'), cell: ({ library }) => libraryLabel(w, library) },
    { key: 'stage', title: w('libraries.stage'), cell: ({ stage }) => stageLabel(w, stage) },
    {
      key: 'total',
      title: w('ledger.field.totalInvestment'),
      unit: w(`kit.unit.${unit}`),
      kind: 'number',
      cell: ({ totalInvestment }) => <Money wan={totalInvestment} unit={unit} decimals={decimals} />,
    },
    { key: 'last', title: w('libraries.lastProgress'), cell: ({ lastProgressOn }) => dateText(lastProgressOn) },
    {
      key: 'days',
      title: w('libraries.daysSince'),
      unit: w('libraries.dayUnit'),
      kind: 'number',
      cell: ({ days }) => days,
    },
  ]
}

function RuleDialog({ days, onClose }: { days: number; onClose: () => void }) {
  const w = useWords()
  const [text, setText] = useState(String(days))
  const staleDays = /^\d{1,4}$/.test(text) ? Number(text) : 0
  const save = useMutation({
    mutationFn: () => ledger.setStaleDays({ body: { staleDays } }),
    onSuccess: async () => {
      await librariesChanged()
      notify(w('libraries.staleSaved', { days: staleDays }))
      onClose()
    },
  })
  return (
    <Dialog
      title={w('libraries.setStaleTitle')}
      confirm={w('libraries.save')}
      busy={save.isPending}
      disabled={staleDays < 30 || staleDays > 1000 || staleDays === days}
      problem={save.error}
      onConfirm={() => save.mutate()}
      onClose={onClose}
    >
      <Field label={w('libraries.staleDays')} hint={w('libraries.staleHint')} required>
        {(field) => <TextInput {...field} inputMode="numeric" value={text} onChange={setText} />}
      </Field>
    </Dialog>
  )
}
