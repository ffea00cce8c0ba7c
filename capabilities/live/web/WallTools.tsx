import { Link } from '#platform/web/address.tsx'
import { clockText } from '#platform/web/format.ts'
import { Button } from '#platform/web/kit/Button.tsx'
import { useRegionChoice } from '#platform/web/shell/region-choice.ts'
import { useMe } from '#platform/web/shell/session.tsx'
import { useWords } from '#platform/web/words/use-words.ts'
import { useNow } from './use-now.ts'

type Props = {
  /** When the figures were read, ms. */
  readAt: number
  /** The last reading failed; what is shown is older. */
  isStale: boolean
  isFull: boolean
  onFull: () => void
  night: boolean
  onNight: (next: boolean) => void
  /** The wall of a part of the region: a way back. */
  below: boolean
}

/** Clock, as-of time, and what one does to the wall itself. */
export function WallTools({ readAt, isStale, isFull, onFull, night, onNight, below }: Props) {
  const w = useWords()
  const { region } = useMe()
  const [, choose] = useRegionChoice()
  const now = useNow()
  const time = readAt ? clockText(new Date(readAt).toISOString()) : ''
  return (
    <div className="wall-tools">
      {below && (
        <Link to="/" className="wall-back no-print" onClick={() => choose(null)}>
          {w('live.back', { org: region.name })}
        </Link>
      )}
      <span className="wall-asof" role="status">
        {isStale ? (
          w('live.stale', { time })
        ) : (
          <span title={w('live.refreshed', { time })}>{w('live.asOf', { time })}</span>
        )}
      </span>
      <time className="wall-clock">{clockText(now.toISOString())}</time>
      <span className="wall-buttons no-print">
        <Button size="s" kind="quiet" aria-pressed={night} onClick={() => onNight(!night)}>
          {night ? w('live.day') : w('live.night')}
        </Button>
        {!isFull && (
          <Button size="s" kind="quiet" onClick={() => window.print()}>
            {w('live.print')}
          </Button>
        )}
        <Button size="s" kind="quiet" onClick={onFull}>
          {isFull ? w('live.leaveFullScreen') : w('live.fullScreen')}
        </Button>
      </span>
    </div>
  )
}
