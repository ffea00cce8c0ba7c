import { useQuery } from '@tanstack/react-query'
import type { Bulletin } from '#capabilities/bulletins/contract.ts'
import { CopyButton } from '#platform/web/kit/CopyButton.tsx'
import { ErrorNote } from '#platform/web/kit/ErrorNote.tsx'
import { Note } from '#platform/web/kit/Note.tsx'
import { useWords } from '#platform/web/words/use-words.ts'
import { bulletins } from '../api.ts'
import { at } from './issue.ts'
import { toldApart } from './told-apart.ts'
import './revisions.css'

/** Signs of the digest that people compare by eye. */
const SHORT = 12

type Props = { bulletin: Bulletin; onOpen: (figureId: string) => void }

/** Whether what was frozen still makes the published document, and which of its figures are others today. */
export function Revisions({ bulletin, onOpen }: Props) {
  const w = useWords()
  const { data, error, refetch } = useQuery(bulletins.readRevisions.query(at(bulletin)))
  if (error) return <ErrorNote problem={error} onRetry={() => void refetch()} />
  if (!data) return null
  return (
    <section className="revisions" aria-label={w('bulletins.revisions')}>
      <Reproduced isReproduced={data.isReproduced} />
      <p className="revisions-digest">
        {w('bulletins.digest')}
        <code title={data.digest}>{data.digest.slice(0, SHORT)}</code>
        <CopyButton text={data.digest} />
      </p>
      {data.revised.length > 0 && <Revised revised={data.revised} onOpen={onOpen} />}
    </section>
  )
}

function Reproduced({ isReproduced }: { isReproduced: boolean | null }) {
  const w = useWords()
  if (isReproduced === false) return <Note kind="problem">{w('bulletins.notReproduced')}</Note>
  return (
    <p>
      <strong>
        <span aria-hidden="true">{isReproduced ? '✓ ' : '○ '}</span>
        {w(isReproduced ? 'bulletins.reproduced' : 'bulletins.reproducedUnknown')}
      </strong>
      <span className="revisions-means">
        {w(isReproduced ? 'bulletins.reproducedMeans' : 'bulletins.reproducedUnknownMeans')}
      </span>
    </p>
  )
}

type Revised = Awaited<ReturnType<typeof bulletins.readRevisions>>['revised']

function Revised({ revised, onOpen }: { revised: Revised; onOpen: (figureId: string) => void }) {
  const w = useWords()
  return (
    <details className="revised" open={revised.length <= 6}>
      <summary>{w('bulletins.revised', { count: revised.length })}</summary>
      <p className="revisions-means">{w('bulletins.revisedMeans')}</p>
      <div className="revised-box">
        <table>
          <thead>
            <tr>
              <th scope="col">{w('bulletins.revisedFigure')}</th>
              <th scope="col">{w('bulletins.revisedPrinted')}</th>
              <th scope="col">{w('bulletins.revisedWas')}</th>
              <th scope="col">{w('bulletins.revisedNow')}</th>
            </tr>
          </thead>
          <tbody>
            {revised.map((figure) => (
              <RevisedFigure key={figure.figureId} figure={figure} onOpen={onOpen} />
            ))}
          </tbody>
        </table>
      </div>
    </details>
  )
}

function RevisedFigure({ figure, onOpen }: { figure: Revised[number]; onOpen: (figureId: string) => void }) {
  const w = useWords()
  const { figureId, subject, printed, unit } = figure
  const [was, now] = toldApart(figure.was, figure.now, unit)
  return (
    <tr>
      <th scope="row">
        <button type="button" onClick={() => onOpen(figureId)}>
          {subject}
        </button>
      </th>
      <td data-column={w('bulletins.revisedPrinted')}>{printed}</td>
      <td data-column={w('bulletins.revisedWas')}>{was}</td>
      <td data-column={w('bulletins.revisedNow')}>
        <b>{now}</b>
      </td>
    </tr>
  )
}
