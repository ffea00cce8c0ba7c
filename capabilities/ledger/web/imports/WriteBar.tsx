import { useState } from 'react'
import { AccountSelect } from '#capabilities/people/web/public.tsx'
import { useGo } from '#platform/web/address.tsx'
import { Button } from '#platform/web/kit/Button.tsx'
import { Dialog } from '#platform/web/kit/Dialog.tsx'
import { ErrorNote } from '#platform/web/kit/ErrorNote.tsx'
import { queries } from '#platform/web/query.ts'
import { useWords } from '#platform/web/words/use-words.ts'
import type { ImportPreview } from '../../import/contract.ts'
import { ledger, people } from '../api.ts'
import { hindranceOf } from './standing.ts'
import type { ImportWork } from './use-import.ts'

type Props = { preview: ImportPreview; work: ImportWork }

/** Says what writing will do, and why it cannot be done yet. */
export function WriteBar({ preview, work }: Props) {
  const w = useWords()
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<unknown>(null)
  const { questions } = preview
  const standing = work.merge?.standing ?? null
  const hindrance = hindranceOf(preview, standing)
  const added = standing?.added ?? preview.summary.added
  const changed = standing?.projects ?? preview.summary.changed
  const write = async () => {
    setBusy(true)
    setProblem(null)
    try {
      // what was decided last goes first
      if (work.merge && !(await work.merge.flush())) return setBusy(false)
      const seen = preview.merge?.seen
      work.keep(await ledger.writeImport({ params: { id: preview.id }, body: seen ? { seen } : {} }))
      // an import may create organisations too
      for (const route of [ledger.listProjects, ledger.readRollups, ledger.readProject, people.listOrganisations]) {
        void queries.invalidateQueries({ queryKey: route.key() })
      }
      window.scrollTo({ top: 0 })
    } catch (error) {
      setProblem(error)
      work.retry()
    }
    setBusy(false)
  }
  return (
    <div className="write-bar">
      {problem ? <ErrorNote problem={problem} /> : null}
      <div className="write-line">
        <Reporter work={work} />
        <Discard id={preview.id} />
        <span className="write-why" aria-live="polite">
          {hindrance === 'questions' && w('imports.whyQuestions', { count: questions.length })}
          {hindrance === 'undecided' && w('imports.merge.whyUndecided', { count: standing?.undecided ?? 0 })}
          {hindrance === 'nothing' && w(preview.merge ? 'imports.merge.whyNothing' : 'imports.whyNothing')}
          {hindrance === null && standing && w('imports.merge.willWrite', { cells: standing.cells })}
        </span>
        <Button
          kind="primary"
          size="l"
          busy={busy || work.rereading}
          disabled={hindrance !== null}
          onClick={() => void write()}
        >
          {w('imports.write', { added, changed })}
        </Button>
      </div>
    </div>
  )
}

/** Who will answer for the figures of these projects; may be left. */
function Reporter({ work }: { work: ImportWork }) {
  const w = useWords()
  return (
    <span className="write-reporter">
      <label htmlFor="write-reporter">{w('ledger.assign.reporter')}</label>
      <AccountSelect
        holding="reporter"
        id="write-reporter"
        value={work.reporter}
        onChange={(account) => work.chooseReporter(account?.id ?? null)}
        clearable
        disabled={work.rereading}
      />
    </span>
  )
}

function Discard({ id }: { id: number }) {
  const w = useWords()
  const go = useGo()
  const [asking, setAsking] = useState(false)
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<unknown>(null)
  const discard = async () => {
    setBusy(true)
    try {
      await ledger.discardImport({ params: { id } })
      await queries.invalidateQueries({ queryKey: ledger.listImports.key() })
      go('/imports')
    } catch (error) {
      setProblem(error)
      setBusy(false)
    }
  }
  return (
    <>
      <Button kind="quiet" onClick={() => setAsking(true)}>
        {w('imports.discard')}
      </Button>
      {asking && (
        <Dialog
          title={w('imports.discardTitle')}
          confirm={w('imports.discard')}
          danger
          busy={busy}
          problem={problem}
          onConfirm={() => void discard()}
          onClose={() => setAsking(false)}
        >
          <p>{w('imports.discardText')}</p>
        </Dialog>
      )}
    </>
  )
}
