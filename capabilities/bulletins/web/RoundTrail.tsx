import { Link } from '#platform/web/address.tsx'
import { useWords } from '#platform/web/words/use-words.ts'
import './trail.css'

/** From a round's document or its confirmations to the pages it stands on. */
export function RoundTrail({ roundId, to }: { roundId: number; to: 'bulletin' | 'confirmations' }) {
  const w = useWords()
  return (
    <span className="round-trail">
      <Link to={`/rounds/${roundId}/ranking`}>{w('bulletins.toRanking')}</Link>
      <Link to={`/rounds/${roundId}/${to}`}>
        {w(to === 'bulletin' ? 'bulletins.toBulletins' : 'bulletins.toConfirmations')}
      </Link>
    </span>
  )
}
