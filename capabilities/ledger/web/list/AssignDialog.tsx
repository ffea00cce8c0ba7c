import { useState } from 'react'
import type { Account } from '#capabilities/people/contract.ts'
import { AccountSelect } from '#capabilities/people/web/public.tsx'
import { Dialog } from '#platform/web/kit/Dialog.tsx'
import { Field } from '#platform/web/kit/Field.tsx'
import { Checkbox } from '#platform/web/kit/inputs.tsx'
import { notify } from '#platform/web/kit/toast.tsx'
import { queries } from '#platform/web/query.ts'
import { useWords } from '#platform/web/words/use-words.ts'
import { ledger } from '../api.ts'

type Props = { projects: readonly { id: number; name: string }[]; onClose: () => void; onDone: () => void }

/** Makes one reporter answer for the figures of these projects. */
export function AssignDialog({ projects, onClose, onDone }: Props) {
  const w = useWords()
  const [reporter, setReporter] = useState<Account | null>(null)
  const [replace, setReplace] = useState(true)
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<unknown>(null)
  const assign = async () => {
    setBusy(true)
    try {
      const projectIds = projects.map(({ id }) => id)
      const { assigned } = await ledger.assignProjects({ body: { projectIds, accountId: reporter!.id, replace } })
      await queries.invalidateQueries({ queryKey: ledger.readProject.key() })
      notify(w('ledger.assign.done', { count: assigned, name: reporter!.displayName }))
      onDone()
    } catch (error) {
      setProblem(error)
      setBusy(false)
    }
  }
  return (
    <Dialog
      title={w('ledger.assign.title', { count: projects.length })}
      confirm={w('ledger.assign.confirm')}
      busy={busy}
      disabled={reporter === null}
      problem={problem}
      onConfirm={() => void assign()}
      onClose={onClose}
    >
      <ul className="assign-names">
        {projects.slice(0, 4).map(({ id, name }) => (
          <li key={id}>{name}</li>
        ))}
        {projects.length > 4 && <li className="no-value">{w('ledger.assign.more', { count: projects.length - 4 })}</li>}
      </ul>
      <Field label={w('ledger.assign.reporter')} required>
        {(field) => (
          <AccountSelect id={field.id} holding="reporter" value={reporter?.id ?? null} onChange={setReporter} />
        )}
      </Field>
      <Checkbox value={replace} onChange={setReplace}>
        {w('ledger.assign.replace')}
      </Checkbox>
    </Dialog>
  )
}
