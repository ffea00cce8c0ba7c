import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { dateInChina } from '#kernel/period.ts'
import { Button } from '#platform/web/kit/Button.tsx'
import { DateInput } from '#platform/web/kit/DateInput.tsx'
import { ErrorNote } from '#platform/web/kit/ErrorNote.tsx'
import { Field } from '#platform/web/kit/Field.tsx'
import { Select, TextArea, TextInput } from '#platform/web/kit/inputs.tsx'
import { OrgTreeSelect } from '#platform/web/kit/OrgTreeSelect.tsx'
import { SidePanel } from '#platform/web/kit/SidePanel.tsx'
import { notify } from '#platform/web/kit/toast.tsx'
import { useMe } from '#platform/web/shell/session.tsx'
import { useWords } from '#platform/web/words/use-words.ts'
import { ROSTER_KINDS, ROSTER_LEVELS, type Roster, type RosterFields } from '../../rosters/contract.ts'
import { ledger } from '../api.ts'
import { useOrganisations } from '../parts/use-organisations.ts'
import { librariesChanged } from './use-rosters.ts'
import './libraries.css'

type Props = { roster?: Roster; onClose: () => void; onSaved: (roster: Roster) => void }

/** Opens a list with its source, or changes what is said of one. */
export function RosterPanel({ roster, onClose, onSaved }: Props) {
  const w = useWords()
  const { home } = useHome()
  const [fields, setFields] = useState<RosterFields>(() => roster ?? blankRoster())
  const [year, setYear] = useState(fields.year === null ? '' : String(fields.year))
  const [orgId, setOrg] = useState<number | null>(roster?.orgId ?? null)
  const keeper = orgId ?? home
  const given = { ...fieldsOf(fields), year: year === '' ? null : Number(year) }
  const save = useMutation({
    mutationFn: () =>
      roster
        ? ledger.editRoster({ params: { id: roster.id }, body: { version: roster.version, fields: given } })
        : ledger.createRoster({ body: { ...given, orgId: keeper! } }),
    onSuccess: async (saved) => {
      await librariesChanged()
      notify(w('libraries.saved', { name: saved.name }))
      onSaved(saved)
    },
  })
  const blocked =
    fields.name.trim() === '' ||
    fields.owner.trim() === '' ||
    fields.validFrom === '' ||
    keeper === null ||
    !/^(\d{4})?$/.test(year)
  return (
    <SidePanel
      title={w(roster ? 'libraries.editRoster' : 'libraries.newRoster')}
      onClose={onClose}
      foot={
        <>
          <Button onClick={onClose}>{w('kit.cancel')}</Button>
          <Button kind="primary" busy={save.isPending} disabled={blocked} onClick={() => save.mutate()}>
            {w('libraries.save')}
          </Button>
        </>
      }
    >
      <div className="roster-form">
        <RosterForm fields={fields} set={(part) => setFields({ ...fields, ...part })} year={year} setYear={setYear} />
        {!roster && <Keeper value={keeper} onChange={setOrg} />}
      </div>
      {save.error ? <ErrorNote problem={save.error} /> : null}
    </SidePanel>
  )
}

/** A list belongs to the office of the person who opens it, unless said otherwise. */
function useHome() {
  const { grants } = useMe()
  const { all } = useOrganisations()
  const home = all.find(({ id }) => grants.some((role) => role.organisationId === id)) ?? all[0]
  return { home: home?.id ?? null }
}

function Keeper({ value, onChange }: { value: number | null; onChange: (id: number | null) => void }) {
  const w = useWords()
  const { all } = useOrganisations()
  return (
    <Field label={w('libraries.keptBy')} required>
      {(field) => <OrgTreeSelect id={field.id} organisations={all} value={value} onChange={onChange} />}
    </Field>
  )
}

type FormProps = {
  fields: RosterFields
  set: (part: Partial<RosterFields>) => void
  year: string
  setYear: (next: string) => void
}

function RosterForm({ fields, set, year, setYear }: FormProps) {
  const w = useWords()
  const text = (key: 'name' | 'owner' | 'documentNumber', length: number, required = false) => (
    <Field label={w(key === 'name' ? 'libraries.rosterName' : `libraries.${key}`)} required={required}>
      {(field) => (
        <TextInput {...field} maxLength={length} value={fields[key]} onChange={(next) => set({ [key]: next })} />
      )}
    </Field>
  )
  const date = (key: 'documentDate' | 'validFrom' | 'validTo', required = false, hint?: string) => (
    <Field label={w(`libraries.${key}`)} required={required} hint={hint}>
      {(field) => (
        <DateInput
          {...field}
          value={fields[key] ?? ''}
          onChange={(next) => set({ [key]: next === '' && key !== 'validFrom' ? null : next })}
        />
      )}
    </Field>
  )
  return (
    <>
      {text('name', 60, true)}
      <Field label={w('libraries.rosterKind')} required>
        {(field) => (
          <Select
            {...field}
            value={fields.kind}
            onChange={(kind) => kind && set({ kind })}
            options={ROSTER_KINDS.map((value) => ({ value, label: w(`libraries.rosterKind.${value}`) }))}
          />
        )}
      </Field>
      <Field label={w('libraries.level')} required>
        {(field) => (
          <Select
            {...field}
            value={fields.level}
            onChange={(level) => level && set({ level })}
            options={ROSTER_LEVELS.map((value) => ({ value, label: w(`libraries.level.${value}`) }))}
          />
        )}
      </Field>
      <Field label={w('libraries.year')} hint={w('libraries.yearHint')}>
        {(field) => <TextInput {...field} inputMode="numeric" maxLength={4} value={year} onChange={setYear} />}
      </Field>
      {text('owner', 100, true)}
      {text('documentNumber', 60)}
      {date('documentDate')}
      {date('validFrom', true)}
      {date('validTo', false, w('libraries.validToHint'))}
      <Field label={w('libraries.note')}>
        {(field) => (
          <TextArea {...field} rows={2} maxLength={300} value={fields.note} onChange={(note) => set({ note })} />
        )}
      </Field>
    </>
  )
}

function blankRoster(): RosterFields {
  const year = Number(dateInChina(new Date()).slice(0, 4))
  return {
    name: '',
    kind: 'key',
    level: 'city',
    year,
    owner: '',
    documentNumber: '',
    documentDate: null,
    validFrom: `${year}-01-01`,
    validTo: null,
    note: '',
  }
}

/** Only what a person edits: the rest of a list that was read is not sent back. */
function fieldsOf({
  name,
  kind,
  level,
  year,
  owner,
  documentNumber,
  documentDate,
  validFrom,
  validTo,
  note,
}: RosterFields): RosterFields {
  return { name, kind, level, year, owner, documentNumber, documentDate, validFrom, validTo, note }
}
