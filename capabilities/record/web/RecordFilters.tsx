import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { peopleRoutes } from '#capabilities/people/contract.ts'
import { createClient } from '#platform/web/client.ts'
import { Button } from '#platform/web/kit/Button.tsx'
import { DateInput } from '#platform/web/kit/DateInput.tsx'
import { Field } from '#platform/web/kit/Field.tsx'
import { SearchField } from '#platform/web/kit/FilterBar.tsx'
import { TextInput } from '#platform/web/kit/inputs.tsx'
import { useIsPhone } from '#platform/web/kit/media.ts'
import { OrgTreeSelect } from '#platform/web/kit/OrgTreeSelect.tsx'
import { SearchSelect } from '#platform/web/kit/SearchSelect.tsx'
import { useWords } from '#platform/web/words/use-words.ts'
import { record } from './api.ts'
import { FILTER_KEYS, type Search } from './filter.ts'
import { fieldsNamed, knownNames } from './record-words.ts'
import { typedNumber } from './subject-link.ts'
import { useRecordWords } from './use-record-words.ts'

const people = createClient({ listOrganisations: peopleRoutes.listOrganisations })

type Props = { search: Search; onChange: (changes: Search) => void }

/** Who, what, about which object or field, where, when, why. On a phone folded until asked for. */
export function RecordFilters({ search, onChange }: Props) {
  const w = useWords()
  const isPhone = useIsPhone()
  const [opened, setOpened] = useState(false)
  const active = FILTER_KEYS.filter((key) => search[key])
  const clear = () => onChange(Object.fromEntries(FILTER_KEYS.map((key) => [key, undefined])))
  return (
    <>
      {(!isPhone || opened) && <Fields search={search} onChange={onChange} />}
      <div className="record-filter-foot">
        {isPhone && (
          <Button size="s" aria-expanded={opened} onClick={() => setOpened(!opened)}>
            {w(opened ? 'kit.fewerFilters' : 'kit.moreFilters')}
            {active.length > 0 && ` ${active.length}`}
          </Button>
        )}
        {active.length > 0 && (
          <Button kind="quiet" size="s" onClick={clear}>
            {w('kit.clear')}
          </Button>
        )}
        {search.field && <span>{w('record.fieldHint')}</span>}
      </div>
    </>
  )
}

function Fields({ search, onChange }: Props) {
  const w = useWords()
  const { name } = useRecordWords()
  const authors = useAuthors()
  const { data: organisations } = useQuery({ ...people.listOrganisations.query(), staleTime: 300_000 })
  const named = (kind: 'action' | 'subject') =>
    knownNames(kind).map((value) => ({ value, label: name(kind, value), search: value }))
  const fieldWords = [...new Set(knownNames('field').map((field) => name('field', field)))]
  const fieldOptions = fieldWords.map((word) => {
    const fields = fieldsNamed(word, (field) => name('field', field)).slice(0, 8)
    return { value: fields.join(','), label: word, search: fields.join(' ') }
  })
  const choose = (key: keyof Search) => (next: string | null) => onChange({ [key]: next ?? undefined })
  return (
    <div className="record-filters">
      <Choice label={w('record.actor')} value={search.by} options={authors} onChange={choose('by')} />
      <Choice label={w('record.action')} value={search.action} options={named('action')} onChange={choose('action')} />
      <Choice label={w('record.field')} value={search.field} options={fieldOptions} onChange={choose('field')} />
      <Field label={w('record.unit')}>
        {({ id }) => (
          <OrgTreeSelect
            id={id}
            organisations={organisations?.items ?? []}
            value={search.unit ? Number(search.unit) : null}
            onChange={(next) => onChange({ unit: next === null ? undefined : String(next) })}
            placeholder={w('kit.any')}
            clearable
          />
        )}
      </Field>
      <div className="record-pair">
        <Choice
          label={w('record.subject')}
          value={search.subject}
          options={named('subject')}
          onChange={choose('subject')}
        />
        <Field label={w('record.subjectNumber')}>
          {(field) => (
            <TextInput
              {...field}
              inputMode="numeric"
              value={search.id ?? ''}
              onChange={(text) => onChange({ id: typedNumber(text) })}
            />
          )}
        </Field>
      </div>
      <div className="record-pair">
        <Field label={w('record.from')}>
          {(field) => (
            <DateInput
              {...field}
              value={search.from ?? ''}
              onChange={(next) => onChange({ from: next || undefined })}
            />
          )}
        </Field>
        <Field label={w('record.to')}>
          {(field) => (
            <DateInput {...field} value={search.to ?? ''} onChange={(next) => onChange({ to: next || undefined })} />
          )}
        </Field>
      </div>
      <SearchField
        label={w('record.reasonHas')}
        value={search.q ?? ''}
        onChange={(q) => onChange({ q: q || undefined })}
      />
    </div>
  )
}

type Option = { value: string; label: string; search: string }

function Choice({
  label,
  value,
  options,
  onChange,
}: {
  label: string
  value: string | undefined
  options: Option[]
  onChange: (next: string | null) => void
}) {
  const w = useWords()
  return (
    <Field label={label}>
      {({ id }) => (
        <SearchSelect
          id={id}
          value={value ?? null}
          options={options}
          onChange={onChange}
          placeholder={w('kit.any')}
          clearable
        />
      )}
    </Field>
  )
}

/** Everybody who did something; those without an account by their own name. */
function useAuthors(): Option[] {
  const w = useWords()
  const { data } = useQuery({ ...record.listAuthors.query(), staleTime: 60_000 })
  const accounts = (data?.items ?? []).map(({ accountId, username, displayName }) => ({
    value: String(accountId),
    label: username === 'console' ? w('record.actorConsole') : `${displayName}（${username}）`,
    search: username,
  }))
  return [...accounts, { value: 'public', label: w('record.actorPublic'), search: 'public' }]
}
