import { dayText } from '#platform/web/format.ts'
import { DateInput, DateTimeInput } from '#platform/web/kit/DateInput.tsx'
import { fieldProblem } from '#platform/web/kit/ErrorNote.tsx'
import { Field } from '#platform/web/kit/Field.tsx'
import { Checkbox, Segmented, Select, TextInput } from '#platform/web/kit/inputs.tsx'
import { MonthPicker } from '#platform/web/kit/MonthPicker.tsx'
import { useWords } from '#platform/web/words/use-words.ts'
import { daysOfWeek } from '../../rules/period.ts'

export type Timing = {
  kind: 'month' | 'week'
  month: string
  week: string | null
  cutoffOn: string
  deadline: string
  isEstimate: boolean
  title: string
}
type Props = {
  timing: Timing
  weeks: readonly string[]
  /** Another period brings its own dates. */
  onPeriod: (kind: Timing['kind'], month: string, week?: string | null) => void
  onChange: (next: Timing) => void
  problem: unknown
}

/** Month or week, cut-off, deadline, title. */
export function TimingFields({ timing, weeks, onPeriod, onChange, problem }: Props) {
  const w = useWords()
  const { kind, month, week } = timing
  const kinds = [
    { value: 'month' as const, label: w('dispatch.kind.month') },
    { value: 'week' as const, label: w('dispatch.kind.week') },
  ]
  return (
    <>
      <div>
        <Segmented label={w('dispatch.kind')} value={kind} options={kinds} onChange={(next) => onPeriod(next, month)} />
      </div>
      <div className="form-2">
        <Field label={w('dispatch.column.month')}>
          {({ id }) => <MonthPicker id={id} value={month} onChange={(next) => onPeriod(kind, next)} />}
        </Field>
        {kind === 'week' && (
          <Field label={w('dispatch.column.week')}>
            {(field) => (
              <Select
                {...field}
                value={week ?? ''}
                options={weeks.map((one) => ({ value: one, label: weekLabel(one) }))}
                onChange={(next) => onPeriod('week', month, next)}
              />
            )}
          </Field>
        )}
      </div>
      <div className="form-2">
        <Field label={w('dispatch.cutoff')} hint={w('dispatch.cutoffHint')} error={fieldProblem(problem, 'cutoffOn')}>
          {(field) => (
            <DateInput {...field} value={timing.cutoffOn} onChange={(cutoffOn) => onChange({ ...timing, cutoffOn })} />
          )}
        </Field>
        <Field
          label={w('dispatch.column.deadline')}
          hint={w('dispatch.deadlineHint')}
          error={fieldProblem(problem, 'deadline')}
        >
          {(field) => (
            <DateTimeInput
              {...field}
              value={timing.deadline}
              onChange={(deadline) => onChange({ ...timing, deadline })}
            />
          )}
        </Field>
      </div>
      <Field
        label={w('dispatch.roundTitle')}
        hint={w('dispatch.roundTitleHint')}
        error={fieldProblem(problem, 'title')}
      >
        {(field) => (
          <TextInput
            {...field}
            maxLength={120}
            value={timing.title}
            onChange={(title) => onChange({ ...timing, title })}
          />
        )}
      </Field>
      <Checkbox value={timing.isEstimate} onChange={(isEstimate) => onChange({ ...timing, isEstimate })}>
        {w('dispatch.isEstimate')}
      </Checkbox>
    </>
  )

  function weekLabel(one: string): string {
    const days = daysOfWeek(one)!
    return `${w('dispatch.week', { week: Number(one.slice(6)) })}（${dayText(new Date(days[0]!))}—${dayText(new Date(days[6]!))}）`
  }
}
