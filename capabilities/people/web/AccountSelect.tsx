import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { Role } from '#platform/access/permissions.ts'
import { SearchSelect } from '#platform/web/kit/SearchSelect.tsx'
import { useLater } from '#platform/web/kit/use-later.ts'
import { useWords } from '#platform/web/words/use-words.ts'
import type { Account } from '../accounts/contract.ts'
import { people } from './api.ts'

const SHOWN = 50

type Props = {
  id?: string
  value: number | null
  onChange: (account: Account | null) => void
  /** Only who holds this role. */
  holding?: Role
  clearable?: boolean
  disabled?: boolean
}

/** One account in use within scope, asked of the server as one types: a region has thousands. */
export function AccountSelect({ id, value, onChange, holding, clearable, disabled }: Props) {
  const w = useWords()
  const [typed, setTyped] = useState('')
  const q = useLater(typed, 200)
  const query = { role: holding, state: 'active', q: q || undefined, limit: SHOWN } as const
  const { data } = useQuery({
    ...people.listAccounts.query({ query }),
    staleTime: 60_000,
    placeholderData: keepPreviousData,
  })
  const found = data?.items ?? []
  const isAway = data !== undefined && value !== null && !found.some((one) => one.id === value)
  const chosen = useQuery({ ...people.readAccount.query({ params: { id: value ?? 0 } }), enabled: isAway })
  const shown = isAway && chosen.data ? [chosen.data, ...found] : found
  return (
    <SearchSelect
      id={id}
      value={value === null ? null : String(value)}
      onChange={(next) => onChange(shown.find((one) => String(one.id) === next) ?? null)}
      onSearch={setTyped}
      options={shown.map((account) => ({
        value: String(account.id),
        label: `${account.displayName}　${account.organisationName}`,
      }))}
      placeholder={w('people.search')}
      clearable={clearable}
      disabled={disabled}
    />
  )
}
