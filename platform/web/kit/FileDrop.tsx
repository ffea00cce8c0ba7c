import { type DragEvent, useState } from 'react'
import { useWords } from '../words/use-words.ts'
import './field.css'

type Props = {
  /** Extensions with their dot: `['.xlsx', '.xls', '.csv']`. */
  kinds: readonly string[]
  maxBytes: number
  onFile: (file: File) => void
  /** Per cent sent so far; null when nothing is being sent. */
  progress?: number | null
  hint?: string
  capture?: boolean
}

/** Takes one file, dropped or chosen; what cannot be used is refused before it travels. */
export function FileDrop({ kinds, maxBytes, onFile, progress = null, hint, capture }: Props) {
  const w = useWords()
  const [over, setOver] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)
  const [name, setName] = useState<string | null>(null)
  const take = (file: File | undefined) => {
    if (!file) return
    const complaint = complain(file)
    setProblem(complaint)
    if (complaint) return
    setName(file.name)
    onFile(file)
  }
  const complain = (file: File): string | null => {
    if (!kinds.some((kind) => file.name.toLowerCase().endsWith(kind)))
      return w('kit.file.kind', { kinds: kinds.join('、') })
    if (file.size > maxBytes) return w('kit.file.tooLarge', { limit: Math.floor(maxBytes / 1024 / 1024) })
    return null
  }
  const onDrop = (event: DragEvent) => {
    event.preventDefault()
    setOver(false)
    take(event.dataTransfer.files[0])
  }
  const onDragOver = (event: DragEvent) => {
    event.preventDefault()
    setOver(true)
  }
  return (
    <div>
      <label
        className={`file-drop ${over ? 'file-over' : ''}`}
        onDragOver={onDragOver}
        onDragLeave={() => setOver(false)}
        onDrop={onDrop}
      >
        <input
          type="file"
          className="sr-only"
          accept={kinds.join(',')}
          capture={capture ? 'environment' : undefined}
          disabled={progress !== null}
          onChange={(event) => {
            take(event.target.files?.[0])
            event.target.value = ''
          }}
        />
        <strong>{name ?? w('kit.file.drop')}</strong>
        {progress === null ? (
          <small>{name ? w('kit.file.again') : (hint ?? kinds.join('　'))}</small>
        ) : (
          <Progress percent={progress} />
        )}
      </label>
      {problem && (
        <p className="field-below money-problem" role="alert">
          {problem}
        </p>
      )}
    </div>
  )
}

function Progress({ percent }: { percent: number }) {
  const w = useWords()
  return (
    <>
      <small aria-live="polite">{w('kit.file.sending', { percent })}</small>
      <span className="file-bar">
        <span style={{ width: `${percent}%` }} />
      </span>
    </>
  )
}
