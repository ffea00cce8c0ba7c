import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Link, useParam } from '#platform/web/address.tsx'
import { Button } from '#platform/web/kit/Button.tsx'
import { Dialog } from '#platform/web/kit/Dialog.tsx'
import { EmptyState } from '#platform/web/kit/EmptyState.tsx'
import { ErrorNote } from '#platform/web/kit/ErrorNote.tsx'
import { Field } from '#platform/web/kit/Field.tsx'
import { TextArea, TextInput } from '#platform/web/kit/inputs.tsx'
import { Skeleton } from '#platform/web/kit/Note.tsx'
import { Page, Section } from '#platform/web/kit/Page.tsx'
import { notify } from '#platform/web/kit/toast.tsx'
import { useRegionChoice } from '#platform/web/shell/region-choice.ts'
import { useMe } from '#platform/web/shell/session.tsx'
import { useWords } from '#platform/web/words/use-words.ts'
import type { RolloverPreview } from '../../libraries/overview-contract.ts'
import { ledger } from '../api.ts'
import { TurningTable } from './TurningTable.tsx'
import { librariesChanged } from './use-rosters.ts'
import './libraries.css'

export type Decisions = Readonly<Record<number, 'carry' | 'leave' | undefined>>

/** 年度计划转接: what the turn of the year would make of each project, what must be decided, and then all at once. */
export function RolloverPage() {
  const w = useWords()
  const year = Number(useParam('year'))
  const [region] = useRegionChoice()
  const { grants } = useMe()
  const orgId = region?.id ?? grants.find(({ role }) => role === 'dispatchOffice')?.organisationId ?? 1
  const { data, error, refetch } = useQuery(ledger.previewRollover.query({ params: { year }, query: { org: orgId } }))
  const [decisions, setDecisions] = useState<Decisions>({})
  const [asking, setAsking] = useState(false)
  const open = data?.undecided.filter(({ id }) => decisions[id] === undefined).length ?? 0
  const total = data ? data.continuing.count + data.undecided.length + data.finished.count : 0
  return (
    <Page
      title={`${region?.name ?? ''}${w('libraries.rolloverTitle', { year })}`}
      trail={<Link to="/libraries">{w('libraries.title')}</Link>}
      note={w('libraries.rolloverNote', { year })}
      next={
        total > 0 && (
          <>
            {open > 0 && <span>{w('libraries.undecidedLeft', { count: open })}</span>}
            <Button kind="primary" disabled={open > 0} onClick={() => setAsking(true)}>
              {w('libraries.rollOver')}
            </Button>
          </>
        )
      }
    >
      {error ? <ErrorNote problem={error} onRetry={() => void refetch()} /> : !data ? <Skeleton lines={8} /> : null}
      {data && <p className="no-value">{w('libraries.rolloverDone', { count: data.done, reserve: data.reserve })}</p>}
      {data && total === 0 && (
        <EmptyState title={w('libraries.rolloverNothing')}>{w('libraries.rolloverNothingText', { year })}</EmptyState>
      )}
      {data && data.undecided.length > 0 && (
        <Section
          title={`${w('libraries.rolloverUndecided')} ${data.undecided.length}`}
          aside={
            <Button size="s" className="no-print" onClick={() => setDecisions(carryAll(data))}>
              {w('libraries.carryAll')}
            </Button>
          }
        >
          <TurningTable
            projects={data.undecided}
            decisions={decisions}
            onDecide={(id, decision) => setDecisions({ ...decisions, [id]: decision })}
          />
        </Section>
      )}
      {data && data.continuing.count > 0 && (
        <Section title={`${w('libraries.rolloverContinuing')} ${data.continuing.count}`}>
          <TurningTable projects={data.continuing.items} total={data.continuing.count} />
        </Section>
      )}
      {data && data.finished.count > 0 && (
        <Section title={`${w('libraries.rolloverFinished')} ${data.finished.count}`}>
          <TurningTable projects={data.finished.items} total={data.finished.count} />
        </Section>
      )}
      {asking && data && (
        <TurnDialog preview={data} orgId={orgId} decisions={decisions} onClose={() => setAsking(false)} />
      )}
    </Page>
  )
}

function carryAll({ undecided }: RolloverPreview): Decisions {
  return Object.fromEntries(undecided.map(({ id }) => [id, 'carry' as const]))
}

type Turning = { preview: RolloverPreview; orgId: number; decisions: Decisions; onClose: () => void }

function TurnDialog({ preview, orgId, decisions, onClose }: Turning) {
  const w = useWords()
  const [reason, setReason] = useState('')
  const [documentNumber, setDocument] = useState('')
  const decided = (which: 'carry' | 'leave') =>
    preview.undecided.filter(({ id }) => decisions[id] === which).map(({ id }) => id)
  const turn = useMutation({
    mutationFn: () =>
      ledger.rollOver({
        body: {
          year: preview.year,
          orgId,
          carriedOver: decided('carry'),
          leftOut: decided('leave'),
          reason: reason.trim(),
          documentNumber: documentNumber.trim(),
        },
      }),
    onSuccess: async ({ continuing, carriedOver, leftOut, finished }) => {
      await librariesChanged()
      notify(w('libraries.rolledOver', { continuing, carried: carriedOver, left: leftOut, finished }))
      onClose()
    },
  })
  return (
    <Dialog
      title={w('libraries.rollOverTitle', { year: preview.year })}
      confirm={w('libraries.rollOver')}
      busy={turn.isPending}
      disabled={reason.trim().length < 2}
      problem={turn.error}
      onConfirm={() => turn.mutate()}
      onClose={onClose}
    >
      <p>
        {w('libraries.rollOverText', {
          continuing: preview.continuing.count,
          carried: decided('carry').length,
          left: decided('leave').length,
          finished: preview.finished.count,
        })}
      </p>
      <Field label={w('libraries.basis')} required>
        {(field) => <TextArea {...field} rows={2} maxLength={300} value={reason} onChange={setReason} />}
      </Field>
      <Field label={w('libraries.documentNumber')}>
        {(field) => <TextInput {...field} maxLength={60} value={documentNumber} onChange={setDocument} />}
      </Field>
    </Dialog>
  )
}
