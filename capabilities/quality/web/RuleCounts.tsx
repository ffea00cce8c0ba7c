import { percentOf } from '#kernel/ratio.ts'
import { Bar } from '#platform/web/kit/Bar.tsx'
import { Figure } from '#platform/web/kit/Figure.tsx'
import { useWords } from '#platform/web/words/use-words.ts'
import type { Quality } from './Standing.tsx'

type Props = { rules: Quality['rules']; chosen: string | undefined; onChoose: (id: string | undefined) => void }

/** Rules that are failed, most often first; a line narrows the list below. */
export function RuleCounts({ rules, chosen, onChoose }: Props) {
  const w = useWords()
  const failed = rules.filter(({ failing }) => failing > 0).sort((a, b) => b.failing - a.failing)
  if (failed.length === 0) return <p className="no-value">{w('quality.allKept')}</p>
  return (
    <ol className="quality-bars quality-rule-bars">
      {failed.map(({ ruleId, name, isGap, asked, failing }) => {
        const isChosen = chosen === String(ruleId)
        return (
          <li key={ruleId}>
            <button
              type="button"
              aria-pressed={isChosen}
              onClick={() => onChoose(isChosen ? undefined : String(ruleId))}
            >
              <span className="quality-name">
                <Kind isGap={isGap} />
                {name}
              </span>
              <Bar value={percentOf(String(failing), String(asked))} size="cell" />
              <Figure value={String(failing)} />
              <small>{w('quality.ofAsked', { asked })}</small>
            </button>
          </li>
        )
      })}
    </ol>
  )
}

/** A gap is an empty frame, a fault a filled one: told apart without colour. */
export function Kind({ isGap }: { isGap: boolean }) {
  const w = useWords()
  return (
    <span className={`quality-kind ${isGap ? '' : 'quality-fault'}`}>{w(isGap ? 'quality.gap' : 'quality.fault')}</span>
  )
}
