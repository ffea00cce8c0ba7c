import { useState } from 'react'
import { Button } from '#platform/web/kit/Button.tsx'
import { DateInput } from '#platform/web/kit/DateInput.tsx'
import { ErrorNote } from '#platform/web/kit/ErrorNote.tsx'
import { Field } from '#platform/web/kit/Field.tsx'
import { Segmented, TextInput } from '#platform/web/kit/inputs.tsx'
import { SidePanel } from '#platform/web/kit/SidePanel.tsx'
import { notify } from '#platform/web/kit/toast.tsx'
import { useWords } from '#platform/web/words/use-words.ts'
import { BATCHES, type Batch, type Cohort, type CohortFields } from '../../contract/cohorts.ts'
import { stages } from '../api.ts'
import { stagesChanged } from '../parts/changed.ts'

type Props = { cohort: Cohort | null; nextNumber: number; onSaved: (id: number) => void; onClose: () => void }

/** Opens a round, or changes one: its period, what its batches are called, by when they move on. */
export function CohortForm({ cohort, nextNumber, onSaved, onClose }: Props) {
  const w = useWords()
  const [fields, setFields] = useState<CohortFields>(() => cohort ?? newRound(nextNumber, w))
  const [reason, setReason] = useState('')
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<unknown>(null)
  const change = (changes: Partial<CohortFields>) => setFields((before) => ({ ...before, ...changes }))
  const isReady =
    fields.startsOn !== '' && fields.endsOn !== '' && fields.number > 0 && (!cohort || reason.trim().length >= 2)
  const save = async () => {
    if (!isReady || busy) return
    setBusy(true)
    setProblem(null)
    try {
      const given = onlyFields(fields)
      const answer = cohort
        ? await stages.editCohort({
            params: { id: cohort.id },
            body: { version: cohort.version, fields: given, reason: reason.trim() },
          })
        : await stages.createCohort({ body: given })
      stagesChanged()
      notify(w(cohort ? 'stages.cohorts.edited' : 'stages.cohorts.opened', { number: fields.number }))
      onSaved(answer.cohort.id)
      onClose()
    } catch (error) {
      setProblem(error)
      setBusy(false)
    }
  }
  return (
    <SidePanel
      title={w(cohort ? 'stages.cohorts.edit' : 'stages.cohorts.add')}
      onClose={onClose}
      foot={
        <>
          <Button kind="primary" busy={busy} disabled={!isReady} onClick={() => void save()}>
            {w('stages.save')}
          </Button>
          <Button onClick={onClose}>{w('stages.cancel')}</Button>
        </>
      }
    >
      <div className="form">
        {problem !== null && <ErrorNote problem={problem} />}
        <div className="form-2">
          <Field label={w('stages.cohorts.numberField')} required>
            {(field) => (
              <TextInput
                {...field}
                inputMode="numeric"
                value={String(fields.number || '')}
                onChange={(text) => change({ number: Number(text.replace(/\D/g, '')) })}
              />
            )}
          </Field>
          <Field label={w('stages.cohorts.name')}>
            {(field) => (
              <TextInput {...field} value={fields.name} onChange={(name) => change({ name })} maxLength={60} />
            )}
          </Field>
        </div>
        <div className="form-2">
          <Field label={w('stages.cohorts.startsOn')} required>
            {(field) => <DateInput {...field} value={fields.startsOn} onChange={(startsOn) => change({ startsOn })} />}
          </Field>
          <Field label={w('stages.cohorts.endsOn')} required>
            {(field) => <DateInput {...field} value={fields.endsOn} onChange={(endsOn) => change({ endsOn })} />}
          </Field>
        </div>
        {BATCHES.map((batch) => (
          <BatchRule key={batch} batch={batch} fields={fields} onChange={change} />
        ))}
        <Field label={w('stages.cohorts.warnDays')} hint={w('stages.cohorts.warnHint')}>
          {(field) => (
            <TextInput
              {...field}
              inputMode="numeric"
              value={String(fields.warnDays)}
              onChange={(text) => change({ warnDays: Math.min(366, Number(text.replace(/\D/g, ''))) })}
            />
          )}
        </Field>
        <Field label={w('stages.cohorts.document')}>
          {(field) => (
            <TextInput
              {...field}
              value={fields.document ?? ''}
              onChange={(document) => change({ document })}
              maxLength={200}
            />
          )}
        </Field>
        {cohort && (
          <Field label={w('stages.reason')} required>
            {(field) => <TextInput {...field} value={reason} onChange={setReason} maxLength={200} />}
          </Field>
        )}
      </div>
    </SidePanel>
  )
}

type RuleProps = { batch: Batch; fields: CohortFields; onChange: (changes: Partial<CohortFields>) => void }

/** What one batch is called, and within how long it moves on; empty: it need not. */
function BatchRule({ batch, fields, onChange }: RuleProps) {
  const w = useWords()
  const { within, unit } = fields.deadlines[batch]
  const setRule = (rule: CohortFields['deadlines'][Batch]) =>
    onChange({ deadlines: { ...fields.deadlines, [batch]: rule } })
  return (
    <fieldset className="batch-rule">
      <legend>{w(`stages.batch.${batch}`)}</legend>
      <Field label={w('stages.cohorts.label')}>
        {(field) => (
          <TextInput
            {...field}
            value={fields.labels[batch]}
            onChange={(label) => onChange({ labels: { ...fields.labels, [batch]: label } })}
            maxLength={20}
          />
        )}
      </Field>
      <Field label={w(`stages.batch.within.${batch}`)} hint={w('stages.cohorts.withinHint')}>
        {(field) => (
          <span className="batch-within">
            <TextInput
              {...field}
              inputMode="numeric"
              value={within === null ? '' : String(within)}
              onChange={(text) => setRule({ within: Number(text.replace(/\D/g, '')) || null, unit })}
              maxLength={4}
            />
            <Segmented
              label={`${w(`stages.batch.within.${batch}`)}：${w('stages.cohorts.unit')}`}
              value={unit}
              onChange={(next) => setRule({ within, unit: next })}
              options={(['days', 'months'] as const).map((value) => ({ value, label: w(`stages.unit.${value}`) }))}
            />
          </span>
        )}
      </Field>
    </fieldset>
  )
}

function newRound(number: number, w: ReturnType<typeof useWords>): CohortFields {
  return {
    number,
    name: '',
    startsOn: '',
    endsOn: '',
    labels: {
      signed: w('stages.batch.signed'),
      started: w('stages.batch.started'),
      inProduction: w('stages.batch.inProduction'),
    },
    deadlines: {
      signed: { within: 180, unit: 'days' },
      started: { within: 18, unit: 'months' },
      inProduction: { within: null, unit: 'months' },
    },
    warnDays: 30,
    document: null,
  }
}

function onlyFields({
  number,
  name,
  startsOn,
  endsOn,
  labels,
  deadlines,
  warnDays,
  document,
}: CohortFields): CohortFields {
  return { number, name, startsOn, endsOn, labels, deadlines, warnDays, document: document || null }
}
