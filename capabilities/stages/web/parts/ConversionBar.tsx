import { rateIn } from '#platform/web/format.ts'
import { useWords } from '#platform/web/words/use-words.ts'
import type { Conversion } from '../../rules/conversion.ts'
import './parts.css'

/**
 * Members as one line, its length all of them: moved on when due, moved early, overdue, not yet due. Overdue is hatched, so that it is
 * told from the rest on grey paper too.
 */
export function ConversionBar({ of: { all, movedOfDue, early, overdue } }: { of: Conversion }) {
  const w = useWords()
  const rest = all - movedOfDue - early - overdue
  const parts = [
    ['moved', movedOfDue],
    ['early', early],
    ['overdue', overdue],
    ['rest', rest],
  ] as const
  const label = w('stages.barLabel', { moved: movedOfDue, early, overdue, rest })
  return (
    <span className="conversion-bar" role="img" aria-label={label} title={label}>
      {all > 0 &&
        parts.map(
          ([kind, count]) =>
            count > 0 && <span key={kind} className={`conversion-${kind}`} style={{ flexGrow: count, flexBasis: 0 }} />,
        )}
    </span>
  )
}

/** `76.4% · 107/140`: a rate never without what it was divided by. */
export function RateWithBase({ rate, part, whole }: { rate: string | null; part: number; whole: number }) {
  return (
    <span className="rate-with-base">
      <b>{rate === null ? '—' : `${rateIn(rate)}%`}</b>
      <small>
        {part}/{whole}
      </small>
    </span>
  )
}
