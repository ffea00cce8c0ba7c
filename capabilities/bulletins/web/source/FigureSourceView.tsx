import { useQuery } from '@tanstack/react-query'
import type { FigureSource } from '#capabilities/bulletins/contract.ts'
import { dateText, thin } from '#platform/web/format.ts'
import { ErrorNote } from '#platform/web/kit/ErrorNote.tsx'
import { Note, Skeleton } from '#platform/web/kit/Note.tsx'
import { useWords } from '#platform/web/words/use-words.ts'
import { bulletins } from '../api.ts'
import { at, type Issue } from '../issue/issue.ts'
import { SourceRows } from './SourceRows.tsx'

type Props = { issue: Issue; figureId: string; onOpen: (id: string) => void }

/** Where a printed figure comes from: value, formula, what went into it, its rows, and whether they still make it. */
export function FigureSourceView({ issue, figureId, onOpen }: Props) {
  const { params, query } = at(issue)
  const { data, error, refetch } = useQuery(bulletins.readFigure.query({ params: { ...params, figureId }, query }))
  if (error) return <ErrorNote problem={error} onRetry={() => void refetch()} />
  return data ? <Loaded source={data} onOpen={onOpen} /> : <Skeleton lines={6} />
}

function Loaded({ source, onOpen }: { source: FigureSource; onOpen: (id: string) => void }) {
  const w = useWords()
  const { figure, inputs } = source
  return (
    <div className="source" aria-live="polite">
      <p className="source-text">{figure.text}</p>
      <p className="source-subject">{figure.subject}</p>
      <Verdict source={source} />
      <dl className="source-facts">
        <dt>{w('bulletins.formula')}</dt>
        <dd>{figure.formula}</dd>
        {figure.value !== null && (
          <>
            <dt>{w('bulletins.exact')}</dt>
            <dd>
              {thin(figure.value)}
              {figure.unit}
            </dd>
          </>
        )}
        <dt>{w('bulletins.asOf')}</dt>
        <dd>{dateText(figure.asOf)}</dd>
      </dl>
      {inputs.length > 0 && (
        <section>
          <h3>{w('bulletins.inputs')}</h3>
          <ul className="source-inputs">
            {inputs.map((input) => (
              <li key={input.name + input.figureId}>
                <span>{input.name}</span>
                {input.figureId ? (
                  <button type="button" onClick={() => onOpen(input.figureId!)}>
                    {input.text}
                  </button>
                ) : (
                  <b>{input.text}</b>
                )}
              </li>
            ))}
          </ul>
        </section>
      )}
      <SourceRows key={figure.id} source={source} />
      <p className="source-foot">{w(source.isFrozen ? 'bulletins.frozen' : 'bulletins.live')}</p>
    </div>
  )
}

function Verdict({ source }: { source: FigureSource }) {
  const w = useWords()
  if (source.recomputed === null) return <Note>{w('bulletins.notRecomputed')}</Note>
  const value = `${thin(source.recomputed)}${source.figure.unit}`
  return source.agrees ? (
    <Note kind="done">{w('bulletins.agrees', { value })}</Note>
  ) : (
    <Note kind="problem">{w('bulletins.differs', { value })}</Note>
  )
}
