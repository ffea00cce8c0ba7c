import { dateText } from '#platform/web/format.ts'
import { Section } from '#platform/web/kit/Page.tsx'
import type { Say } from '#platform/web/words/catalogue.ts'
import { useWords } from '#platform/web/words/use-words.ts'
import type { OrganisationDetail } from '../../organisations/contract.ts'

type UnitName = OrganisationDetail['names'][number]

/** The names of a unit one after the other, the present one last. */
export function UnitNames({ names }: { names: readonly UnitName[] }) {
  const w = useWords()
  return (
    <Section title={w('organisations.names')}>
      <ol className="unit-names">
        {names.map((row) => (
          <li key={row.validFrom ?? ''} data-present={row.validTo === null || undefined}>
            <strong>{row.name}</strong>
            <span className="unit-name-span">{spanText(row, w)}</span>
          </li>
        ))}
      </ol>
    </Section>
  )
}

function spanText({ validFrom, validTo }: UnitName, w: Say): string {
  const [from, to] = [validFrom, validTo].map((day) => (day ? dateText(day) : '')) as [string, string]
  if (validFrom && validTo) return w('organisations.nameUntil', { from, to })
  if (validFrom) return w('organisations.nameSpan', { from })
  return validTo ? w('organisations.nameBefore', { to }) : w('organisations.nameAlways')
}
