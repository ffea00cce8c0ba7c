import { useQuery } from '@tanstack/react-query'
import { monthLongText } from '#kernel/period.ts'
import { Field } from '#platform/web/kit/Field.tsx'
import { Select } from '#platform/web/kit/inputs.tsx'
import { OrgTreeSelect } from '#platform/web/kit/OrgTreeSelect.tsx'
import { useWords } from '#platform/web/words/use-words.ts'
import { dispatch, people } from './api.ts'

/** The data a text is judged by: whose, and of which month; null: by itself alone. */
export type Against = { orgId: number; month: string } | null

type Props = { orgId: number | null; month: string; onChange: (next: { orgId: number | null; month: string }) => void }

/** An organisation and a month that had a round; without a month the text is judged by itself alone. */
export function AgainstChoice({ orgId, month, onChange }: Props) {
  const w = useWords()
  const rounds = useQuery(dispatch.listRounds.query({}))
  const organisations = useQuery(people.listOrganisations.query({}))
  const monthly = (rounds.data?.items ?? []).filter(({ kind }) => kind === 'month')
  const months = [...new Set(monthly.map((round) => round.month))].sort().reverse()
  return (
    <fieldset className="check-against">
      <legend>{w('checker.against')}</legend>
      <Field label={w('checker.againstMonth')}>
        {(field) => (
          <Select
            {...field}
            value={month}
            onChange={(next) => onChange({ orgId, month: next })}
            empty={w('checker.againstNone')}
            options={months.map((value) => ({ value, label: monthLongText(value) }))}
          />
        )}
      </Field>
      {month !== '' && (
        <Field label={w('checker.againstOrg')}>
          {({ id }) => (
            <OrgTreeSelect
              id={id}
              organisations={organisations.data?.items ?? []}
              value={orgId}
              onChange={(next) => onChange({ orgId: next, month })}
            />
          )}
        </Field>
      )}
    </fieldset>
  )
}
