import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { Link, useGo } from '#platform/web/address.tsx'
import { Button } from '#platform/web/kit/Button.tsx'
import { ErrorNote } from '#platform/web/kit/ErrorNote.tsx'
import { FileDrop } from '#platform/web/kit/FileDrop.tsx'
import { Segmented } from '#platform/web/kit/inputs.tsx'
import { Note } from '#platform/web/kit/Note.tsx'
import { Page } from '#platform/web/kit/Page.tsx'
import { notify } from '#platform/web/kit/toast.tsx'
import { useWords } from '#platform/web/words/use-words.ts'
import { MAX_IMPORT_BYTES, type OrganisationImportPreview } from '../../organisations/import/contract.ts'
import { people } from '../api.ts'
import { ImportRows } from './ImportRows.tsx'
import { organisationsChanged } from './organisations-changed.ts'
import '../people.css'
import './organisations.css'

/** A workbook of units: seen row by row, then written all at once. The file is sent again on confirmation; the digest says it is the one seen. */
export function OrganisationImportPage() {
  const w = useWords()
  const go = useGo()
  const [file, setFile] = useState<File | null>(null)
  const [percent, setPercent] = useState<number | null>(null)
  const read = useMutation({
    mutationFn: (given: File) =>
      people.previewOrganisationImport({ file: given, fileName: given.name }, { onProgress: setPercent }),
    onSettled: () => setPercent(null),
  })
  const write = useMutation({
    mutationFn: (given: { file: File; digest: string }) =>
      people.writeOrganisationImport({ query: { digest: given.digest }, file: given.file, fileName: given.file.name }),
    onSuccess: async ({ counts }) => {
      await organisationsChanged()
      notify(w('organisations.written', { added: counts.new, changed: counts.changed }))
      go('/organisations')
    },
  })
  const take = (given: File) => {
    setFile(given)
    write.reset()
    read.mutate(given)
  }
  const restart = () => {
    setFile(null)
    read.reset()
    write.reset()
  }
  return (
    <Page
      title={w('organisations.importTitle')}
      note={w('organisations.importNote')}
      trail={<Link to="/organisations">{w('organisations.title')}</Link>}
      toolbar={
        <a className="button button-plain button-m" href={people.downloadOrganisationTemplate.url()} download>
          {w('organisations.template')}
        </a>
      }
    >
      {!read.data && (
        <div className="unit-upload">
          <FileDrop
            kinds={['.xlsx', '.xls', '.csv']}
            maxBytes={MAX_IMPORT_BYTES}
            onFile={take}
            progress={percent ?? (read.isPending ? 100 : null)}
            hint={w('organisations.importHint')}
          />
          {read.error && <ErrorNote problem={read.error} />}
        </div>
      )}
      {read.data && file && (
        <Confirm
          preview={read.data}
          busy={write.isPending}
          problem={write.error}
          onWrite={() => write.mutate({ file, digest: read.data.digest })}
          onRestart={restart}
        />
      )}
    </Page>
  )
}

type Confirming = {
  preview: OrganisationImportPreview
  busy: boolean
  problem: unknown
  onWrite: () => void
  onRestart: () => void
}
const STATES = ['new', 'changed', 'unchanged', 'refused'] as const

function Confirm({ preview, busy, problem, onWrite, onRestart }: Confirming) {
  const w = useWords()
  const { counts, rows } = preview
  const attention = rows.filter(({ state, warnings }) => state !== 'unchanged' || warnings.length > 0)
  const [show, setShow] = useState<'attention' | 'all'>('attention')
  const toWrite = counts.new + counts.changed
  return (
    <>
      <Note kind={counts.refused > 0 ? 'problem' : 'plain'}>
        <p>
          <strong>{preview.fileName}</strong>
          {'　'}
          {STATES.filter((state) => counts[state] > 0)
            .map((state) => w(`organisations.count.${state}`, { count: counts[state] }))
            .join('，')}
        </p>
        {counts.refused > 0 && <p>{w('organisations.refusedHint')}</p>}
        {counts.refused === 0 && toWrite === 0 && <p>{w('organisations.nothingToDo')}</p>}
      </Note>
      {problem ? <ErrorNote problem={problem} /> : null}
      <div className="unit-confirm">
        <Segmented
          label={w('organisations.show')}
          value={show}
          onChange={setShow}
          options={(['attention', 'all'] as const).map((value) => ({ value, label: w(`organisations.show.${value}`) }))}
        />
        <span className="unit-confirm-acts">
          <Button onClick={onRestart}>{w('organisations.otherFile')}</Button>
          <Button kind="primary" busy={busy} disabled={counts.refused > 0 || toWrite === 0} onClick={onWrite}>
            {w('organisations.write')}
          </Button>
        </span>
      </div>
      <ImportRows rows={show === 'all' ? rows : attention} />
    </>
  )
}
