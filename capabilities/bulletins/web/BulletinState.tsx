import type { Bulletin } from '#capabilities/bulletins/contract.ts'
import { Link } from '#platform/web/address.tsx'
import { instantText } from '#platform/web/format.ts'
import { Note } from '#platform/web/kit/Note.tsx'
import { useMay } from '#platform/web/shell/session.tsx'
import { useWords } from '#platform/web/words/use-words.ts'

/** Draft or published; what hinders publication, as sentences that say what to do. */
export function BulletinState({ bulletin }: { bulletin: Bulletin }) {
  const w = useWords()
  const { state, problems, hindrance, publishedAt, publishedBy } = bulletin
  if (state === 'published') {
    return (
      <p className="bulletin-state">
        <strong className="bulletin-published">{w('bulletins.statePublished')}</strong>
        {w('bulletins.statePublishedText', { at: instantText(publishedAt), by: publishedBy ?? '—' })}
      </p>
    )
  }
  return (
    <>
      <p className="bulletin-state">
        <strong>{w('bulletins.stateDraft')}</strong>
        {w('bulletins.stateDraftText')}
      </p>
      {problems.length > 0 && (
        <Note kind="problem">
          <p>
            <strong>{w('bulletins.problems', { count: problems.length })}</strong>
          </p>
          <ul>
            {problems.map((problem) => (
              <li key={problem}>{problem}</li>
            ))}
          </ul>
          <p>{w('bulletins.problemsText')}</p>
        </Note>
      )}
      {hindrance && problems.length === 0 && <Hindrance bulletin={bulletin} sentence={hindrance} />}
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
