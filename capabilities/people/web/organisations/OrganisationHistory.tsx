import { instantText } from '#platform/web/format.ts'
import { Section } from '#platform/web/kit/Page.tsx'
import { useWords } from '#platform/web/words/use-words.ts'
import type { OrganisationDetail } from '../../organisations/contract.ts'

type Entry = OrganisationDetail['history'][number]
type Values = Record<string, unknown>

/** What was done to a unit, newest first, from the record: what, field by field, who, when and why. */
export function OrganisationHistory({ entries }: { entries: readonly Entry[] }) {
  const w = useWords()
  return (
    <Section title={w('organisations.history')}>
      {entries.length === 0 && <p className="unit-total">{w('organisations.historyEmpty')}</p>}
      <ol className="unit-history">
        {entries.map((entry) => (
          <HistoryEntry key={entry.id} entry={entry} />
        ))}
      </ol>
    </Section>
  )
}

function HistoryEntry({ entry }: { entry: Entry }) {
  const w = useWords()
  const say = (kind: 'action' | 'field', code: string) => (w as (key: string) => string)(`record.${kind}.${code}`)
  const before = valuesOf(entry.before)
  const after = valuesOf(entry.after)
  const fields = [...new Set([...Object.keys(before), ...Object.keys(after)])].filter(
    (field) => textOf(after[field]) !== '' || textOf(before[field]) !== '',
  )
  return (
    <li>
      <strong className="unit-history-action">{say('action', entry.action)}</strong>
      <small>{w('organisations.by', { actor: entry.actor, at: instantText(entry.at) })}</small>
      {fields.map((field) => (
        <span className="unit-history-line" key={field}>
          {textOf(before[field]) === ''
            ? w('organisations.fieldNew', { field: say('field', field), after: shown(field, after[field]) })
            : w('organisations.fieldChange', {
                field: say('field', field),
                before: shown(field, before[field]),
                after: shown(field, after[field]) || w('organisations.none'),
              })}
        </span>
      ))}
      {entry.reason && (
        <span className="unit-history-line">{w('organisations.reasonWas', { reason: entry.reason })}</span>
      )}
    </li>
  )

  function shown(field: string, value: unknown): string {
    const text = textOf(value)
    if (field === 'kind' || field === 'changeKind') {
      const key = field === 'kind' ? `people.kind.${text}` : `organisations.act.${text}`
      return (w as (key: string) => string)(key)
    }
    return text
  }
}

function valuesOf(value: unknown): Values {
  return value && typeof value === 'object' ? (value as Values) : {}
}

function textOf(value: unknown): string {
  if (value === null || value === undefined) return ''
  return Array.isArray(value) ? value.join('、') : String(value)
}
