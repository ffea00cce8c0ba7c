import { percentOf } from '#kernel/ratio.ts'
import { moneyIn, rateText, thin } from '#platform/web/format.ts'
import { Bar } from '#platform/web/kit/Bar.tsx'
import { useWords } from '#platform/web/words/use-words.ts'
import type { Report } from '../../contract.ts'

/** What the figure makes of the year: share of the annual plan, and the pace on the same line. */
export function RateLine({ report, ytd }: { report: Pick<Report, 'annualPlan' | 'pace'>; ytd: string | null }) {
  const w = useWords()
  const { annualPlan, pace } = report
  if (annualPlan === null) return <p className="report-rate">{w('dispatch.noPlan')}</p>
  const rate = ytd === null ? null : percentOf(ytd, annualPlan)
  return (
    <div className="report-rate">
      <p>
        <span>
          {w('dispatch.ofPlan', { plan: thin(moneyIn(annualPlan, 'wan')) })} <strong>{rateText(rate)}</strong>
        </span>
        {pace !== null && <span>{w('kit.pace', { pace: rateText(pace).replace('%', '') })}</span>}
      </p>
      <Bar value={rate} pace={pace} size="m" />
    </div>
  )
}
