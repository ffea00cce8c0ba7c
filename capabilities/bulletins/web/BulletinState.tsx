import type { Bulletin } from '#capabilities/bulletins/contract.ts'
import { instantText } from '#platform/web/format.ts'
import { useWords } from '#platform/web/words/use-words.ts'

/** Draft or published, since when and by whom. */
export function BulletinState({ bulletin }: { bulletin: Bulletin }) {
  const w = useWords()
  const { state, publishedAt, publishedBy } = bulletin
  const isPublished = state === 'published'
  return (
    <p className="bulletin-state">
      <strong className={isPublished ? 'bulletin-published' : undefined}>
        {w(isPublished ? 'bulletins.statePublished' : 'bulletins.stateDraft')}
      </strong>
      <span>
        {isPublished
          ? w('bulletins.statePublishedText', { at: instantText(publishedAt), by: publishedBy ?? '—' })
          : w('bulletins.stateDraftText')}
        <Paper bulletin={bulletin} />
      </span>
    </p>
  )
}

/** What the office decided about the paper, where it did. */
function Paper({ bulletin: { publicity, circulation } }: { bulletin: Bulletin }) {
  const w = useWords()
  const said = [publicity, circulation && w('bulletins.circulationIs', { to: circulation })].filter(Boolean)
  return said.length > 0 ? <span className="bulletin-paper">{said.join('　')}</span> : null
}
