import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Link } from '#platform/web/address.tsx'
import { instantText, monthOfYear } from '#platform/web/format.ts'
import { Button } from '#platform/web/kit/Button.tsx'
import { EmptyState } from '#platform/web/kit/EmptyState.tsx'
import { ErrorNote } from '#platform/web/kit/ErrorNote.tsx'
import { Skeleton } from '#platform/web/kit/Note.tsx'
import { SidePanel } from '#platform/web/kit/SidePanel.tsx'
import { useMay } from '#platform/web/shell/session.tsx'
import { useWords } from '#platform/web/words/use-words.ts'
import type { ProjectPhoto } from '../../contract.ts'
import { dispatch } from '../api.ts'
import './project-photos.css'

type Props = { project: { id: number } }
const AT_FIRST = 12

/** 现场影像: what the reports of a project brought, month by month, the latest first; a picture opens beside the page. */
export function ProjectPhotos({ project }: Props) {
  const w = useWords()
  const may = useMay('round.read')
  const { data, error, refetch } = useQuery({ ...ofProject(project.id), enabled: may })
  const [all, setAll] = useState(false)
  const [opened, setOpened] = useState<number | null>(null)
  if (error) return <ErrorNote problem={error} onRetry={() => void refetch()} />
  if (!data) return may ? <Skeleton lines={4} /> : null
  const photos = data.items
  if (photos.length === 0) return <EmptyState title={w('dispatch.noPhotos')}>{w('dispatch.noPhotosText')}</EmptyState>
  const shown = all ? photos : photos.slice(0, AT_FIRST)
  const at = photos.findIndex(({ fileId }) => fileId === opened)
  return (
    <>
      <ul className="project-photos">
        {shown.map((photo) => (
          <li key={photo.fileId}>
            <button type="button" onClick={() => setOpened(photo.fileId)}>
              <img src={addressOf(photo)} alt={photo.name} loading="lazy" decoding="async" />
              <span>{monthOfYear(photo.month)}</span>
            </button>
          </li>
        ))}
      </ul>
      {photos.length > AT_FIRST && !all && (
        <Button kind="quiet" size="s" className="no-print" onClick={() => setAll(true)}>
          {w('dispatch.allPhotos', { count: photos.length })}
        </Button>
      )}
      {at >= 0 && (
        <OpenPhoto
          photo={photos[at]!}
          onStep={(step) => setOpened(photos[(at + step + photos.length) % photos.length]!.fileId)}
          onClose={() => setOpened(null)}
        />
      )}
    </>
  )
}

/** How many there are, beside the section's name. */
export function PhotosGlance({ project }: Props) {
  const { data } = useQuery({ ...ofProject(project.id), enabled: useMay('round.read') })
  return data && data.items.length > 0 ? <span>{data.items.length}</span> : null
}

function OpenPhoto({
  photo,
  onStep,
  onClose,
}: {
  photo: ProjectPhoto
  onStep: (step: number) => void
  onClose: () => void
}) {
  const w = useWords()
  return (
    <SidePanel
      title={photo.name}
      note={`${photo.roundTitle} · ${photo.uploadedBy} · ${instantText(photo.uploadedAt)}`}
      width="l"
      onClose={onClose}
      foot={
        <>
          <Button onClick={() => onStep(-1)}>{w('dispatch.photoBefore')}</Button>
          <Button onClick={() => onStep(1)}>{w('dispatch.photoAfter')}</Button>
          <Link className="button" to={`/reports/${photo.reportId}`}>
            {w('dispatch.photoReport')}
          </Link>
        </>
      }
    >
      <img className="project-photo-open" src={addressOf(photo)} alt={photo.name} />
    </SidePanel>
  )
}

function ofProject(id: number) {
  return dispatch.listProjectPhotos.query({ query: { projects: String(id) as never, each: 60 } })
}

export function addressOf({ fileId }: { fileId: number }): string {
  return dispatch.readFile.url({ params: { id: fileId } })
}
