import { Select, TextInput } from '#platform/web/kit/inputs.tsx'
import type { Say } from '#platform/web/words/catalogue.ts'
import { useWords } from '#platform/web/words/use-words.ts'
import { AMOUNT_CONTENTS, isAmount, OTHER_CONTENTS, TEXT_CONTENTS } from '../../forms/contents.ts'
import type { FormSheetMapping } from '../../forms/contract.ts'
import { fieldLabel } from '../parts/labels.ts'

type Column = FormSheetMapping['columns'][number]
type Props = { column: Column; onChange: (next: Column) => void }

/** Names of contents that the ledger's fields call otherwise. */
const FIELD_OF: Record<string, string> = { serial: 'rowNumber', org: 'orgId', park: 'parkId' }
const OF_YEAR: ReadonlySet<string> = new Set(['annualPlan'])
const OF_MONTH: ReadonlySet<string> = new Set(['completedYtd', 'completedCurrent', 'monthlyPlan'])

export function ColumnRow({ column, onChange }: Props) {
  const w = useWords()
  const { col, heading, content, unit, hasFormula } = column
  return (
    <tr>
      <th scope="row">{col}</th>
      <td>{heading}</td>
      <td>
        {hasFormula ? (
          <span className="no-value">{w('forms.formula')}</span>
        ) : (
          <Content column={column} onChange={onChange} />
        )}
      </td>
      <td>
        {isAmount(content) && (
          <Select
            aria-label={w('forms.unitOf', { heading })}
            value={unit ?? '万元'}
            onChange={(next) => next !== '' && onChange({ ...column, unit: next })}
            options={(['亿元', '万元', '元'] as const).map((value) => ({ value, label: value }))}
          />
        )}
      </td>
      <td>
        <Period column={column} onChange={onChange} />
      </td>
    </tr>
  )
}

function Content({ column, onChange }: Props) {
  const w = useWords()
  const { content, heading } = column
  const isText = content?.startsWith('text.') ?? false
  const isOwn = content?.startsWith('extra.') ?? false
  const chosen = isText ? 'text.' : (content ?? '')
  return (
    <span className="forms-content">
      <Select
        aria-label={w('forms.contentOf', { heading })}
        value={chosen}
        empty={w('forms.leave')}
        onChange={(next) => onChange({ ...column, content: next === '' ? null : next === 'text.' ? 'text.　' : next })}
        options={[
          ...(isOwn ? [{ value: content!, label: w('forms.own', { heading: content!.slice('extra.'.length) }) }] : []),
          ...[...OTHER_CONTENTS, ...TEXT_CONTENTS, ...AMOUNT_CONTENTS].map((value) => ({
            value,
            label: contentLabel(w, value),
          })),
          { value: 'text.', label: w('forms.sameText') },
        ]}
      />
      {isText && (
        <TextInput
          aria-label={w('forms.sameText')}
          value={content!.slice('text.'.length)}
          onChange={(text) => onChange({ ...column, content: `text.${text || '　'}` })}
          maxLength={100}
        />
      )}
    </span>
  )
}

/** What follows the region's month unless the form names another. */
function Period({ column, onChange }: Props) {
  const w = useWords()
  const { content, year, month } = column
  if (content !== null && OF_YEAR.has(content)) {
    const years = [2, 1, 0, -1].map((back) => new Date().getFullYear() - back)
    return (
      <Select
        aria-label={w('forms.period')}
        value={year === null ? '' : String(year)}
        empty={w('forms.thisYear')}
        onChange={(next) => onChange({ ...column, year: next === '' ? null : Number(next) })}
        options={[...new Set([...years, ...(year === null ? [] : [year])])].map((one) => ({
          value: String(one),
          label: String(one),
        }))}
      />
    )
  }
  if (content === null || !OF_MONTH.has(content)) return null
  return month === null ? (
    <span className="no-value">{w('forms.thisMonth')}</span>
  ) : (
    <button
      type="button"
      className="chip chip-on"
      onClick={() => onChange({ ...column, month: null })}
      title={w('forms.thisMonth')}
    >
      {month} ×
    </button>
  )
}

function contentLabel(w: Say, content: string): string {
  return fieldLabel(w, FIELD_OF[content] ?? content)
}
