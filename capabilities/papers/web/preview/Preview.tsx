import { useQuery } from '@tanstack/react-query'
import { lazy, Suspense, useState } from 'react'
import { ErrorNote } from '#platform/web/kit/ErrorNote.tsx'
import { Note, Skeleton } from '#platform/web/kit/Note.tsx'
import { useWords } from '#platform/web/words/use-words.ts'
import type { FileVersion, Paper } from '../../contract.ts'
import { papers } from '../api.ts'
import { isPicture } from '../labels.ts'
import { DocumentView } from './DocumentView.tsx'
import { PictureView } from './PictureView.tsx'
import { SheetView } from './SheetView.tsx'
import './preview.css'

const PdfView = lazy(async () => ({ default: (await import('./PdfView.tsx')).PdfView }))

type Props = { paper: Paper; file: FileVersion }

/** A file looked into inside the page: pictures and PDF as they are, Word and Excel as what they say. Nothing of a file is run. */
export function Preview({ paper, file }: Props) {
  const address = papers.downloadPaper.url({ params: { id: paper.id }, query: { look: 'true', version: file.number } })
  if (isPicture(file.format)) return <PictureView address={address} title={paper.title} />
  if (file.format !== 'pdf') return <ReadView paper={paper} file={file} />
  return (
    <Suspense fallback={<Skeleton lines={12} />}>
      <PdfView source={address} />
    </Suspense>
  )
}

/** What the server read out of the file. */
function ReadView({ paper, file }: Props) {
  const w = useWords()
  const [window, setWindow] = useState({ sheet: 0, top: 0 })
  const asked = papers.previewPaper.query({ params: { id: paper.id }, query: { version: file.number, ...window } })
  const { data, error, refetch, isFetching } = useQuery({
    ...asked,
    staleTime: Number.POSITIVE_INFINITY,
    placeholderData: (before) => before,
  })
  if (error) return <ErrorNote problem={error} onRetry={() => void refetch()} />
  if (!data) return <Skeleton lines={12} />
  if (data.type === 'workbook') return <SheetView data={data} busy={isFetching} onMove={setWindow} />
  if (data.type === 'document') return <DocumentView blocks={data.blocks} isCut={data.isCut} />
  if (data.type === 'none') return <Note>{data.why}</Note>
  if (data.type === 'pdf') {
    return (
      <Suspense fallback={<Skeleton lines={12} />}>
        <PdfView source={bytesOf(data.base64)} />
      </Suspense>
    )
  }
  return (
    <>
      <pre className="preview-plain">{data.text}</pre>
      {data.isCut && <Note>{w('papers.preview.cut')}</Note>}
    </>
  )
}

function bytesOf(base64: string): Uint8Array {
  return Uint8Array.from(atob(base64), (character) => character.charCodeAt(0))
}
