import { useState } from 'react'
import { dateText } from '#platform/web/format.ts'
import { type Column, DataTable } from '#platform/web/kit/DataTable.tsx'
import { DateInput } from '#platform/web/kit/DateInput.tsx'
import { Field } from '#platform/web/kit/Field.tsx'
import { Checkbox, Select, TextInput } from '#platform/web/kit/inputs.tsx'
import { SearchSelect } from '#platform/web/kit/SearchSelect.tsx'
import { useWords } from '#platform/web/words/use-words.ts'
import type { ImportPreview } from '../../import/contract.ts'
import { AMOUNT_FIELDS, DATE_FIELDS, isField, TEXT_FIELDS } from '../../reading/fields.ts'
import { fieldLabel, isOneOf, periodText } from '../parts/labels.ts'
import type { ImportWork } from './use-import.ts'

type Sheet = ImportPreview['sheets'][number]
type SheetColumn = Sheet['columns'][number]
type Props = { preview: ImportPreview; work: ImportWork }
/** Chosen for a column that is not imported. */
const LEFT_OUT = '-'
const KINDS = ['projects', 'issues', 'dictionary', 'summary', 'other'] as const
const UNITS = ['亿元', '万元', '元'] as const

/** What was made of the file: date, year, sheets, headings, units. Each may be corrected; the file is then read again. */
export function Understood({ preview, work }: Props) {
  const fixed = preview.state !== 'preview'
  return (
    <div className="understood">
      <Times preview={preview} work={work} fixed={fixed} />
      {preview.sheets.map((sheet) => (
        <SheetPart key={sheet.name} sheet={sheet} work={work} fixed={fixed} />
      ))}
    </div>
  )
}

function Times({ preview, work, fixed }: Props & { fixed: boolean }) {
  const w = useWords()
  const { asOf, planYear, completedPeriod } = preview
  const years = planYear === null ? [] : [planYear - 1, planYear, planYear + 1]
  const now = new Date().getFullYear()
  return (
    <div className="understood-times">
      <Field label={w('imports.asOf')} hint={asOf ? dateText(asOf) : w('imports.asOfMissing')}>
        {(field) => (
          <DateInput
            {...field}
            disabled={fixed || work.rereading}
            value={asOf ?? ''}
            onChange={(date) => date && void work.correct({ asOf: date })}
          />
        )}
      </Field>
      <Field label={w('imports.planYear')}>
        {(field) => (
          <Select
            {...field}
            disabled={fixed || work.rereading}
            value={planYear === null ? '' : String(planYear)}
            options={[...new Set([...years, now - 1, now, now + 1])]
              .sort()
              .map((year) => ({ value: String(year), label: `${year}年` }))}
            onChange={(year) => year && void work.correct({ planYear: Number(year) })}
          />
        )}
      </Field>
      <Field label={w('imports.period')}>
        {() => (
          <p className="understood-value">
            {completedPeriod === null ? w('imports.periodMissing') : periodText(completedPeriod)}
          </p>
        )}
      </Field>
    </div>
  )
}

function SheetPart({ sheet, work, fixed }: { sheet: Sheet; work: ImportWork; fixed: boolean }) {
  const w = useWords()
  const kind = isOneOf(KINDS, sheet.kind) ? w(`imports.kind.${sheet.kind}`) : sheet.kind
  return (
    <section className="sheet">
      <header>
        <h3>{sheet.name}</h3>
        <span>{[kind, sheet.state !== 'visible' && w('imports.hidden')].filter(Boolean).join(' · ')}</span>
        <Checkbox
          value={sheet.import}
          disabled={fixed || work.rereading}
          onChange={(on) => void work.correct({ sheets: { [sheet.name]: on } })}
        >
          {w('imports.readSheet')}
        </Checkbox>
      </header>
      {!sheet.import && sheet.reason && <p className="no-value">{sheet.reason}</p>}
      {sheet.import && (
        <>
          <SheetFacts sheet={sheet} work={work} fixed={fixed} />
          <Columns sheet={sheet} work={work} fixed={fixed} />
        </>
      )}
    </section>
  )
}

