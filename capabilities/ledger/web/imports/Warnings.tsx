import { useWords } from '#platform/web/words/use-words.ts'
import type { ImportPreview } from '../../import/contract.ts'
import { groupWarnings, type WarningGroup } from './standing.ts'

/** What to mind, by kind, each with its places. */
export function Warnings({ preview }: { preview: ImportPreview }) {
  return (
    <div className="warnings">
      {groupWarnings(preview.warnings).map((group) => (
        <Group key={group.code} group={group} />
      ))}
    </div>
  )
}

function Group({ group: { items, must } }: { group: WarningGroup }) {
  const w = useWords()
  const [first] = items
  const places = items.map(({ sheet, place }) => [sheet, place].filter(Boolean).join(' ')).filter(Boolean)
  if (items.length === 1) {
    return (
      <p className={must ? 'warning-must' : ''}>
        {must && <strong>{w('imports.mustCheck')}</strong>} {first!.text}
      </p>
    )
  }
  return (
    <details className={must ? 'warning-must' : ''} open={must}>
      <summary>
        {must && <strong>{w('imports.mustCheck')}</strong>} {first!.text}
        <span className="warning-count">{w('imports.alike', { count: items.length })}</span>
      </summary>
      <ul>
        {items.slice(1).map(({ text }, index) => (
          <li key={`${places[index + 1]}${text}`}>{text}</li>
        ))}
      </ul>
    </details>
  )
}
