import { useState } from 'react'
import { dateInChina } from '#kernel/period.ts'
import { Button } from '#platform/web/kit/Button.tsx'
import { ErrorNote } from '#platform/web/kit/ErrorNote.tsx'
import { Field } from '#platform/web/kit/Field.tsx'
import { Checkbox, Segmented, TextArea, TextInput } from '#platform/web/kit/inputs.tsx'
import { Section } from '#platform/web/kit/Page.tsx'
import { notify } from '#platform/web/kit/toast.tsx'
import { queries } from '#platform/web/query.ts'
import { useWords } from '#platform/web/words/use-words.ts'
import type { LightPreset, LightRules } from '../../lights/contract.ts'
import { ledger } from '../api.ts'
import { AdoptionFields } from './AdoptionFields.tsx'
import { Comparison } from './Comparison.tsx'
import { ExampleTable } from './ExampleTable.tsx'
import { RulesInWords } from './RulesInWords.tsx'
import { Trial } from './Trial.tsx'

/** Adds a version of the light rules; every light is judged anew by it. Earlier versions are kept. */
export function PresetForm({ from, onClose }: { from: LightPreset; onClose: () => void }) {
  const w = useWords()
  const [name, setName] = useState(from.name)
  const [source, setSource] = useState('')
  const [validFrom, setValidFrom] = useState(dateInChina(new Date()))
  const [reason, setReason] = useState('')
  const [rules, setRules] = useState<LightRules>(from.rules)
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<unknown>(null)
  const crossed = rules.redBeyond < rules.greenWithin
  const set = (change: Partial<LightRules>) => setRules((now) => ({ ...now, ...change }))
  const add = async () => {
    setBusy(true)
    try {
      await ledger.addLightPreset({ body: { name: name.trim(), source: source.trim(), rules, validFrom, reason } })
      await queries.invalidateQueries()
      notify(w('ledger.lights.done'))
      onClose()
    } catch (error) {
      setProblem(error)
      setBusy(false)
    }
  }
  return (
    <Section title={w('ledger.lights.add')}>
      <div className="lights-form">
        <div className="form">
          <Field label={w('ledger.lights.name')} required>
            {(field) => <TextInput {...field} value={name} onChange={setName} maxLength={60} />}
          </Field>
          <Thresholds rules={rules} set={set} crossed={crossed} />
          <Field label={w('ledger.lights.source')} hint={w('ledger.lights.sourceHint')} required>
            {(field) => <TextArea {...field} rows={2} value={source} onChange={setSource} maxLength={200} />}
          </Field>
          <AdoptionFields validFrom={validFrom} onValidFrom={setValidFrom} reason={reason} onReason={setReason} />
          {problem ? <ErrorNote problem={problem} /> : null}
          <div className="lights-buttons">
            <Button
              kind="primary"
              busy={busy}
              disabled={
                crossed ||
                name.trim() === '' ||
                source.trim().length < 2 ||
                validFrom === '' ||
                reason.trim().length < 2
              }
              onClick={() => void add()}
            >
              {w('ledger.lights.putInForce')}
            </Button>
            <Button onClick={onClose}>{w('kit.cancel')}</Button>
          </div>
          <p className="no-value">{w('ledger.lights.effect')}</p>
        </div>
        <div className="lights-effects">
          <RulesInWords rules={rules} />
          <Comparison rules={rules} current={from.rules} />
          {!crossed && <Trial rules={rules} />}
          <ExampleTable rules={rules} />
        </div>
      </div>
    </Section>
  )
}

type ThresholdProps = { rules: LightRules; set: (change: Partial<LightRules>) => void; crossed: boolean }

function Thresholds({ rules, set, crossed }: ThresholdProps) {
  const w = useWords()
  return (
    <>
      <div className="form-2">
        <NumberField
          label={w('ledger.lights.greenWithin')}
          unit={w('kit.unit.points')}
          value={rules.greenWithin}
          max={100}
          onChange={(greenWithin) => set({ greenWithin })}
        />
        <NumberField
          label={w('ledger.lights.redBeyond')}
          unit={w('kit.unit.points')}
          value={rules.redBeyond}
          max={100}
          error={crossed ? w('ledger.lights.crossed') : undefined}
          onChange={(redBeyond) => set({ redBeyond })}
        />
      </div>
      <NumberField
        label={w('ledger.lights.startMonths')}
        unit={w('ledger.lights.monthsUnit')}
        value={rules.notStartedRedAfterMonths}
        min={1}
        max={12}
        onChange={(count) => set({ notStartedRedAfterMonths: Math.round(count) })}
      />
      <Checkbox
        value={rules.redRecoversThroughYellow}
        onChange={(redRecoversThroughYellow) => set({ redRecoversThroughYellow })}
      >
        {w('ledger.lights.recoveryLong')}
      </Checkbox>
      <Field label={w('ledger.lights.basis')}>
        {() => (
          <Segmented
            label={w('ledger.lights.basis')}
            value={rules.paceBasis}
            onChange={(paceBasis) => set({ paceBasis })}
            options={[
              { value: 'plan', label: w('ledger.lights.basis.plan') },
              { value: 'calendar', label: w('ledger.lights.basis.calendar') },
            ]}
          />
        )}
      </Field>
    </>
  )
}

type NumberProps = {
  label: string
  unit: string
  value: number
  min?: number
  max: number
  error?: string
  onChange: (value: number) => void
}

/** A whole or half number within bounds; what is no number changes nothing. */
function NumberField({ label, unit, value, min = 0, max, error, onChange }: NumberProps) {
  return (
    <Field label={`${label}（${unit}）`} error={error}>
      {(field) => (
        <input
          {...field}
          className="input"
          type="number"
          inputMode="decimal"
          min={min}
          max={max}
          value={value}
          onChange={(event) => {
            const next = event.target.valueAsNumber
            if (Number.isFinite(next) && next >= min && next <= max) onChange(next)
          }}
        />
      )}
    </Field>
  )
}
