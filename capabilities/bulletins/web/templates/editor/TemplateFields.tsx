import { RHYTHMS, type TemplateMistakeShape } from '#capabilities/bulletins/contract.ts'
import { Field } from '#platform/web/kit/Field.tsx'
import { Checkbox, Segmented, Select, TextInput } from '#platform/web/kit/inputs.tsx'
import { useWords } from '#platform/web/words/use-words.ts'
import { KINDS, type Part, type TemplateDraft, type TemplateText as Text } from '../draft.ts'
import { TemplateText } from '../text/TemplateText.tsx'
import type { Places } from './use-places.ts'

/** Letters a part may have, as the server takes them. */
const MOST = { name: 60, masthead: 200, title: 400, addressees: 1000, copyTo: 1000, note: 200, body: 60_000 }

type Props = {
  draft: TemplateDraft
  /** Nothing was written yet, and so nothing can be missing. */
  isUntouched: boolean
  onChange: (changes: Partial<TemplateDraft>) => void
  mistakes: readonly TemplateMistakeShape[]
  places: Places
  onComposing: (isComposing: boolean) => void
}

/** All of a template, in the order of the paper. */
export function TemplateFields({ draft, isUntouched, onChange, mistakes, places, onComposing }: Props) {
  const w = useWords()
  const { name, rhythm, confirms, content } = draft
  const write = (changes: Partial<Text>) => onChange({ content: { ...content, ...changes } })
  const line = (part: 'masthead' | 'copyTo', hint: string) => (
    <Field label={w(`templates.part.${part}`)} hint={hint}>
      {(field) => (
        <TextInput
          {...field}
          value={content[part]}
          onChange={(next) => write({ [part]: next })}
          maxLength={MOST[part]}
        />
      )}
    </Field>
  )
  const marked = (part: Part, hint?: string) => {
    const mistake = mistakes.find((one) => one.part === part)
    const isBody = part === 'body'
    return (
      <Field label={w(`templates.part.${part}`)} hint={hint} error={isBody ? undefined : mistake?.sentence}>
        {(field) => (
          <TemplateText
            {...field}
            ref={places.refOf(part)}
            value={content[part]}
            onChange={(next) => write({ [part]: next })}
            mistake={mistake}
            isOneLine={!isBody}
            maxLength={MOST[part]}
            onFocus={() => places.setPart(part)}
            onComposing={onComposing}
          />
        )}
      </Field>
    )
  }
  return (
    <>
      <div className="template-facts">
        <Field
          label={w('templates.name')}
          required
          hint={name.trim() === '' ? w('templates.nameMissing') : undefined}
          error={name.trim() === '' && !isUntouched ? w('templates.nameMissing') : undefined}
        >
          {(field) => (
            <TextInput {...field} value={name} onChange={(next) => onChange({ name: next })} maxLength={MOST.name} />
          )}
        </Field>
        <Field label={w('templates.kind')}>
          {(field) => (
            <Select
              {...field}
              value={content.kind}
              onChange={(kind) => kind && write({ kind })}
              options={KINDS.map((kind) => ({ value: kind, label: kind }))}
            />
          )}
        </Field>
        <Field label={w('templates.rhythm')} hint={w(`templates.rhythmHint.${rhythm}`)}>
          {() => (
            <Segmented
              label={w('templates.rhythm')}
              value={rhythm}
              onChange={(next) => next && onChange({ rhythm: next })}
              options={RHYTHMS.map((value) => ({ value, label: w(`templates.rhythm.${value}`) }))}
            />
          )}
        </Field>
        <Field label={w('templates.confirms')} hint={w('templates.confirmsHint')}>
          {(field) => (
            <Checkbox {...field} value={confirms} onChange={(next) => onChange({ confirms: next })}>
              {w('templates.confirmsDo')}
            </Checkbox>
          )}
        </Field>
      </div>
      {line('masthead', w('templates.mastheadHint'))}
      {marked('title')}
      {marked('addressees', w('templates.addresseesHint'))}
      {marked('body', w('templates.bodyHint'))}
      {line('copyTo', w('templates.copyToHint'))}
      {marked('note')}
    </>
  )
}
