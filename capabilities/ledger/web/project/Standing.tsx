import { type MoneyUnit, moneyIn, monthOfYear, rateIn, spanText } from '#platform/web/format.ts'
import { Bar } from '#platform/web/kit/Bar.tsx'
import { Figure } from '#platform/web/kit/Figure.tsx'
import { useWords } from '#platform/web/words/use-words.ts'
import type { Project } from '../../contract.ts'
import { ReasonBox } from '../parts/ProjectSummary.tsx'

/** Where the project stands: the rate against pace, why its light, and the amounts behind. */
export function Standing({ project, unit }: { project: Project; unit: MoneyUnit }) {
  const w = useWords()
  const { standingMonth } = project
  const year = standingMonth?.slice(0, 4) ?? ''
  const amounts = [
    [w('ledger.field.totalInvestment'), project.totalInvestment],
    [w('ledger.project.planOf', { year }), project.annualPlan],
    [w('ledger.completedIn', { span: standingMonth ? spanText(standingMonth) : '' }), project.completedYtd],
    [
      w('ledger.project.inMonth', { month: standingMonth ? Number(standingMonth.slice(5)) : '' }),
      project.completedCurrent,
    ],
    [w('ledger.field.completedSinceStart'), project.completedSinceStart],
  ] as const
  return (
    <section className="standing" aria-label={w('ledger.project.standing')}>
      <div className="standing-rate">
        <p className="standing-label">
          {w('ledger.rateOfPlan')}
          {standingMonth && <small>{w('ledger.asOf', { month: monthOfYear(standingMonth) })}</small>}
        </p>
        <div className="standing-lead">
          <Figure value={rateIn(project.completionRate)} unit={project.completionRate ? '%' : undefined} size="xl" />
          <div>
            <Bar value={project.completionRate} pace={project.pace} light={project.light} size="l" />
            <small>{project.pace && w('kit.pace', { pace: rateIn(project.pace) })}</small>
          </div>
        </div>
      </div>
      <ReasonBox project={project} />
      <dl className="standing-amounts">
        {amounts.map(([label, wan]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>
              <Figure
                value={moneyIn(wan, unit, unit === 'yi' ? 2 : undefined)}
                unit={wan === null ? undefined : w(`kit.unit.${unit}`)}
                size="m"
                label={wan === null ? undefined : `${wan}万元`}
              />
            </dd>
          </div>
        ))}
      </dl>
    </section>
  )
}
