import { useState } from 'react'
import type { Bulletin, BulletinDraft } from '#capabilities/bulletins/contract.ts'
import { Link } from '#platform/web/address.tsx'
import { Button } from '#platform/web/kit/Button.tsx'
import { Note } from '#platform/web/kit/Note.tsx'
import { useMay } from '#platform/web/shell/session.tsx'
import { useWords } from '#platform/web/words/use-words.ts'
import { ProblemLine } from './ProblemLine.tsx'
import './problems.css'

/** Lines drawn at once: below them the sheet must still be found. */
const STEP = 6

type Props = {
  bulletin: Bulletin
  /** Null for those who may only look. */
  draft: BulletinDraft | null
  onOpen: (figureId: string) => void
}

/** What stands between the draft and its publication, line by line, and what is to be done about each. */
export function Problems({ bulletin, draft, onOpen }: Props) {
  const w = useWords()
  const [count, setCount] = useState(STEP)
  const { problems, hindrance, unconfirmed } = bulletin
  const open = problems.filter(({ explanation }) => explanation === null)
  // the server's sentence of what does not add up repeats the first line of the list
  const further = hindrance && !(open[0] && hindrance.includes(open[0].sentence)) ? hindrance : null
  return (
    <>
      {further && <Hindrance bulletin={bulletin} sentence={further} />}
      {problems.length > 0 && (
        <section className="problems" tabIndex={-1} aria-label={w('bulletins.problemsLabel')}>
          <h2>
            {open.length > 0
              ? w('bulletins.problemsOpen', { count: open.length })
              : w('bulletins.problemsExplained', { count: problems.length })}
          </h2>
          <ol>
            {problems.slice(0, count).map((problem) => (
              <ProblemLine key={problem.key} problem={problem} bulletin={bulletin} draft={draft} onOpen={onOpen} />
            ))}
          </ol>
          {problems.length > count && (
            <Button size="s" onClick={() => setCount(problems.length)}>
              {w('bulletins.problemsMore', { count: problems.length - count })}
            </Button>
          )}
        </section>
      )}
      {unconfirmed.length > 0 && (
        <p className="awaited">
          <span aria-hidden="true">○ </span>
          <span>{w('bulletins.awaited', { count: unconfirmed.length, names: named(unconfirmed) })}</span>
          <Link to={`/rounds/${bulletin.roundId}/confirmations`}>{w('bulletins.unconfirmedSee')}</Link>
        </p>
      )}
    </>
  )
}

function Hindrance({ bulletin, sentence }: { bulletin: Bulletin; sentence: string }) {
  const w = useWords()
  const mayPublish = useMay('bulletin.publish')
  // which of the two it is stands in the server's sentence only; both are reached from the ranking's page
  return (
    <Note kind="warning">
      <p>
        <strong>{w('bulletins.hindered')}</strong>　{sentence}
        {mayPublish && <Link to={`/rounds/${bulletin.roundId}/ranking`}>{w('bulletins.hinderRanking')}</Link>}
      </p>
    </Note>
  )
}

/** A line names a handful; the page behind the link names all. */
function named(names: readonly string[]): string {
  return names.length > 4 ? `${names.slice(0, 4).join('、')}……` : names.join('、')
}
