import { useState } from 'react'
import { dateInChina } from '#kernel/period.ts'
import { Dialog } from '#platform/web/kit/Dialog.tsx'
import { Field } from '#platform/web/kit/Field.tsx'
import { Checkbox, TextInput } from '#platform/web/kit/inputs.tsx'
import { notify } from '#platform/web/kit/toast.tsx'
import { useWords } from '#platform/web/words/use-words.ts'
import type { Project } from '../../contract.ts'
import { ledger } from '../api.ts'
import { keepProject } from '../parts/keep-project.ts'
import { type TermChoice, useTerms } from '../parts/use-terms.ts'

/** Which terms a project carries; one that is retired can be taken away, not given. */
export function TermsDialog({ project, onClose }: { project: Project; onClose: () => void }) {
  const w = useWords()
  const had = new Set(project.terms.map(({ id }) => id))
  const [chosen, setChosen] = useState<ReadonlySet<number>>(had)
  const [reason, setReason] = useState('')
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<unknown>(null)
  const today = dateInChina(new Date())
  const isRetired = ({ validTo }: TermChoice) => validTo !== null && validTo <= today
  const terms = useTerms().filter((term) => !isRetired(term) || had.has(term.id))
  const dictionaries = [...new Set(terms.map(({ dictionary }) => dictionary))]
  const isSame = chosen.size === had.size && [...chosen].every((id) => had.has(id))
  const save = async () => {
    setBusy(true)
    try {
      const body = { version: project.version, termIds: [...chosen], ...(reason.trim() ? { reason } : {}) }
      keepProject(await ledger.setProjectTerms({ params: { id: project.id }, body }))
      notify(w('ledger.terms.done'))
      onClose()
    } catch (error) {
      setProblem(error)
      setBusy(false)
    }
  }
  const toggle = (id: number, wanted: boolean) =>
    setChosen((before) => new Set(wanted ? [...before, id] : [...before].filter((one) => one !== id)))
  return (
    <Dialog
      title={w('ledger.terms.dialog')}
      confirm={w('ledger.terms.set')}
      busy={busy}
      disabled={isSame}
      problem={problem}
      onConfirm={() => void save()}
      onClose={onClose}
    >
      {terms.length === 0 && <p>{w('ledger.terms.none')}</p>}
      {dictionaries.map((dictionary) => (
        <fieldset key={dictionary} className="terms-choice">
          <legend>{dictionary}</legend>
          {terms
            .filter((term) => term.dictionary === dictionary)
            .map((term) => (
              <Checkbox key={term.id} value={chosen.has(term.id)} onChange={(wanted) => toggle(term.id, wanted)}>
                {term.label}
                {isRetired(term) && <span className="no-value">（{w('ledger.terms.retired')}）</span>}
              </Checkbox>
            ))}
        </fieldset>
      ))}
      {terms.length > 0 && (
        <Field label={w('ledger.terms.reason')}>
          {(field) => <TextInput {...field} value={reason} onChange={setReason} maxLength={200} />}
        </Field>
      )}
    </Dialog>
  )
}
