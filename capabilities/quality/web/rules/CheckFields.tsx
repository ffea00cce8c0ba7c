import { stageLabel } from '#capabilities/ledger/web/public.tsx'
import { approvalOptions } from '#capabilities/papers/web/public.tsx'
import { Field } from '#platform/web/kit/Field.tsx'
import { Select } from '#platform/web/kit/inputs.tsx'
import { useWords } from '#platform/web/words/use-words.ts'
import { AMOUNT_FIELDS, type Check, DATE_FIELDS, LINE, REQUIRED_FIELDS } from '../../checks.ts'
import { checkedLabel } from './check-words.ts'

type Kind<K extends Check['kind']> = Extract<Check, { kind: K }>
type Props<K extends Check['kind']> = { rule: Kind<K>; onChange: (next: Check) => void }

/** What a rule of each kind asks to be chosen. */
export function CheckFields({ rule, onChange }: { rule: Check; onChange: (next: Check) => void }) {
  switch (rule.kind) {
    case 'required':
      return <RequiredFields rule={rule} onChange={onChange} />
    case 'within':
      return <WithinFields rule={rule} onChange={onChange} />
    case 'dateOrder':
      return <OrderFields rule={rule} onChange={onChange} />
    case 'notFuture':
      return (
        <Choice
          label="quality.field"
          value={rule.field}
          from={DATE_FIELDS}
          onChange={(field) => onChange({ ...rule, field })}
        />
      )
    case 'beforeStage':
      return <StageFields rule={rule} onChange={onChange} />
    case 'permit':
      return <PermitFields rule={rule} onChange={onChange} />
    case 'idle':
      return (
        <NumberOf
          label="quality.months"
          value={rule.months}
          min={1}
          max={12}
          onChange={(months) => onChange({ ...rule, months })}
        />
      )
  }
}

function RequiredFields({ rule, onChange }: Props<'required'>) {
  const w = useWords()
  return (
    <div className="form-2">
      <Choice
        label="quality.field"
        value={rule.field}
        from={REQUIRED_FIELDS}
        onChange={(field) => onChange({ ...rule, field })}
      />
      <Field label={w('quality.fromStage')}>
        {(field) => (
          <Select
            {...field}
            value={rule.from ?? ''}
            empty={w('quality.always')}
            onChange={(from) => onChange({ ...rule, from: from === '' ? null : from })}
            options={LINE.map((stage) => ({ value: stage, label: stageLabel(w, stage) }))}
          />
        )}
      </Field>
    </div>
  )
}

function WithinFields({ rule, onChange }: Props<'within'>) {
  const w = useWords()
  return (
    <>
      <div className="form-2">
        <Choice
          label="quality.smaller"
          value={rule.smaller}
          from={AMOUNT_FIELDS}
          onChange={(smaller) => onChange({ ...rule, smaller })}
        />
        <Choice
          label="quality.larger"
          value={rule.larger}
          from={AMOUNT_FIELDS}
          onChange={(larger) => onChange({ ...rule, larger })}
        />
      </div>
      <div className="form-2">
        <Field label={w('quality.less')}>
          {(field) => (
            <Select
              {...field}
              value={rule.less ?? ''}
              empty={w('quality.nothing')}
              onChange={(less) => onChange({ ...rule, less: less === '' ? null : less })}
              options={AMOUNT_FIELDS.map((name) => ({ value: name, label: checkedLabel(w, name) }))}
            />
          )}
        </Field>
        <NumberOf
          label="quality.tolerance"
          value={rule.tolerance}
          min={0}
          max={200}
          onChange={(tolerance) => onChange({ ...rule, tolerance })}
        />
      </div>
    </>
  )
}

function OrderFields({ rule, onChange }: Props<'dateOrder'>) {
  return (
    <div className="form-2">
      <Choice
        label="quality.earlier"
        value={rule.earlier}
        from={DATE_FIELDS}
        onChange={(earlier) => onChange({ ...rule, earlier })}
      />
      <Choice
        label="quality.later"
        value={rule.later}
        from={DATE_FIELDS}
        onChange={(later) => onChange({ ...rule, later })}
      />
    </div>
  )
}

function StageFields({ rule, onChange }: Props<'beforeStage'>) {
  const w = useWords()
  return (
    <div className="form-2">
      <Choice
        label="quality.field"
        value={rule.field}
        from={[...DATE_FIELDS, ...AMOUNT_FIELDS]}
        onChange={(field) => onChange({ ...rule, field })}
      />
      <Field label={w('quality.untilStage')}>
        {(field) => (
          <Select
            {...field}
            value={rule.until}
            onChange={(until) => until !== '' && onChange({ ...rule, until })}
            options={LINE.map((stage) => ({ value: stage, label: stageLabel(w, stage) }))}
          />
        )}
      </Field>
    </div>
  )
}

function PermitFields({ rule, onChange }: Props<'permit'>) {
  const w = useWords()
  return (
    <div className="form-2">
      <Field label={w('quality.approval')}>
        {(field) => (
          <Select
            {...field}
            value={rule.approval}
            onChange={(approval) => approval !== '' && onChange({ ...rule, approval })}
            options={approvalOptions(w)}
          />
        )}
      </Field>
      <Field label={w('quality.fromStage')}>
        {(field) => (
          <Select
            {...field}
            value={rule.from}
            onChange={(from) => from !== '' && onChange({ ...rule, from })}
            options={LINE.map((stage) => ({ value: stage, label: stageLabel(w, stage) }))}
          />
        )}
      </Field>
    </div>
  )
}

type Label = 'field' | 'smaller' | 'larger' | 'earlier' | 'later'

function Choice<T extends string>({
  label,
  value,
  from,
  onChange,
}: {
  label: `quality.${Label}`
  value: T
  from: readonly T[]
  onChange: (next: T) => void
}) {
  const w = useWords()
  return (
    <Field label={w(label)}>
      {(field) => (
        <Select
          {...field}
          value={value}
          onChange={(next) => next !== '' && onChange(next)}
          options={from.map((name) => ({ value: name, label: checkedLabel(w, name) }))}
        />
      )}
    </Field>
  )
}

type NumberProps = {
  label: 'quality.months' | 'quality.tolerance'
  value: number
  min: number
  max: number
  onChange: (next: number) => void
}

function NumberOf({ label, value, min, max, onChange }: NumberProps) {
  const w = useWords()
  return (
    <Field label={w(label)}>
      {(field) => (
        <input
          {...field}
          className="input"
          type="number"
          min={min}
          max={max}
          value={value}
          onChange={({ target }) => {
            const next = Math.round(target.valueAsNumber)
            if (next >= min && next <= max) onChange(next)
          }}
        />
      )}
    </Field>
  )
}
