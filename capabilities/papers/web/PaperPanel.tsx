import { lazy, Suspense, useState } from 'react'
import { instantText } from '#platform/web/format.ts'
import { Button } from '#platform/web/kit/Button.tsx'
import { Dialog } from '#platform/web/kit/Dialog.tsx'
import { Field } from '#platform/web/kit/Field.tsx'
import { TextInput } from '#platform/web/kit/inputs.tsx'
import { Note } from '#platform/web/kit/Note.tsx'
import { SidePanel } from '#platform/web/kit/SidePanel.tsx'
import { notify, notifyProblem } from '#platform/web/kit/toast.tsx'
import { useWords } from '#platform/web/words/use-words.ts'
import type { FileVersion, Paper } from '../contract.ts'
import { papers } from './api.ts'
import { dateWords, fileText, kindLabel } from './labels.ts'
import { papersChanged } from './papers-changed.ts'
import { Preview } from './preview/Preview.tsx'
import { FileButton, noticeText } from './upload/Uploader.tsx'
import './paper-panel.css'

const PaperForm = lazy(async () => ({ default: (await import('./PaperForm.tsx')).PaperForm }))

type Props = { paper: Paper; rights: { mayAdd: boolean; mayWrite: boolean }; onClose: () => void }

/** One paper: looked into, its particulars, its files over time, and what may be done with it. */
export function PaperPanel({ paper, rights, onClose }: Props) {
  const w = useWords()
  const [number, setNumber] = useState<number | null>(null)
  const [doing, setDoing] = useState<'edit' | 'withdraw' | null>(null)
  const file = paper.files.find((one) => one.number === number) ?? paper.files[0]
  const mayChange = rights.mayWrite || (rights.mayAdd && paper.isMine)
  return (
    <SidePanel
      title={paper.title}
      note={[kindLabel(w, paper), file && fileText(w, file)].filter(Boolean).join(' · ')}
      width="l"
      onClose={onClose}
      foot={
        <>
          {mayChange && <Acts paper={paper} onEdit={() => setDoing('edit')} onWithdraw={() => setDoing('withdraw')} />}
          {file && (
            <a
              className="button button-primary"
              href={papers.downloadPaper.url({ params: { id: paper.id }, query: { version: file.number } })}
              download
            >
              {w('papers.download')}
            </a>
          )}
        </>
      }
    >
      {paper.withdrawn && (
        <Note kind="warning">
          {w('papers.withdrawnBy', { ...paper.withdrawn, at: instantText(paper.withdrawn.at) })}
        </Note>
      )}
      {file?.notices.map((notice) => {
        const text = noticeText(w, notice)
        return text && <Note key={notice}>{text}</Note>
      })}
      {file ? <Preview key={file.sha256} paper={paper} file={file} /> : <Note>{w('papers.noFile')}</Note>}
      <Particulars paper={paper} file={file} />
      {paper.files.length > 1 && <Versions paper={paper} shown={file!.number} onShow={setNumber} />}
      {doing === 'edit' && (
        <Suspense fallback={null}>
          <PaperForm
            projectId={paper.projectId}
            paper={paper}
            onClose={() => setDoing(null)}
            onSaved={() => setDoing(null)}
          />
        </Suspense>
      )}
      {doing === 'withdraw' && <WithdrawDialog paper={paper} onClose={() => setDoing(null)} />}
    </SidePanel>
  )
}

function Acts({ paper, onEdit, onWithdraw }: { paper: Paper; onEdit: () => void; onWithdraw: () => void }) {
  const w = useWords()
  const [percent, setPercent] = useState<number | null>(null)
  const send = async ([file]: File[]) => {
    if (!file) return
    setPercent(0)
    try {
      const request = { params: { id: paper.id }, file, fileName: file.name }
      await papers.addPaperVersion(request, { onProgress: setPercent })
      await papersChanged()
      notify(w('papers.versionAdded'))
    } catch (error) {
      notifyProblem(error)
    } finally {
      setPercent(null)
    }
  }
  if (paper.withdrawn) return <Button onClick={() => void restore(paper, w)}>{w('papers.restore')}</Button>
  return (
    <>
      <Button kind="quiet" onClick={onWithdraw}>
        {w('papers.withdraw')}
      </Button>
      {percent === null ? (
        <FileButton
          single
          label={w(paper.files.length > 0 ? 'papers.newVersion' : 'papers.addFile')}
          onFiles={(files) => void send(files)}
        />
      ) : (
        <Button busy>{percent < 100 ? w('papers.sending', { percent }) : w('papers.checking')}</Button>
      )}
      <Button onClick={onEdit}>{w('papers.edit')}</Button>
    </>
  )
}

