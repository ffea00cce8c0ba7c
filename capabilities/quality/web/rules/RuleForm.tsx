import { useMutation } from '@tanstack/react-query'
import { type FormEvent, useId, useState } from 'react'
import { Button } from '#platform/web/kit/Button.tsx'
import { ErrorNote } from '#platform/web/kit/ErrorNote.tsx'
import { Field } from '#platform/web/kit/Field.tsx'
import { Checkbox, Select, TextInput } from '#platform/web/kit/inputs.tsx'
import { Note } from '#platform/web/kit/Note.tsx'
import { SidePanel } from '#platform/web/kit/SidePanel.tsx'
import { notify } from '#platform/web/kit/toast.tsx'
import { queries } from '#platform/web/query.ts'
import { useWords } from '#platform/web/words/use-words.ts'
import { type Check, contradictionIn } from '../../checks.ts'
import type { QualityRule } from '../../contract.ts'
import { quality } from '../api.ts'
import { CheckFields } from './CheckFields.tsx'
import { checkInWords } from './check-words.ts'
import { blankCheck, CHECK_KINDS } from './kinds.ts'
import { Trial } from './Trial.tsx'

/** A new rule, or another wording, threshold or weight of one there is; tried on the ledger while one writes it. */
export function RuleForm({ rule: given, onClose }: { rule: QualityRule | null; onClose: () => void }) {
  const w = useWords()
  const formId = useId()
  const [name, setName] = useState(given?.name ?? '')
  const [rule, setRule] = useState<Check>(given?.rule ?? blankCheck('required'))
  const [weight, setWeight] = useState(given?.weight ?? 2)
  const [source, setSource] = useState(given?.source ?? '')
  const [isActive, setIsActive] = useState(given?.isActive ?? true)
  const contradiction = contradictionIn(rule)
  const isReady = name.trim().length >= 2 && source.trim().length >= 2 && contradiction === null
  const save = useMutation({
    mutationFn: () => {
      const body = { name, rule, weight, source, isActive }
      return given
        ? quality.changeQualityRule({ params: { id: given.id }, body: { ...body, version: given.version } })
        : quality.addQualityRule({ body })
    },
    onSuccess: async () => {
      await queries.invalidateQueries()
      notify(w('quality.ruleSaved'))
      onClose()
    },
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (isReady) save.mutate()
  }
  return (
    <SidePanel
      title={given?.name ?? w('quality.addRule')}
      onClose={onClose}
      foot={
        <>
          <Button onClick={onClose}>{w('kit.cancel')}</Button>
          <Button type="submit" form={formId} kind="primary" busy={save.isPending} disabled={!isReady}>
            {w('quality.save')}
          </Button>
        </>
      }
    >
      <form className="form" id={formId} onSubmit={submit}>
        <Field label={w('quality.kindOfRule')}>
          {(field) => (
            <Select
              {...field}
              value={rule.kind}
              onChange={(kind) => kind !== '' && setRule(blankCheck(kind))}
              options={CHECK_KINDS.map((kind) => ({ value: kind, label: w(`quality.kinds.${kind}`) }))}
            />
          )}
        </Field>
        <CheckFields rule={rule} onChange={setRule} />
        {contradiction ? <Note kind="problem">{contradiction}</Note> : <Note>{checkInWords(w, rule)}</Note>}
        {!contradiction && <Trial rule={rule} />}
        <Field label={w('quality.ruleName')} hint={w('quality.ruleNameHint')} required>
          {(field) => <TextInput {...field} value={name} onChange={setName} maxLength={80} />}
        </Field>
        <Field label={w('quality.weight')} hint={w('quality.weightHint')}>
          {(field) => (
            <Select
              {...field}
              value={String(weight)}
              onChange={(value) => setWeight(Number(value))}
              options={Array.from({ length: 10 }, (_, at) => ({ value: String(at + 1), label: String(at + 1) }))}
            />
          )}
        </Field>
        <Field label={w('quality.source')} required>
          {(field) => <TextInput {...field} value={source} onChange={setSource} maxLength={200} />}
        </Field>
        <Checkbox value={isActive} onChange={setIsActive}>
          {w('quality.activeLong')}
        </Checkbox>
        {save.error && <ErrorNote problem={save.error} />}
      </form>
    </SidePanel>
  )
}
