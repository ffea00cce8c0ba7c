import { useQuery } from '@tanstack/react-query'
import type { Account } from '#capabilities/people/contract.ts'
import { SearchSelect } from '#platform/web/kit/SearchSelect.tsx'
import { useWords } from '#platform/web/words/use-words.ts'
import { people } from '../api.ts'

/** Reporters within scope who may still sign in. */
export function useReporters(): readonly Account[] {
  const { data } = useQuery({ ...people.listAccounts.query({ query: { role: 'reporter' } }), staleTime: 60_000 })
  return data?.items.filter(({ disabledAt }) => disabledAt === null) ?? []
}

type Props = {
  id?: string
  value: number | null
  onChange: (id: number | null) => void
  clearable?: boolean
  disabled?: boolean
}

/** One reporter, found by name, user name or organisation. */
export function ReporterSelect({ id, value, onChange, clearable, disabled }: Props) {
  const w = useWords()
  const options = useReporters().map((account) => ({
    value: String(account.id),
    label: `${account.displayName}　${account.organisationName}`,
    search: account.username,
  }))
  return (
    <SearchSelect
      id={id}
      value={value === null ? null : String(value)}
      options={options}
      placeholder={w('ledger.assign.placeholder')}
      clearable={clearable}
      disabled={disabled}
      onChange={(next) => onChange(next === null ? null : Number(next))}
    />
  )
}