async function restore(paper: Paper, w: ReturnType<typeof useWords>): Promise<void> {
  try {
    await papers.restorePaper({ params: { id: paper.id } })
    await papersChanged()
    notify(w('papers.restored', { title: paper.title }))
  } catch (error) {
    notifyProblem(error)
  }
}

function WithdrawDialog({ paper, onClose }: { paper: Paper; onClose: () => void }) {
  const w = useWords()
  const [reason, setReason] = useState('')
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<unknown>(null)
  const withdraw = async () => {
    setBusy(true)
    try {
      await papers.withdrawPaper({ params: { id: paper.id }, body: { reason: reason.trim() } })
      await papersChanged()
      notify(w('papers.withdrawn'), { undo: () => void restore(paper, w) })
      onClose()
    } catch (error) {
      setProblem(error)
      setBusy(false)
    }
  }
  return (
    <Dialog
      title={w('papers.withdrawTitle', { title: paper.title })}
      confirm={w('papers.withdraw')}
      danger
      busy={busy}
      disabled={reason.trim().length < 2}
      problem={problem}
      onConfirm={() => void withdraw()}
      onClose={onClose}
    >
      <p>{w('papers.withdrawText')}</p>
      <Field label={w('papers.withdrawReason')} required>
        {(field) => <TextInput {...field} value={reason} onChange={setReason} maxLength={200} />}
      </Field>
    </Dialog>
  )
}

function Particulars({ paper, file }: { paper: Paper; file: FileVersion | undefined }) {
  const w = useWords()
  const isContract = paper.kind === 'contract'
  const rows: [string, string | null][] = [
    [w('papers.number'), paper.number],
    [w(isContract ? 'papers.otherSide' : 'papers.issuer'), paper.issuer],
    [
      w(isContract ? 'papers.signedOn' : paper.kind === 'approval' ? 'papers.issuedOn' : 'papers.datedOn'),
      dateWords(paper.issuedOn),
    ],
    [w('papers.expiresOn'), dateWords(paper.expiresOn)],
    [w('papers.note'), paper.note],
  ]
  return (
    <dl className="paper-particulars">
      {rows.map(([label, value]) =>
        value ? (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ) : null,
      )}
      <div className="paper-origin">
        <dd>
          {w('papers.enteredBy', { by: paper.createdBy, at: instantText(paper.createdAt) })}
          {file && `　${w(`papers.lookedAt.${file.lookedAt}`)}`}
        </dd>
      </div>
      {file && (
        <div className="paper-origin">
          <dt>{w('papers.sha256')}</dt>
          <dd className="paper-hash">{file.sha256}</dd>
        </div>
      )}
    </dl>
  )
}

function Versions({ paper, shown, onShow }: { paper: Paper; shown: number; onShow: (number: number) => void }) {
  const w = useWords()
  return (
    <section>
      <h3>{w('papers.versions')}</h3>
      <ol className="paper-versions">
        {paper.files.map((file, index) => (
          <li key={file.number} aria-current={file.number === shown}>
            <button type="button" className="papers-link" onClick={() => onShow(file.number)}>
              {w('papers.versionNumber', { number: file.number })}
            </button>
            {index === 0 && <strong>{w('papers.current')}</strong>}
            <span>{file.fileName}</span>
            <small>
              {fileText(w, file)} · {w('papers.uploadedBy', { by: file.uploadedBy, at: instantText(file.uploadedAt) })}
            </small>
          </li>
        ))}
      </ol>
    </section>
  )
}