function SheetFacts({ sheet, work, fixed }: { sheet: Sheet; work: ImportWork; fixed: boolean }) {
  const w = useWords()
  return (
    <div className="understood-times">
      <Field
        label={w('imports.unit')}
        hint={sheet.unitCell ? w('imports.unitFrom', { cell: sheet.unitCell }) : w('imports.unitInHeadings')}
      >
        {(field) => (
          <Select
            {...field}
            disabled={fixed || work.rereading}
            value={sheet.unit && isOneOf(UNITS, sheet.unit) ? sheet.unit : ''}
            options={UNITS.map((unit) => ({ value: unit, label: unit }))}
            empty={w('imports.unitByColumn')}
            onChange={(unit) => unit && void work.correct({ units: { [sheet.name]: unit } })}
          />
        )}
      </Field>
      <HeaderRows sheet={sheet} work={work} fixed={fixed} />
      <Field label={w('imports.dataRows')}>
        {() => (
          <p className="understood-value">
            {sheet.firstDataRow
              ? w('imports.rowsFromTo', { first: sheet.firstDataRow, last: sheet.lastDataRow ?? '' })
              : '—'}
          </p>
        )}
      </Field>
    </div>
  )
}

/** Rows of the heading, as `3` or `3—4`. */
function HeaderRows({ sheet, work, fixed }: { sheet: Sheet; work: ImportWork; fixed: boolean }) {
  const w = useWords()
  const [text, setText] = useState(sheet.headerRows.join('、'))
  const rows = readRows(text)
  const send = () => {
    if (rows && rows.join() !== sheet.headerRows.join()) void work.correct({ headerRows: { [sheet.name]: rows } })
  }
  return (
    <Field label={w('imports.headerRows')} error={rows ? undefined : w('imports.headerRowsForm')}>
      {(field) => (
        <TextInput
          {...field}
          disabled={fixed || work.rereading}
          value={text}
          onChange={setText}
          onBlur={send}
          onKeyDown={(event) => event.key === 'Enter' && send()}
        />
      )}
    </Field>
  )
}

function readRows(text: string): number[] | null {
  const numbers = text
    .normalize('NFKC')
    .split(/[、,，\s]+/)
    .filter(Boolean)
  const rows = numbers.map(Number)
  const isRead = rows.length >= 1 && rows.length <= 6 && rows.every((row) => Number.isInteger(row) && row > 0)
  return isRead ? rows : null
}

function Columns({ sheet, work, fixed }: { sheet: Sheet; work: ImportWork; fixed: boolean }) {
  const w = useWords()
  const fields = [...TEXT_FIELDS, ...AMOUNT_FIELDS, ...DATE_FIELDS].map((field) => ({
    value: field as string,
    label: fieldLabel(w, field),
  }))
  const options = [{ value: LEFT_OUT, label: w('imports.leftOut') }, ...fields]
  const choose = (column: SheetColumn, field: string) =>
    void work.correct({ columns: { [`${sheet.name}!${column.col}`]: isField(field) ? field : null } })
  const columns: Column<SheetColumn>[] = [
    { key: 'col', title: w('imports.column'), cell: (column) => column.col },
    { key: 'heading', title: w('imports.heading'), wraps: true, cell: (column) => column.heading || '—' },
    {
      key: 'field',
      title: w('imports.readAs'),
      width: '14rem',
      cell: (column) => (
        <span className={`column-field ${column.field === null ? 'column-left' : ''}`}>
          <SearchSelect
            value={
              column.field !== null && isField(column.field)
                ? column.field
                : column.field === null
                  ? LEFT_OUT
                  : column.field
            }
            options={
              column.field !== null && !fields.some(({ value }) => value === column.field)
                ? [...options, { value: column.field, label: fieldLabel(w, column.field) }]
                : options
            }
            label={`${column.col}　${w('imports.readAs')}`}
            disabled={fixed || work.rereading}
            onChange={(field) => field !== null && choose(column, field)}
          />
        </span>
      ),
    },
    {
      key: 'unit',
      title: w('imports.unit'),
      cell: ({ unit, year, period }) =>
        [unit, period ? periodText(period) : year && `${year}年`].filter(Boolean).join(' ') || '',
    },
    {
      key: 'samples',
      title: w('imports.samples'),
      wraps: true,
      cell: ({ samples }) => <span className="samples">{samples.slice(0, 3).join(' ／ ')}</span>,
    },
  ]
  return (
    <DataTable
      label={w('imports.columnsOf', { sheet: sheet.name })}
      columns={columns}
      rows={sheet.columns}
      rowKey={(column) => column.col}
      comfortable
    />
  )
}
