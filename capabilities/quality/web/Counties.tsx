import { rateIn } from '#platform/web/format.ts'
import { Bar } from '#platform/web/kit/Bar.tsx'
import { Figure } from '#platform/web/kit/Figure.tsx'
import { useWords } from '#platform/web/words/use-words.ts'
import type { Quality } from './Standing.tsx'

type Props = { counties: Quality['counties']; chosen: string | undefined; onChoose: (id: string | undefined) => void }

/** Counties by their mean, in the office's own order; a line narrows the list below. */
export function Counties({ counties, chosen, onChoose }: Props) {
  const w = useWords()
  return (
    <ol className="quality-bars">
      {counties.map(({ id, name, score, projects, withFaults }) => {
        const isChosen = chosen === String(id)
        return (
          <li key={id}>
            <button type="button" aria-pressed={isChosen} onClick={() => onChoose(isChosen ? undefined : String(id))}>
              <span className="quality-name">{name}</span>
              <Bar value={score} size="cell" />
              <Figure value={rateIn(score)} unit={score === null ? undefined : '%'} />
              <small>{w('quality.countyLine', { projects, faults: withFaults })}</small>
            </button>
          </li>
        )
      })}
    </ol>
  )
}
