import { moneyIn, rateText, thin } from '#platform/web/format.ts'
import { Field } from '#platform/web/kit/Field.tsx'
import { TextInput } from '#platform/web/kit/inputs.tsx'
import { MoneyInput } from '#platform/web/kit/MoneyInput.tsx'
import { useWords } from '#platform/web/words/use-words.ts'
import type { Finding, Report } from '../../contract.ts'
import { UNREADABLE } from '../fill/FillCards.tsx'
import { type FigureField, type FigureTexts, findingsOf, readField } from '../model/figure-texts.ts'
import type { GridStore } from '../model/grid-session.ts'
import { type Refusal, writeCells } from '../model/grid-state.ts'
import { Findings } from '../shared/Findings.tsx'
import { Photos } from './Photos.tsx'
import { RateLine } from './RateLine.tsx'
import { TextWithPrevious } from './TextWithPrevious.tsx'

type Props = { report: Report; store: GridStore; texts: FigureTexts; refusal: Refusal | undefined }

/** The form: each field with last period beside it, and the checks at once below what they are about. */
export function ReportForm({ report, store, texts, refusal }: Props) {
  const w = useWords()
  const findings = findingsOf(texts, report.facts)
  const of = (field: Finding['field']) => findings.filter((finding) => finding.field === field)
  const write = (field: FigureField, text: string) =>
    store.change((grid) => writeCells(grid, [{ id: report.id, field, text }]))
  const asksExplanation = findings.some((finding) => finding.weight === 'explain')
  const percent = readField('physicalProgress', texts.physicalProgress)
  return (
    <div className="report-form">
      {refusal && refusal.code !== 'edit_conflict' && (
        <Findings findings={[{ weight: 'block', text: refusal.message }]} />
      )}
      <div className="report-figures">
        {(['completedCurrent', 'completedYtd'] as const).map((field) => (
          <Amount
            key={field}
            field={field}
            label={w(`dispatch.field.${field}`)}
            value={texts[field]}
            previous={field === 'completedCurrent' ? report.previousCurrent : report.previousYtd}
            findings={of(field)}
            onChange={(text) => write(field, text)}
          />
        ))}
        <div className="report-amount">
          <Field
            label={w('dispatch.field.physicalProgress')}
            error={percent.problem ? w('dispatch.cell.percent') : undefined}
            hint={
              report.previousPhysical === null
                ? w('dispatch.noPrevious')
                : w('dispatch.previousPercent', { percent: rateText(report.previousPhysical) })
            }
          >
            {(field) => (
              <span className="report-percent">
                <TextInput
                  {...field}
                  inputMode="decimal"
                  value={texts.physicalProgress}
                  onChange={(text) => write('physicalProgress', text)}
                />
                %
              </span>
            )}
          </Field>
          <Findings findings={of('physicalProgress')} />
        </div>
      </div>
      <RateLine report={report} ytd={readField('completedYtd', texts.completedYtd).value} />
      {(asksExplanation || texts.explanation !== '') && (
        <TextWithPrevious
          label={w('dispatch.field.explanation')}
          required={asksExplanation}
          hint={asksExplanation ? w('dispatch.explanationHint') : undefined}
          rows={2}
          limit={1000}
          value={texts.explanation}
          onChange={(text) => write('explanation', text)}
        />
      )}
      <TextWithPrevious
        label={w('dispatch.field.progressText')}
        hint={w('dispatch.progressTextHint')}
        previous={report.previousText}
        value={texts.progressText}
        onChange={(text) => write('progressText', text)}
      />
      <TextWithPrevious
        label={w('dispatch.field.problems')}
        hint={w('dispatch.problemsHint')}
        previous={report.previousProblems}
        rows={3}
        value={texts.problems}
        onChange={(text) => write('problems', text)}
      />
      <TextWithPrevious
        label={w('dispatch.field.nextStep')}
        rows={3}
        value={texts.nextStep}
        onChange={(text) => write('nextStep', text)}
      />
      <Photos report={report} />
    </div>
  )
}

type AmountProps = {
  label: string
  value: string
  field: 'completedCurrent' | 'completedYtd'
  previous: string | null
  findings: readonly Finding[]
  onChange: (text: string) => void
}

/** An amount with last period's beside it, and what the checks say below it. */
function Amount({ label, value, field, previous, findings, onChange }: AmountProps) {
  const w = useWords()
  const echo =
    previous === null ? w('dispatch.noPrevious') : w('dispatch.previousIs', { amount: thin(moneyIn(previous, 'wan')) })
  return (
    <div className="report-amount">
      <Field label={label}>
        {(attributes) => (
          <MoneyInput
            {...attributes}
            allowNegative
            value={readField(field, value).value}
            onChange={(wan, problem) => onChange(problem ? UNREADABLE : (wan ?? ''))}
            echo={echo}
          />
        )}
      </Field>
      <Findings findings={findings} />
    </div>
  )
}
