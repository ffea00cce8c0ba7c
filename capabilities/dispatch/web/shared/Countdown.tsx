import { instantText, untilText } from '#platform/web/format.ts'
import { useWords } from '#platform/web/words/use-words.ts'
import type { Round } from '../../contract.ts'
import { useNow } from './now.ts'
import { hasPassed } from './round-text.ts'
import './state.css'

/** 还有2天3小时, 已截止, 已锁定: where a round stands in time. */
export function Countdown({ round }: { round: Pick<Round, 'deadline' | 'lockedAt'> }) {
  const w = useWords()
  const now = useNow()
  const deadline = instantText(round.deadline)
  if (round.lockedAt) return <span title={instantText(round.lockedAt)}>{w('dispatch.state.locked')}</span>
  if (hasPassed(round.deadline, now))
    return (
      <strong className="countdown-over" title={deadline}>
        {w('dispatch.closed')}
      </strong>
    )
  return <strong title={deadline}>{untilText(round.deadline, now)}</strong>
}
