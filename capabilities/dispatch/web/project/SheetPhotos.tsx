import { useQuery } from '@tanstack/react-query'
import { monthOfYear } from '#platform/web/format.ts'
import { useMay } from '#platform/web/shell/session.tsx'
import { useWords } from '#platform/web/words/use-words.ts'
import { dispatch } from '../api.ts'
import { addressOf } from './ProjectPhotos.tsx'

/** The latest photograph or two of a project, for its printed sheet; asked for all sheets of a printing at once. */
export function SheetPhotos({ projectId, allIds }: { projectId: number; allIds: readonly number[] }) {
  const w = useWords()
  const may = useMay('round.read')
  const asked = dispatch.listProjectPhotos.query({ query: { projects: allIds.join(',') as never, each: 2 } })
  const { data } = useQuery({ ...asked, enabled: may })
  const photos = data?.items.filter((photo) => photo.projectId === projectId) ?? []
  if (photos.length === 0) return <p className="sheet-none">{w('dispatch.noPhotos')}</p>
  return (
    <>
      {photos.map((photo) => (
        <figure key={photo.fileId}>
          <img src={addressOf(photo)} alt={photo.name} />
          <figcaption>{monthOfYear(photo.month)}</figcaption>
        </figure>
      ))}
    </>
  )
}
