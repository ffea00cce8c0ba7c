import { useState } from 'react'
import { Note } from '#platform/web/kit/Note.tsx'
import { useWords } from '#platform/web/words/use-words.ts'

/** A picture to the width of the panel; pressed, in its own size. */
export function PictureView({ address, title }: { address: string; title: string }) {
  const w = useWords()
  const [isWhole, setWhole] = useState(false)
  const [isBroken, setBroken] = useState(false)
  if (isBroken) return <Note kind="warning">{w('papers.preview.pictureFailed')}</Note>
  return (
    <div className={`preview-picture ${isWhole ? 'preview-whole' : ''}`}>
      <button
        type="button"
        aria-label={w(isWhole ? 'papers.preview.fit' : 'papers.preview.zoomIn')}
        onClick={() => setWhole(!isWhole)}
      >
        <img src={address} alt={title} decoding="async" onError={() => setBroken(true)} />
      </button>
    </div>
  )
}
