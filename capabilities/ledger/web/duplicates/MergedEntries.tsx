import { useEffect, useState } from 'react'
import { Link, useGo, useSearch } from '#platform/web/address.tsx'
import { instantText } from '#platform/web/format.ts'
import { Button } from '#platform/web/kit/Button.tsx'
import { Dialog } from '#platform/web/kit/Dialog.tsx'
import { Field } from '#platform/web/kit/Field.tsx'
import { TextInput } from '#platform/web/kit/inputs.tsx'
import { Note } from '#platform/web/kit/Note.tsx'
import { notify } from '#platform/web/kit/toast.tsx'
import { queries } from '#platform/web/query.ts'
import { useMay } from '#platform/web/shell/session.tsx'
import { useWords } from '#platform/web/words/use-words.ts'
import type { Project } from '../../contract.ts'
import { ledger } from '../api.ts'

/**
 * Above a project's page: an entry that was merged leads on to the project it is part of, unless one asks for the entry itself; that project
 * names its entries, and merging can be taken back there.
 */
export function MergedEntries({ project }: { project: Project }) {
  const w = useWords()
  const go = useGo()
  const [search] = useSearch()
  const into = project.mergedInto
  const leadsOn = into !== null && into.name !== '' && search.entry !== 'own'
  useEffect(() => {
    if (leadsOn) go(`/projects/${into.id}?from=${project.id}`, { replace: true })
  }, [leadsOn, into, project.id, go])
  if (into) {
    return (
      <Note kind="warning">
        {w('duplicates.isMerged', { name: into.name })}{' '}
        <Link to={`/projects/${into.id}`}>{w('duplicates.openIt')}</Link>
      </Note>
    )
  }
  return project.merged.map((entry) => <Entry key={entry.mergeId} entry={entry} from={search.from} />)
}

function Entry({ entry, from }: { entry: Project['merged'][number]; from: string | undefined }) {
  const w = useWords()
  const mayMerge = useMay('project.merge')
  const [undoing, setUndoing] = useState(false)
  const text = { name: entry.name, at: instantText(entry.at) }
  return (
    <Note kind={from === String(entry.id) ? 'warning' : 'plain'}>
      {w(from === String(entry.id) ? 'duplicates.ledHere' : 'duplicates.hasMerged', text)}{' '}
      <Link to={`/projects/${entry.id}?entry=own`}>{w('duplicates.openEntry')}</Link>
      {mayMerge && (
        <Button kind="quiet" size="s" onClick={() => setUndoing(true)}>
          {w('duplicates.undo')}
        </Button>
      )}
      {undoing && <UndoMerge entry={entry} onClose={() => setUndoing(false)} />}
    </Note>
  )
}

function UndoMerge({ entry, onClose }: { entry: Project['merged'][number]; onClose: () => void }) {
  const w = useWords()
  const [reason, setReason] = useState('')
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<unknown>(null)
  const undo = async () => {
    setBusy(true)
    try {
      await ledger.undoMerge({ params: { id: entry.mergeId }, body: { reason: reason.trim() } })
      for (const route of [ledger.readProject, ledger.listProjects, ledger.readRollups])
        void queries.invalidateQueries({ queryKey: route.key() })
      notify(w('duplicates.undone', { name: entry.name }))
      onClose()
    } catch (refusal) {
      setProblem(refusal)
      setBusy(false)
    }
  }
  return (
    <Dialog
      title={w('duplicates.undoTitle')}
      confirm={w('duplicates.undo')}
      danger
      busy={busy}
      disabled={reason.trim().length < 2}
      problem={problem}
      onConfirm={() => void undo()}
      onClose={onClose}
    >
      <p>{w('duplicates.undoText', { name: entry.name })}</p>
      <Field label={w('imports.undoReason')} required>
        {(field) => <TextInput {...field} value={reason} onChange={setReason} maxLength={200} />}
      </Field>
    </Dialog>
  )
}
