import { dateText } from '#platform/web/format.ts'
import { DateInput } from '#platform/web/kit/DateInput.tsx'
import { Field } from '#platform/web/kit/Field.tsx'
import { Checkbox, Select } from '#platform/web/kit/inputs.tsx'
import { useWords } from '#platform/web/words/use-words.ts'
import type { ImportPreview } from '../../../import/contract.ts'
import { isOneOf } from '../../parts/labels.ts'
import type { ImportWork } from '../use-import.ts'
import { UNITS } from './ColumnCard.tsx'

type Props = {
  sheet: ImportPreview['sheets'][number]
  preview: ImportPreview
  work: ImportWork
  fixed: boolean
}
const KINDS = ['projects', 'issues', 'dictionary', 'summary', 'other'] as const

/** What holds for the whole sheet: whether it is read, its unit, the ledger's date and year. */
export function SheetCard({ sheet, preview, work, fixed }: Props) {
  const w = useWords()
  const isFixed = fixed || work.rereading
  return (
    <section className="sheet-card">
      <h3>{sheet.name}</h3>
      <p>{isOneOf(KINDS, sheet.kind) ? w(`imports.kind.${sheet.kind}`) : sheet.kind}</p>
      <Checkbox
        value={sheet.import}
        disabled={isFixed}
        onChange={(on) => void work.correct({ sheets: { [sheet.name]: on } })}
      >
        {w('imports.readSheet')}
      </Checkbox>
      {!sheet.import && sheet.reason && <p className="no-value">{sheet.reason}</p>}
      {sheet.import && <UnitField sheet={sheet} preview={preview} work={work} fixed={fixed} />}
      <Field label={w('imports.asOf')} hint={preview.asOf ? dateText(preview.asOf) : w('imports.asOfMissing')}>
        {(field) => (
          <DateInput
            {...field}
            disabled={isFixed}
            value={preview.asOf ?? ''}
            onChange={(date) => date && void work.correct({ asOf: date })}
          />
        )}
      </Field>
      <YearField preview={preview} work={work} fixed={fixed} />
    </section>
  )
}

export function UnitField({ sheet, preview, work, fixed }: Props) {
  const w = useWords()
  return (
    <Field
      label={w('mapping.sheetUnit')}
      hint={
        preview.answers.units?.[sheet.name]
          ? w('mapping.corrected')
          : sheet.unitCell
            ? w('imports.unitFrom', { cell: sheet.unitCell })
            : w('imports.unitInHeadings')
      }
    >
      {(field) => (
        <Select
          {...field}
          disabled={fixed || work.rereading}
          value={sheet.unit && isOneOf(UNITS, sheet.unit) ? sheet.unit : ''}
          options={UNITS.map((unit) => ({ value: unit, label: unit }))}
          empty={w('imports.unitByColumn')}
          onChange={(unit) => isOneOf(UNITS, unit) && void work.correct({ units: { [sheet.name]: unit } })}
        />
      )}
    </Field>
  )
}

function YearField({ preview, work, fixed }: Omit<Props, 'sheet'>) {
  const w = useWords()
  const { planYear } = preview
  const now = new Date().getFullYear()
  const near = planYear === null ? [] : [planYear - 1, planYear, planYear + 1]
  return (
    <Field label={w('imports.planYear')}>
      {(field) => (
        <Select
          {...field}
          disabled={fixed || work.rereading}
          value={planYear === null ? '' : String(planYear)}
          options={[...new Set([...near, now - 1, now, now + 1])]
            .sort()
            .map((year) => ({ value: String(year), label: `${year}年` }))}
          onChange={(year) => year && void work.correct({ planYear: Number(year) })}
        />
      )}
    </Field>
  )
}
