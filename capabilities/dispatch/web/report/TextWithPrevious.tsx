import { Button } from '#platform/web/kit/Button.tsx'
import { Field } from '#platform/web/kit/Field.tsx'
import { TextArea } from '#platform/web/kit/inputs.tsx'
import { useWords } from '#platform/web/words/use-words.ts'

type Props = {
  label: string
  value: string
  onChange: (text: string) => void
  hint?: string | undefined
  required?: boolean
  rows?: number
  limit?: number
  /** What was accepted last period; undefined where there is nothing to compare with. */
  previous?: string | null
}

/** A text with last period's below it, which can be taken over and then corrected. */
export function TextWithPrevious({ label, value, onChange, hint, required, rows = 4, limit = 4000, previous }: Props) {
  const w = useWords()
  const over = value.length > limit ? w('dispatch.tooLong', { limit, over: value.length - limit }) : undefined
  return (
    <div className="report-text">
      <Field label={label} hint={hint} error={over} required={required}>
        {(field) => <TextArea {...field} rows={rows} value={value} onChange={onChange} />}
      </Field>
      {previous && (
        <div className="report-previous">
          <p>
            <span>{w('dispatch.lastTime')}</span>
            {previous}
          </p>
          {value.trim() !== previous.trim() && (
            <Button size="s" kind="quiet" onClick={() => onChange(previous)}>
              {w('dispatch.takePrevious')}
            </Button>
          )}
        </div>
      )}
    </div>
  )
}
