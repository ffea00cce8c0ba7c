import type { Wall } from '#capabilities/live/contract.ts'
import { percentOf } from '#kernel/ratio.ts'
import { Link } from '#platform/web/address.tsx'
import { instantText, untilText } from '#platform/web/format.ts'
import { Bar } from '#platform/web/kit/Bar.tsx'
import { useWords } from '#platform/web/words/use-words.ts'
import { useNow } from './use-now.ts'

/** The round that is being filled in: how many have reported, how long there is left. */
export function RoundProgress({ round }: { round: Wall['round'] }) {
  const w = useWords()
  const now = useNow(60_000)
  if (!round) return <p className="wall-quiet wall-round-none">{w('live.noRound')}</p>
  const left = untilText(round.deadline, now)
  const isOver = new Date(round.deadline) < now
  return (
    <Link to={`/rounds/${round.id}`} className="wall-round">
      <span className="wall-round-head">
        <h2>{w('live.round')}</h2>
        <span title={instantText(round.deadline)} className={isOver ? 'wall-round-over' : undefined}>
          {isOver ? w('live.roundOver', { past: left }) : w('live.roundUntil', { left })}
        </span>
      </span>
      <Bar value={percentOf(String(round.reported), String(round.total))} />
      <span className="wall-round-foot">
        <span>{round.title}</span>
        <b>
          {w('live.roundState', { reported: round.reported, total: round.total })}
          {round.late > 0 && `　${w('live.roundLate', { late: round.late })}`}
        </b>
      </span>
    </Link>
  )
}
