import type { Ranking } from '#capabilities/race/contract.ts'
import { instantText } from '#platform/web/format.ts'
import { Note } from '#platform/web/kit/Note.tsx'
import { useWords } from '#platform/web/words/use-words.ts'

/** How far the figures may be relied on: provisional is said loudly, published says when and by whom. */
export function RankingState({ ranking }: { ranking: Ranking }) {
  const w = useWords()
  if (ranking.state === 'open') {
    return (
      <Note kind="warning">
        <p className="ranking-loud">{w('race.stateOpen')}</p>
        <p>
          {w('race.stateOpenText')}　{w('race.computedAt', { at: instantText(ranking.computedAt) })}
        </p>
      </Note>
    )
  }
  if (ranking.state === 'computed') {
    return (
      <Note>
        <p>
          <strong>{w('race.stateComputed')}</strong>　{w('race.stateComputedText')}
        </p>
      </Note>
    )
  }
  return (
    <p className="ranking-published">
      <strong>{w('race.statePublished')}</strong>
      {w('race.statePublishedText', { at: instantText(ranking.publishedAt), by: ranking.publishedBy ?? '—' })}
    </p>
  )
}
