import { type ReactNode, useState } from 'react'
import { Button } from '#platform/web/kit/Button.tsx'
import { useIsPhone } from '#platform/web/kit/media.ts'
import { useWords } from '#platform/web/words/use-words.ts'
import { kindLabel } from '../labels.ts'
import { type Sending, useUploadQueue } from './use-upload-queue.ts'

type Props = { projectId: number; onOpen: (paperId: number) => void; children: ReactNode }

/** Takes files dropped anywhere on what it surrounds, or chosen, or photographed; shows how each of them fares. */
export function Uploader({ projectId, onOpen, children }: Props) {
  const w = useWords()
  const isPhone = useIsPhone()
  const [over, setOver] = useState(false)
  const { queue, isBusy, add, addDropped, retry, clear } = useUploadQueue(projectId)
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping is a second way; the button below is the first
    <div
      className={`papers-drop ${over ? 'papers-over' : ''}`}
      onDragOver={(event) => {
        if (!event.dataTransfer.types.includes('Files')) return
        event.preventDefault()
        setOver(true)
      }}
      onDragLeave={(event) => event.currentTarget.contains(event.relatedTarget as Node) || setOver(false)}
      onDrop={(event) => {
        event.preventDefault()
        setOver(false)
        addDropped(event.dataTransfer)
      }}
    >
      <div className="papers-add no-print">
        {isPhone && <FileButton label={w('papers.take')} capture onFiles={add} />}
        <FileButton label={w('papers.add')} onFiles={add} />
        <p>
          <span className="not-on-phone">{over ? w('papers.dropHere') : w('papers.drop')}。</span>
          {w('papers.kindsHint')} {w('papers.secrecyHint')}
        </p>
      </div>
      {queue.length > 0 && (
        <section className="papers-queue no-print" aria-live="polite">
          <header>
            <strong>
              {w('papers.queue', { done: queue.filter(({ state }) => state === 'done').length, total: queue.length })}
            </strong>
            {!isBusy && (
              <Button kind="quiet" size="s" onClick={clear}>
                {w('papers.clearQueue')}
              </Button>
            )}
          </header>
          <ul>
            {queue.map((one) => (
              <SendingRow key={one.key} sending={one} onRetry={() => retry(one.key)} onOpen={onOpen} />
            ))}
          </ul>
        </section>
      )}
      {children}
    </div>
  )
}

/** Without `accept`: an office's computer knows few kinds by name, and the content decides anyway. */
export function FileButton({
  label,
  capture,
  single,
  onFiles,
}: {
  label: string
  capture?: boolean
  single?: boolean
  onFiles: (files: File[]) => void
}) {
  return (
    <label className="button papers-file">
      <input
        type="file"
        className="sr-only"
        multiple={!capture && !single}
        accept={capture ? 'image/*' : undefined}
        capture={capture ? 'environment' : undefined}
        onChange={(event) => {
          onFiles([...(event.target.files ?? [])])
          event.target.value = ''
        }}
      />
      {label}
    </label>
  )
}

type RowProps = { sending: Sending; onRetry: () => void; onOpen: (paperId: number) => void }

function SendingRow({ sending, onRetry, onOpen }: RowProps) {
  const w = useWords()
  const { file, state, percent, problem, added, thereAs } = sending
  return (
    <li className={`papers-sending papers-${state}`}>
      <span className="papers-sending-name">{file.name}</span>
      {state === 'waiting' && <small>{w('papers.waiting')}</small>}
      {state === 'sending' && (
        <small>
          {percent < 100 ? w('papers.sending', { percent }) : w('papers.checking')}
          <span className="papers-progress">
            <span style={{ width: `${percent}%` }} />
          </span>
        </small>
      )}
      {state === 'refused' && (
        <small role="alert">
          {problem}
          {thereAs !== null && (
            <Button kind="quiet" size="s" onClick={() => onOpen(thereAs)}>
              {w('papers.open')}
            </Button>
          )}
          {file.size > 0 && thereAs === null && (
            <Button kind="quiet" size="s" onClick={onRetry}>
              {w('kit.retry')}
            </Button>
          )}
        </small>
      )}
      {added && (
        <small>
          {[
            w('papers.doneAs', { kind: kindLabel(w, added.paper) }),
            ...added.notices.map((notice) => noticeText(w, notice)),
            added.sameAs && w('papers.sameAs', { title: added.sameAs.title }),
          ]
            .filter(Boolean)
            .join('；')}
          <Button kind="quiet" size="s" onClick={() => onOpen(added.paper.id)}>
            {w('papers.edit')}
          </Button>
        </small>
      )}
    </li>
  )
}

const NOTICES = ['activePdf', 'embeddedObjects', 'renamed', 'nameOnly'] as const

/** What should be known of a file; a notice of another version is left unsaid. */
export function noticeText(w: ReturnType<typeof useWords>, notice: string): string | null {
  const known = NOTICES.find((one) => one === notice)
  return known ? w(`papers.notice.${known}`) : null
}
