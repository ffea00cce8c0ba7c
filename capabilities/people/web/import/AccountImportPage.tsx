import { useState } from 'react'
import { Link } from '#platform/web/address.tsx'
import { Button } from '#platform/web/kit/Button.tsx'
import { ErrorNote } from '#platform/web/kit/ErrorNote.tsx'
import { FileDrop } from '#platform/web/kit/FileDrop.tsx'
import { Note } from '#platform/web/kit/Note.tsx'
import { Page } from '#platform/web/kit/Page.tsx'
import { useWords } from '#platform/web/words/use-words.ts'
import { MAX_ACCOUNT_WORKBOOK_BYTES } from '../../accounts/import-contract.ts'
import { people } from '../api.ts'
import { Slips } from '../Slips.tsx'
import { downloadList } from './download-list.ts'
import { PreviewTable } from './PreviewTable.tsx'
import { type ImportState, useAccountImport } from './use-account-import.ts'
import '../people.css'
import './import.css'

/** A workbook of people: seen row by row, confirmed, created, and handed over on slips. */
export function AccountImportPage() {
  const w = useWords()
  const work = useAccountImport()
  const { preview, made, isRunning } = work.state
  return (
    <Page
      title={w('people.importTitle')}
      note={w('people.importNote')}
      trail={<Link to="/people">{w('people.title')}</Link>}
      toolbar={
        <a className="button button-plain button-m" href={people.downloadAccountTemplate.url()} download>
          {w('people.template')}
        </a>
      }
    >
      {!preview && <Upload onFile={work.upload} problem={work.state.problem} />}
      {preview && !isRunning && made.length === 0 && <Confirm work={work} />}
      {preview && (isRunning || made.length > 0) && <Progress work={work} />}
    </Page>
  )
}

type Work = ReturnType<typeof useAccountImport>

function Upload({ onFile, problem }: { onFile: Work['upload']; problem: ImportState['problem'] }) {
  const w = useWords()
  const [percent, setPercent] = useState<number | null>(null)
  const send = async (file: File) => {
    setPercent(0)
    await onFile(file, setPercent)
    setPercent(null)
  }
  return (
    <div className="import-upload">
      <FileDrop
        kinds={['.xlsx', '.xls', '.csv']}
        maxBytes={MAX_ACCOUNT_WORKBOOK_BYTES}
        onFile={(file) => void send(file)}
        progress={percent}
        hint={w('people.importHint')}
      />
      {problem ? <ErrorNote problem={problem} /> : null}
    </div>
  )
}

function Confirm({ work }: { work: Work }) {
  const w = useWords()
  const { preview, problem } = work.state
  if (!preview) return null
  const faulty = preview.rows.filter(({ problems }) => problems.length > 0).length
  return (
    <>
      <Note kind={preview.ready ? 'done' : 'problem'}>
        <p>
          {preview.ready
            ? w('people.importReady', { count: preview.rows.length })
            : w('people.importFaulty', { count: faulty })}
        </p>
      </Note>
      {problem ? <ErrorNote problem={problem} /> : null}
      <div className="panel-actions">
        <Button onClick={work.restart}>{w('people.importAgain')}</Button>
        {preview.ready && (
          <Button kind="primary" onClick={() => void work.run()}>
            {w('people.importDo', { count: preview.rows.length })}
          </Button>
        )}
      </div>
      <PreviewTable rows={preview.rows} />
    </>
  )
}

function Progress({ work }: { work: Work }) {
  const w = useWords()
  const { preview, made, isRunning, problem, isDone } = work.state
  const total = preview?.rows.length ?? 0
  const handed = made.flatMap((person) =>
    person.initialPassword === null ? [] : [{ ...person, initialPassword: person.initialPassword }],
  )
  const count = { done: made.length, total }
  return (
    <>
      <div aria-live="polite">
        {isRunning && <Note>{w('people.importing', count)}</Note>}
        {isDone && <Note kind="done">{w('people.importDone', { count: made.length })}</Note>}
        {!isRunning && !isDone && <Note kind="warning">{w('people.importStopped', count)}</Note>}
      </div>
      {isRunning && <progress className="import-progress" max={total} value={made.length} />}
      {problem ? <ErrorNote problem={problem} /> : null}
      {!isRunning && (
        <div className="panel-actions no-print">
          {!isDone && (
            <Button kind="primary" onClick={() => void work.run()}>
              {w('people.importGoOn')}
            </Button>
          )}
          <Button kind={isDone ? 'primary' : 'plain'} onClick={() => window.print()}>
            {w('people.importPrint')}
          </Button>
          <Button onClick={() => downloadList(handed)}>{w('people.importDownload')}</Button>
          {isDone && <Button onClick={work.restart}>{w('people.importAgain')}</Button>}
        </div>
      )}
      {!isRunning && <Slips people={handed} />}
    </>
  )
}
