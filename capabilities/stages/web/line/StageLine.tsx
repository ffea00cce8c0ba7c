import { useQuery } from '@tanstack/react-query'
import { lazy, Suspense, useState } from 'react'
import { Button } from '#platform/web/kit/Button.tsx'
import { ErrorNote } from '#platform/web/kit/ErrorNote.tsx'
import { Skeleton } from '#platform/web/kit/Note.tsx'
import { Section } from '#platform/web/kit/Page.tsx'
import { useWords } from '#platform/web/words/use-words.ts'
import type { StageLine as Line, LineEntry } from '../../contract/line.ts'
import { isOnLine, LINE } from '../../rules/line.ts'
import { stages } from '../api.ts'
import { stageLabel } from '../parts/labels.ts'
import { Entries } from './Entries.tsx'
import './line.css'

const RecordPanel = lazy(async () => ({ default: (await import('./RecordPanel.tsx')).RecordPanel }))

/** What the panel is about: a stage to record, or an entry to correct. */
export type Recording = { kind: 'new'; stage: LineEntry['stage'] | null } | { kind: 'correct'; entry: LineEntry }

/** 阶段线: when the project reached each stage, with what proof; recording the next one. Stands on the project's page. */
export function StageLine({ projectId }: { projectId: number }) {
  const w = useWords()
  const { data, error, refetch } = useQuery(stages.readStageLine.query({ params: { id: projectId } }))
  const [recording, setRecording] = useState<Recording | null>(null)
  return (
    <Section
      title={w('stages.line.title')}
      aside={
        data?.mayRecord && (
          <Button size="s" onClick={() => setRecording({ kind: 'new', stage: null })}>
            {w('stages.line.record')}
          </Button>
        )
      }
    >
      {error ? (
        <ErrorNote problem={error} onRetry={() => void refetch()} />
      ) : !data ? (
        <Skeleton lines={3} />
      ) : (
        <>
          <Steps line={data} onRecord={data.mayRecord ? (stage) => setRecording({ kind: 'new', stage }) : undefined} />
          <Entries line={data} onRecording={setRecording} />
        </>
      )}
      {data && recording && (
        <Suspense fallback={null}>
          <RecordPanel line={data} recording={recording} onClose={() => setRecording(null)} />
        </Suspense>
      )}
    </Section>
  )
}

/** The nine stages from left to right: reached with a date, reached without, the present one, and those to come. */
function Steps({ line, onRecord }: { line: Line; onRecord: ((stage: LineEntry['stage']) => void) | undefined }) {
  const w = useWords()
  const first = new Map<string, LineEntry>()
  for (const entry of line.entries) if (!first.has(entry.stage)) first.set(entry.stage, entry)
  const furthest = Math.max(
    -1,
    ...line.entries.filter(({ stage }) => isOnLine(stage)).map(({ stage }) => LINE.indexOf(stage)),
  )
  const isBeside = line.stage !== null && !isOnLine(line.stage)
  return (
    <>
      <ol className="stage-steps">
        {LINE.map((stage, at) => {
          const entry = first.get(stage)
          const state = entry?.reachedOn ? 'dated' : entry ? 'undated' : at < furthest ? 'passed' : 'coming'
          const isHere = stage === line.stage || (isBeside && at === furthest)
          return (
            <li key={stage} className={`stage-step-${state}`} aria-current={isHere ? 'step' : undefined}>
              <span className="stage-step-mark" />
              <b>{stageLabel(w, stage)}</b>
              <small>
                {entry?.reachedOn ??
                  (entry ? (
                    onRecord ? (
                      <button type="button" className="stage-complete" onClick={() => onRecord(stage)}>
                        {w('stages.line.complete')}
                      </button>
                    ) : (
                      w('stages.line.noDate')
                    )
                  ) : (
                    '　'
                  ))}
              </small>
            </li>
          )
        })}
      </ol>
      {isBeside && <p className="stage-beside-note">{w('stages.line.beside', { stage: stageLabel(w, line.stage) })}</p>}
    </>
  )
}
