import { useState } from 'react'
import type { Bulletin, BulletinDraft } from '#capabilities/bulletins/contract.ts'
import { Button } from '#platform/web/kit/Button.tsx'
import { useWords } from '#platform/web/words/use-words.ts'
import { Explaining } from './Explaining.tsx'

type Problem = Bulletin['problems'][number]
type Props = {
  problem: Problem
  bulletin: Bulletin
  draft: BulletinDraft | null
  onOpen: (figureId: string) => void
}

/** One thing that does not add up: what it is, where it comes from, and its explanation or the place to write one. */
export function ProblemLine({ problem, bulletin, draft, onOpen }: Props) {
  const w = useWords()
  const [isChanging, setIsChanging] = useState(false)
  const { sentence, explanation, mayExplain } = problem
  const standing = standingOf(problem)
  // the key of what the data contradicts names its figure
  const figure = bulletin.figures.find(({ id }) => problem.key.startsWith(`data:${id}:`))
  const isWriting = draft !== null && mayExplain && (explanation === null || isChanging)
  return (
    <li className={`problem problem-${standing}`}>
      <p className="problem-standing">
        <span aria-hidden="true">{SHAPES[standing]}</span>
        {w(`bulletins.problem.${standing}`)}
      </p>
      <div className="problem-body">
        <p>
          {sentence}
          {figure && (
            <Button kind="quiet" size="s" onClick={() => onOpen(figure.id)}>
              {w('bulletins.problemSource')}
            </Button>
          )}
        </p>
        {!mayExplain && <p className="problem-means">{w('bulletins.problemMustCorrect')}</p>}
        {explanation !== null && !isWriting && (
          <p className="problem-means">
            {w('bulletins.problemExplained', { text: explanation })}
            {draft && (
              <Button kind="quiet" size="s" onClick={() => setIsChanging(true)}>
                {w('bulletins.explainChange')}
              </Button>
            )}
          </p>
        )}
        {isWriting && (
          <Explaining
            problem={problem}
            issue={bulletin}
            version={draft.version}
            onDone={isChanging ? () => setIsChanging(false) : null}
          />
        )}
      </div>
    </li>
  )
}

type Standing = 'correct' | 'explain' | 'explained'
const SHAPES: Record<Standing, string> = { correct: '■', explain: '△', explained: '✓' }

function standingOf({ mayExplain, explanation }: Problem): Standing {
  if (!mayExplain) return 'correct'
  return explanation === null ? 'explain' : 'explained'
}
