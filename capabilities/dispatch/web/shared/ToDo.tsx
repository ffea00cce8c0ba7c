import { Link } from '#platform/web/address.tsx'
import { instantText } from '#platform/web/format.ts'
import { Figure } from '#platform/web/kit/Figure.tsx'
import { useWords } from '#platform/web/words/use-words.ts'
import type { Round } from '../../contract.ts'
import { Countdown } from './Countdown.tsx'
import { usePeriodText } from './round-text.ts'
import { StateBar } from './StateBar.tsx'
import './todo.css'

type Props = {
  round: Round
  /** What is left to do, as the figure of the strip. */
  left: number
  unit: string
  note: string
  action: { to: string; label: string }
}

/** One thing that waits for the person: how many, until when, and the way there. */
export function ToDo({ round, left, unit, note, action }: Props) {
  const w = useWords()
  const period = usePeriodText()
  return (
    <section className="todo">
      <header>
        <h2>{period(round)}</h2>
        <Countdown round={round} />
        <small>{w('dispatch.deadlineAt', { deadline: instantText(round.deadline) })}</small>
      </header>
      <div className="todo-figure">
        <Figure value={String(left)} unit={unit} size="xl" />
        <p>{note}</p>
      </div>
      <StateBar counts={round.counts} size="l" />
      <Link className={`button button-l ${left > 0 ? 'button-primary' : ''}`} to={action.to}>
        {action.label}
      </Link>
    </section>
  )
}

/** Filling as a thing to do. */
export function FillToDo({
  round,
  mine,
  done,
  returned,
}: {
  round: Round
  mine: number
  done: number
  returned: number
}) {
  const w = useWords()
  const note = [
    w('dispatch.todo.ofAll', { mine, done }),
    returned > 0 ? w('dispatch.todo.returned', { returned }) : null,
  ]
  return (
    <ToDo
      round={round}
      left={mine - done}
      unit={w('dispatch.todo.toFill')}
      note={note.filter(Boolean).join('，')}
      action={{
        to: `/rounds/${round.id}/fill`,
        label: mine > done ? w('dispatch.todo.goFill') : w('dispatch.todo.lookBack'),
      }}
    />
  )
}

/** Reviewing as a thing to do. */
export function ReviewToDo({ round, waiting }: { round: Round; waiting: number }) {
  const w = useWords()
  const { notStarted, draft, returned } = round.counts
  const missing = notStarted + draft + returned
  return (
    <ToDo
      round={round}
      left={waiting}
      unit={w('dispatch.todo.toReview')}
      note={missing > 0 ? w('dispatch.todo.missing', { missing }) : w('dispatch.todo.allIn')}
      action={{
        to: waiting > 0 ? `/rounds/${round.id}/review` : `/rounds/${round.id}`,
        label: waiting > 0 ? w('dispatch.todo.goReview') : w('dispatch.todo.openRound'),
      }}
    />
  )
}
