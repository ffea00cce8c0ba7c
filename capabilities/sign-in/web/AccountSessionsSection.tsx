import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { peopleRoutes } from '#capabilities/people/contract.ts'
import { createClient } from '#platform/web/client.ts'
import { Field } from '#platform/web/kit/Field.tsx'
import { Section } from '#platform/web/kit/Page.tsx'
import { SearchSelect } from '#platform/web/kit/SearchSelect.tsx'
import { useWords } from '#platform/web/words/use-words.ts'
import { AccountSessions } from './AccountSessions.tsx'

const people = createClient(peopleRoutes)

/** Finds an account and shows where it is signed in. */
export function AccountSessionsSection() {
  const w = useWords()
  const { data } = useQuery({ ...people.listAccounts.query(), staleTime: 60_000 })
  const [chosen, setChosen] = useState<string | null>(null)
  const options = (data?.items ?? []).map((account) => ({
    value: String(account.id),
    label: `${account.displayName}（${account.organisationName}）`,
    search: account.username,
  }))
  return (
    <Section title={w('signIn.session.ofAccount')}>
      <Field label={w('signIn.session.account')}>
        {({ id }) => <SearchSelect id={id} value={chosen} onChange={setChosen} options={options} clearable />}
      </Field>
      {chosen !== null && <AccountSessions key={chosen} accountId={Number(chosen)} />}
    </Section>
  )
}
