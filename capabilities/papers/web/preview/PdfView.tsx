import { GlobalWorkerOptions, getDocument, type PDFDocumentProxy, version } from 'pdfjs-dist/legacy/build/pdf.mjs'
import workerAddress from 'pdfjs-dist/legacy/build/pdf.worker.min.mjs?url'
import { useEffect, useRef, useState } from 'react'
import { Button } from '#platform/web/kit/Button.tsx'
import { Note, Skeleton } from '#platform/web/kit/Note.tsx'
import { useWords } from '#platform/web/words/use-words.ts'

// a worker of our own origin, as the content policy asks; nothing is compiled from text
GlobalWorkerOptions.workerSrc = workerAddress
/** Character maps, stand-in fonts and the decoder of JPEG 2000, put there by vite.config.ts. */
const PARTS = `/assets/pdfjs-${version}/`
const ZOOMS = [0.5, 0.75, 1, 1.5, 2, 3]

type State = { document: PDFDocumentProxy } | 'failed' | null

/** A PDF page by page, each drawn when it comes into view. Scripts, forms and links of the file are not brought to life. */
export function PdfView({ source }: { source: string | Uint8Array }) {
  const w = useWords()
  const state = useDocument(source)
  const [zoom, setZoom] = useState(2)
  if (state === 'failed') return <Note kind="warning">{w('papers.preview.pdfFailed')}</Note>
  if (state === null) return <Skeleton lines={12} />
  const { document } = state
  return (
    <div className="preview-pdf">
      <div className="preview-tools">
        <span>{w('papers.pages', { count: document.numPages })}</span>
        <Button
          size="s"
          disabled={zoom === 0}
          onClick={() => setZoom(zoom - 1)}
          aria-label={w('papers.preview.zoomOut')}
        >
          −
        </Button>
        <Button size="s" onClick={() => setZoom(2)}>
          {w('papers.preview.fit')}
        </Button>
        <Button
          size="s"
          disabled={zoom === ZOOMS.length - 1}
          onClick={() => setZoom(zoom + 1)}
          aria-label={w('papers.preview.zoomIn')}
        >
          +
        </Button>
      </div>
      <div className="preview-pages">
        {Array.from({ length: document.numPages }, (_, index) => (
          <PdfPage
            // biome-ignore lint/suspicious/noArrayIndexKey: the index is the page
            key={index}
            document={document}
            number={index + 1}
            zoom={ZOOMS[zoom]!}
            label={w('papers.preview.page', { page: index + 1, pages: document.numPages })}
          />
        ))}
      </div>
    </div>
  )
}

function useDocument(source: string | Uint8Array): State {
  const [state, setState] = useState<State>(null)
  useEffect(() => {
    const from = typeof source === 'string' ? { url: source } : { data: source.slice() }
    const loading = getDocument({
      ...from,
      isEvalSupported: false,
      enableXfa: false,
      useWasm: false,
      disableAutoFetch: true,
      disableStream: true,
      disableRange: true,
      cMapUrl: `${PARTS}cmaps/`,
      standardFontDataUrl: `${PARTS}standard_fonts/`,
      wasmUrl: `${PARTS}wasm/`,
      verbosity: 0,
    })
    let gone = false
    loading.promise.then(
      (document) => !gone && setState({ document }),
      () => !gone && setState('failed'),
    )
    return () => {
      gone = true
      void loading.destroy()
    }
  }, [source])
  return state
}

type PageProps = { document: PDFDocumentProxy; number: number; zoom: number; label: string }

/** One page at the width of its column times the zoom; its pixels are given back when it is out of view. */
function PdfPage({ document, number, zoom, label }: PageProps) {
  const box = useRef<HTMLDivElement>(null)
  const isNear = useIsNear(box)
  const [shape, setShape] = useState(1.414)
  useEffect(() => {
    if (!isNear) return
    let task: { cancel: () => void; promise: Promise<void> } | null = null
    let gone = false
    void (async () => {
      const page = await document.getPage(number)
      const element = box.current
      if (gone || !element) return
      const natural = page.getViewport({ scale: 1 })
      setShape(natural.height / natural.width)
      const width = element.clientWidth
      const ratio = Math.min(
        window.devicePixelRatio || 1,
        2,
        4096 / Math.max(width, width * (natural.height / natural.width)),
      )
      const viewport = page.getViewport({ scale: (width / natural.width) * ratio })
      const canvas = window.document.createElement('canvas')
      canvas.width = Math.ceil(viewport.width)
      canvas.height = Math.ceil(viewport.height)
      canvas.setAttribute('role', 'img')
      canvas.setAttribute('aria-label', label)
      task = page.render({ canvas, viewport })
      await task.promise.catch(() => undefined)
      if (!gone) element.replaceChildren(canvas)
    })()
    return () => {
      gone = true
      task?.cancel()
      box.current?.replaceChildren()
    }
    // the zoom changes the width of the box
  }, [document, number, isNear, label])
  return (
    <div
      ref={box}
      key={zoom}
      className="preview-page"
      style={{ width: `${zoom * 100}%`, aspectRatio: `1 / ${shape}` }}
    />
  )
}

function useIsNear(box: React.RefObject<HTMLElement | null>): boolean {
  const [isNear, setNear] = useState(false)
  useEffect(() => {
    const element = box.current
    if (!element) return
    const observer = new IntersectionObserver(([entry]) => setNear(entry!.isIntersecting), { rootMargin: '800px' })
    observer.observe(element)
    return () => observer.disconnect()
  }, [box])
  return isNear
}
