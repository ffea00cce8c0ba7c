import { useState } from 'react'
import { Field } from '#platform/web/kit/Field.tsx'
import { Select, TextInput } from '#platform/web/kit/inputs.tsx'
import { useWords } from '#platform/web/words/use-words.ts'
import type { ImportPreview } from '../../../import/contract.ts'
import { isAmountField, isField } from '../../../reading/fields.ts'
import { fieldLabel, isOneOf, periodText } from '../../parts/labels.ts'
import type { ImportWork } from '../use-import.ts'
import { FieldChooser } from './FieldChooser.tsx'
import { TIMED_FIELDS } from './field-groups.ts'

type Sheet = ImportPreview['sheets'][number]
type SheetColumn = Sheet['columns'][number]
type Props = { sheet: Sheet; column: SheetColumn; preview: ImportPreview; work: ImportWork; fixed: boolean }
export const UNITS = ['亿元', '万元', '元'] as const

/** What a column is read as: its field, and of amounts the unit and the time. */
export function ColumnCard({ sheet, column, preview, work, fixed }: Props) {
  const w = useWords()
  const place = `${sheet.name}!${column.col}`
  const choose = (field: string | null) =>
    void work.correct({ columns: { [place]: field !== null && isField(field) ? field : null } })
  const isMoney = isAmountField(column.field)
  return (
    <section className="sheet-card">
      <h3>{w('mapping.columnTitle', { column: column.col, heading: column.heading || w('mapping.noHeading') })}</h3>
      <p>
        {w('mapping.readAs')}
        <strong>{column.field ? fieldLabel(w, column.field) : w('mapping.leftOut')}</strong>
        {preview.answers.columns?.[place] !== undefined && <em> · {w('mapping.corrected')}</em>}
      </p>
      {isMoney && (
        <Field label={w('mapping.columnUnit')} hint={w('mapping.columnUnitHint')}>
          {(field) => (
            <Select
              {...field}
              disabled={fixed || work.rereading}
              value={column.unit && isOneOf(UNITS, column.unit) ? column.unit : ''}
              empty={w(column.unit === 'perCell' ? 'mapping.unitPerCell' : 'mapping.unitUnknown')}
              options={UNITS.map((unit) => ({ value: unit, label: unit }))}
              onChange={(unit) => isOneOf(UNITS, unit) && void work.correct({ columnUnits: { [place]: unit } })}
            />
          )}
        </Field>
      )}
      {isMoney && TIMED_FIELDS.includes(column.field!) && (
        <Period
          key={`${place}${column.period}${column.year}`}
          place={place}
          column={column}
          work={work}
          fixed={fixed}
        />
      )}
      {!fixed && <FieldChooser key={place} value={column.field} disabled={work.rereading} onChoose={choose} />}
    </section>
  )
}

/** Of which year, month or months the amounts are: `2026`, `2026-03`, `2026-01..09`. */
function Period({
  place,
  column,
  work,
  fixed,
}: {
  place: string
  column: SheetColumn
  work: ImportWork
  fixed: boolean
}) {
  const w = useWords()
  const present = column.period ?? (column.year ? String(column.year) : '')
  const [text, setText] = useState(present)
  const read = periodOf(text)
  const send = () => {
    if (read && read !== present) void work.correct({ periods: { [place]: read } })
  }
  return (
    <Field
      label={w('mapping.period')}
      hint={present ? periodText(present) : w('mapping.periodMissing')}
      error={text === '' || read ? undefined : w('mapping.periodForm')}
    >
      {(field) => (
        <TextInput
          {...field}
          disabled={fixed || work.rereading}
          value={text}
          placeholder="2026-01..09"
          onChange={setText}
          onBlur={send}
          onKeyDown={(event) => event.key === 'Enter' && send()}
        />
      )}
    </Field>
  )
}

/** `2026`, `2026.3`, `2026年1-9月`, `2026-01..09` as the reader takes periods; null for anything else. */
export function periodOf(text: string): string | null {
  const plain = text.normalize('NFKC').replace(/\s/g, '')
  const match = /^((?:19|20|21)\d{2})年?(?:[-./]?(\d{1,2})(?:(?:-|—|–|~|至|到|\.\.)(\d{1,2}))?月?)?$/.exec(plain)
  if (!match) return null
  const [, year = '', from, to] = match
  const isMonth = (month: string | undefined) => month === undefined || (Number(month) >= 1 && Number(month) <= 12)
  if (!isMonth(from) || !isMonth(to) || (to && Number(to) < Number(from))) return null
  const two = (month: string) => month.padStart(2, '0')
  if (!from) return year
  return to ? `${year}-${two(from)}..${two(to)}` : `${year}-${two(from)}`
}
