import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useGo } from '#platform/web/address.tsx'
import { Button } from '#platform/web/kit/Button.tsx'
import { DateInput } from '#platform/web/kit/DateInput.tsx'
import { ErrorNote } from '#platform/web/kit/ErrorNote.tsx'
import { Field } from '#platform/web/kit/Field.tsx'
import { Select, TextArea, TextInput } from '#platform/web/kit/inputs.tsx'
import { Note } from '#platform/web/kit/Note.tsx'
import { SidePanel } from '#platform/web/kit/SidePanel.tsx'
import { notify } from '#platform/web/kit/toast.tsx'
import { queries } from '#platform/web/query.ts'
import { useRegionChoice } from '#platform/web/shell/region-choice.ts'
import { useMe } from '#platform/web/shell/session.tsx'
import { useWords } from '#platform/web/words/use-words.ts'
import { MOST_FORM_PROJECTS } from '../../one-off/contract.ts'
import { ledger } from '../api.ts'
import { readFilter } from '../list/filter.ts'
import { filterWords } from '../list/filter-words.ts'
import { useOrganisations } from '../parts/use-organisations.ts'
import { AskedColumns } from './AskedColumns.tsx'
import { askedOf, type DraftColumn, isComplete, newColumn } from './draft-columns.ts'
import './one-off.css'

export type Chosen = { ids: number[] } | { filter: Record<string, string> }

const NO_NAMES: ReadonlyMap<number, string> = new Map()

/** Something asked once: title, day, columns; the projects were chosen in the ledger. */
export function NewFormPanel({ projects, onClose }: { projects: Chosen; onClose: () => void }) {
  const w = useWords()
  const go = useGo()
  const me = useMe()
  const [region] = useRegionChoice()
  const { all } = useOrganisations()
  const [title, setTitle] = useState('')
  const [note, setNote] = useState('')
  const [dueOn, setDueOn] = useState('')
  const [orgId, setOrgId] = useState(String(region?.id ?? me.organisation.id))
  const [columns, setColumns] = useState<DraftColumn[]>([newColumn(0)])
  const { count, words: about } = useChosen(projects)
  const send = useMutation({
    mutationFn: () =>
      ledger.createOneOffForm({
        body: {
          title,
          note,
          dueOn,
          orgId: Number(orgId),
          columns: columns.map(askedOf),
          ...('ids' in projects ? { projectIds: projects.ids } : { filter: projects.filter }),
        },
      }),
    onSuccess: (form) => {
      for (const route of [ledger.listOneOffForms, ledger.listOwnColumns])
        void queries.invalidateQueries({ queryKey: route.key() })
      notify(w('oneOff.sent', { name: form.title, count: form.total }))
      go(`/one-off-forms/${form.id}`)
    },
  })
  const fits = count !== null && count > 0 && count <= MOST_FORM_PROJECTS
  const ready = title.trim().length > 1 && dueOn !== '' && fits && columns.length > 0 && columns.every(isComplete)
  return (
    <SidePanel
      title={w('oneOff.new')}
      note={about}
      width="l"
      onClose={onClose}
      foot={
        <Button kind="primary" disabled={!ready} busy={send.isPending} onClick={() => send.mutate()}>
          {w('oneOff.send')}
        </Button>
      }
    >
      {send.error && <ErrorNote problem={send.error} />}
      {count !== null && count > MOST_FORM_PROJECTS && (
        <Note kind="warning">{w('oneOff.tooMany', { count: MOST_FORM_PROJECTS })}</Note>
      )}
      <Field label={w('oneOff.name')} required>
        {(field) => (
          <TextInput
            {...field}
            value={title}
            onChange={setTitle}
            maxLength={60}
            placeholder={w('oneOff.namePlaceholder')}
          />
        )}
      </Field>
      <div className="oo-pair">
        <Field label={w('oneOff.due')} hint={w('oneOff.dueHint')} required>
          {(field) => <DateInput {...field} value={dueOn} onChange={setDueOn} />}
        </Field>
        <Field label={w('oneOff.org')} hint={w('oneOff.orgHint')}>
          {(field) => (
            <Select
              {...field}
              value={orgId}
              onChange={setOrgId}
              options={all.map((org) => ({ value: String(org.id), label: org.name }))}
            />
          )}
        </Field>
      </div>
      <Field label={w('oneOff.explain')}>
        {(field) => <TextArea {...field} rows={2} value={note} onChange={setNote} maxLength={1000} />}
      </Field>
      <AskedColumns orgId={Number(orgId)} columns={columns} onChange={setColumns} />
    </SidePanel>
  )
}

/** How many projects are asked about, and which, in words. */
function useChosen(projects: Chosen): { count: number | null; words: string } {
  const w = useWords()
  const { names } = useOrganisations()
  const query = 'filter' in projects ? projects.filter : {}
  const listed = useQuery({
    ...ledger.listProjects.query({ query: { ...query, limit: '1' } as never }),
    enabled: 'filter' in projects,
  })
  if ('ids' in projects)
    return { count: projects.ids.length, words: w('oneOff.ofSelection', { count: projects.ids.length }) }
  const count = listed.data?.total ?? null
  if (count === null) return { count, words: w('oneOff.counting') }
  const said = filterWords(w, readFilter(projects.filter), {
    orgs: names,
    campaigns: NO_NAMES,
    terms: NO_NAMES,
    rosters: NO_NAMES,
  })
  return { count, words: `${w('oneOff.ofFilter', { filter: said, count })} ${w('oneOff.filterHint')}` }
}
