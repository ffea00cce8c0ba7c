import { useQuery } from '@tanstack/react-query'
import { Button } from '#platform/web/kit/Button.tsx'
import { Field } from '#platform/web/kit/Field.tsx'
import { Checkbox, Select } from '#platform/web/kit/inputs.tsx'
import { useWords } from '#platform/web/words/use-words.ts'
import type { RoundSelection } from '../../contract.ts'
import { ledger, people } from '../api.ts'

const LIBRARIES = ['construction', 'reserve', 'completed'] as const
type Props = { selection: RoundSelection; onChange: (next: RoundSelection) => void }

/** Which projects: library, county, campaign, priority, or those of an import. */
export function SelectionFields({ selection, onChange }: Props) {
  const w = useWords()
  const change = (changes: Partial<RoundSelection>) => onChange({ ...selection, ...changes })
  const chosen = selection.libraries ?? ['construction']
  return (
    <>
      {selection.importId !== undefined && (
        <div className="opening-from">
          <span>{w('dispatch.fromImport', { id: selection.importId })}</span>
          <Button size="s" kind="quiet" onClick={() => change({ importId: undefined })}>
            {w('dispatch.wholeLedger')}
          </Button>
        </div>
      )}
      <fieldset>
        <legend>{w('dispatch.libraries')}</legend>
        <div className="opening-choices">
          {LIBRARIES.map((library) => (
            <Checkbox
              key={library}
              value={chosen.includes(library)}
              onChange={() => {
                const next = toggled(chosen, library)
                // none at all would mean the construction library to the server
                if (next.length > 0) change({ libraries: next })
              }}
            >
              {w(`dispatch.library.${library}`)}
            </Checkbox>
          ))}
          <Checkbox
            value={selection.priorityOnly ?? false}
            onChange={(on) => change({ priorityOnly: on ? true : undefined })}
          >
            {w('dispatch.priorityOnly')}
          </Checkbox>
        </div>
      </fieldset>
      <Counties
        chosen={selection.countyIds ?? []}
        onChange={(ids) => change({ countyIds: ids.length > 0 ? ids : undefined })}
      />
      <Campaign value={selection.campaignId} onChange={(campaignId) => change({ campaignId })} />
    </>
  )
}

function Counties({ chosen, onChange }: { chosen: number[]; onChange: (ids: number[]) => void }) {
  const w = useWords()
  const { data } = useQuery({ ...people.listOrganisations.query(), staleTime: 300_000 })
  const counties = data?.items.filter(({ kind, closedOn }) => !closedOn && (kind === 'county' || kind === 'zone')) ?? []
  if (counties.length === 0) return null
  return (
    <fieldset>
      <legend>{w('dispatch.counties')}</legend>
      <div className="opening-choices">
        {counties.map(({ id, name }) => (
          <Checkbox key={id} value={chosen.includes(id)} onChange={() => onChange(toggled(chosen, id))}>
            {name}
          </Checkbox>
        ))}
      </div>
    </fieldset>
  )
}

function Campaign({ value, onChange }: { value: number | undefined; onChange: (id: number | undefined) => void }) {
  const w = useWords()
  const { data } = useQuery({ ...ledger.listCampaigns.query(), staleTime: 300_000 })
  if (!data || data.items.length === 0) return null
  return (
    <Field label={w('dispatch.campaign')}>
      {(field) => (
        <Select
          {...field}
          value={value === undefined ? '' : String(value)}
          empty={w('kit.any')}
          options={data.items.map(({ id, name }) => ({ value: String(id), label: name }))}
          onChange={(next) => onChange(next === '' ? undefined : Number(next))}
        />
      )}
    </Field>
  )
}

function toggled<T>(list: readonly T[], one: T): T[] {
  return list.includes(one) ? list.filter((other) => other !== one) : [...list, one]
}
