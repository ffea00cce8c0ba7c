import { useState } from 'react'
import { Button } from '#platform/web/kit/Button.tsx'
import { useIsPhone } from '#platform/web/kit/media.ts'
import { notifyProblem } from '#platform/web/kit/toast.tsx'
import { useWords } from '#platform/web/words/use-words.ts'
import type { Report } from '../../contract.ts'
import { dispatch } from '../api.ts'
import { keepReport } from './keep-report.ts'
import { type Sending, usePhotoQueue } from './use-photo-queue.ts'

/** Photographs of the site: taken on the spot with a phone, or chosen; each uploads by itself and can be taken away again. */
export function Photos({ report }: { report: Report }) {
  const w = useWords()
  const isPhone = useIsPhone()
  const { sending, add, retry, drop } = usePhotoQueue(report.id)
  return (
    <section className="photos">
      <h2>{w('dispatch.photos')}</h2>
      <div className="photos-add">
        {isPhone && <PhotoInput label={w('dispatch.takePhoto')} capture onFiles={add} />}
        <PhotoInput label={w('dispatch.choosePhotos')} onFiles={add} />
        <small>{w('dispatch.photosHint')}</small>
      </div>
      <PhotoList report={report} mayRemove>
        {sending.map((one) => (
          <SendingPhoto key={one.key} sending={one} onRetry={() => retry(one.key)} onDrop={() => drop(one.key)} />
        ))}
      </PhotoList>
    </section>
  )
}

function PhotoInput({
  label,
  capture,
  onFiles,
}: {
  label: string
  capture?: boolean
  onFiles: (files: File[]) => void
}) {
  return (
    <label className="button photos-input">
      <input
        type="file"
        className="sr-only"
        accept="image/jpeg,image/png,image/webp"
        multiple={!capture}
        capture={capture ? 'environment' : undefined}
        onChange={(event) => {
          onFiles(Array.from(event.target.files ?? []))
          event.target.value = ''
        }}
      />
      {label}
    </label>
  )
}

type ListProps = { report: Pick<Report, 'id' | 'photoList'>; mayRemove?: boolean; children?: React.ReactNode }

/** Small pictures that open to the whole one. */
export function PhotoList({ report, mayRemove = false, children }: ListProps) {
  const w = useWords()
  const [removing, setRemoving] = useState<number | null>(null)
  const remove = async (fileId: number) => {
    setRemoving(fileId)
    try {
      keepReport(await dispatch.removePhoto({ params: { id: report.id, fileId } }))
    } catch (error) {
      notifyProblem(error)
    } finally {
      setRemoving(null)
    }
  }
  return (
    <ul className="photos-list">
      {report.photoList.map(({ fileId, name }) => (
        <li key={fileId}>
          <a href={dispatch.readFile.url({ params: { id: fileId } })} target="_blank" rel="noreferrer">
            <img src={dispatch.readFile.url({ params: { id: fileId } })} alt={name} loading="lazy" />
          </a>
          {mayRemove && (
            <Button
              size="s"
              busy={removing === fileId}
              aria-label={w('dispatch.removePhotoNamed', { name })}
              onClick={() => void remove(fileId)}
            >
              {w('dispatch.removePhoto')}
            </Button>
          )}
        </li>
      ))}
      {children}
    </ul>
  )
}

function SendingPhoto({ sending, onRetry, onDrop }: { sending: Sending; onRetry: () => void; onDrop: () => void }) {
  const w = useWords()
  return (
    <li className="photo-sending">
      <img src={sending.preview} alt={sending.file.name} />
      {sending.problem === null ? (
        <>
          <span className="photo-progress" style={{ width: `${sending.percent}%` }} />
          <small aria-live="polite">{w('dispatch.sending', { percent: sending.percent })}</small>
        </>
      ) : (
        <>
          <small role="alert">{sending.problem}</small>
          <Button size="s" onClick={onRetry}>
            {w('kit.retry')}
          </Button>
          <Button size="s" kind="quiet" onClick={onDrop}>
            {w('dispatch.removePhoto')}
          </Button>
        </>
      )}
    </li>
  )
}
