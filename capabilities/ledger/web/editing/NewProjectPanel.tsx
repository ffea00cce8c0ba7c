import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { compareWan } from '#kernel/money.ts'
import { Link, useGo } from '#platform/web/address.tsx'
import { Button } from '#platform/web/kit/Button.tsx'
import { ErrorNote } from '#platform/web/kit/ErrorNote.tsx'
import { Note } from '#platform/web/kit/Note.tsx'
import { SidePanel } from '#platform/web/kit/SidePanel.tsx'
import { notify } from '#platform/web/kit/toast.tsx'
import { queries } from '#platform/web/query.ts'
import { useRegionChoice } from '#platform/web/shell/region-choice.ts'
import { useWords } from '#platform/web/words/use-words.ts'
import { ledger } from '../api.ts'
import { type Draft, FieldsForm } from './FieldsForm.tsx'
import { changedFields, SECTION_NAMES, SECTIONS } from './sections.ts'
import { useDraft } from './use-draft.ts'

/** Enters one project; looks for projects of nearly the same name while one types. */
export function NewProjectPanel({ onClose }: { onClose: () => void }) {
  const w = useWords()
  const go = useGo()
  const [region] = useRegionChoice()
  const state = useDraft({ library: 'construction', isPriority: false, ...(region ? { orgId: region.id } : {}) })
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<unknown>(null)
  const complaints = useComplaints(state.draft)
  const create = async () => {
    setBusy(true)
    try {
      const body = { ...changedFields({}, state.draft), name: state.draft.name!.trim(), orgId: state.draft.orgId! }
      const { id, name } = await ledger.createProject({ body })
      await queries.invalidateQueries({ queryKey: ledger.listProjects.key() })
      notify(w('ledger.entry.done', { name }))
      go(`/projects/${id}`)
    } catch (error) {
      setProblem(error)
      setBusy(false)
    }
  }
  const missing = !state.draft.name?.trim() || !state.draft.orgId
  return (
    <SidePanel
      title={w('ledger.entry.title')}
      note={missing ? w('ledger.entry.needed') : w('ledger.entry.note')}
      width="l"
      onClose={onClose}
      foot={
        <>
          <Button onClick={onClose}>{w('kit.cancel')}</Button>
          <Button kind="primary" busy={busy} disabled={missing || state.hasProblem} onClick={() => void create()}>
            {w('ledger.entry.create')}
          </Button>
        </>
      }
    >
      {SECTION_NAMES.map((section) => (
        <section key={section} className="form-section">
          <h3>{w(`ledger.section.${section}`)}</h3>
          <FieldsForm fields={SECTIONS[section]} state={state} />
          {section === 'basics' && <SimilarNames name={state.draft.name ?? ''} />}
        </section>
      ))}
      {complaints.map((text) => (
        <Note key={text} kind="warning">
          {text}
        </Note>
      ))}
      {problem ? <ErrorNote problem={problem} /> : null}
    </SidePanel>
  )
}

/** What does not hold together; said before saving, never in the way of it. */
function useComplaints({ totalInvestment, completedToLastYearEnd, startDate, finishDate, stage }: Draft): string[] {
  const w = useWords()
  const list: string[] = []
  if (totalInvestment && completedToLastYearEnd && compareWan(completedToLastYearEnd, totalInvestment) > 0) {
    list.push(w('ledger.entry.doneExceedsTotal'))
  }
  if (startDate && finishDate && finishDate < startDate.slice(0, finishDate.length))
    list.push(w('ledger.entry.finishBeforeStart'))
  if (startDate && (stage === 'planning' || stage === 'signed' || stage === 'preparation'))
    list.push(w('ledger.entry.startedInEarlyStage'))
  return list
}

/** Projects that may be the same one. */
function SimilarNames({ name }: { name: string }) {
  const w = useWords()
  const wanted = name.trim()
  const { data } = useQuery({
    ...ledger.listProjects.query({ query: { q: wanted.slice(0, 60), limit: 3 } }),
    enabled: wanted.length >= 4,
    staleTime: 30_000,
  })
  if (wanted.length < 4 || !data || data.items.length === 0) return null
  return (
    <Note kind="warning">
      <p>{w('ledger.entry.similar')}</p>
      <ul>
        {data.items.map((row) => (
          <li key={row.id}>
            <Link to={`/projects/${row.id}`}>{row.name}</Link>　{row.countyName}
          </li>
        ))}
      </ul>
    </Note>
  )
}
