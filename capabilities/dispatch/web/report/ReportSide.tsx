import { Link } from '#platform/web/address.tsx'
import { instantText, moneyIn, thin } from '#platform/web/format.ts'
import { useWords } from '#platform/web/words/use-words.ts'
import type { Report } from '../../contract.ts'

const STEPS = new Set(['submitted', 'returned', 'accepted', 'withdrawn', 'locked'])
type Step = 'submitted' | 'returned' | 'accepted' | 'withdrawn' | 'locked'

/** What the project is measured by, and what has happened to the report so far. */
export function ReportSide({ report }: { report: Report }) {
  const w = useWords()
  const facts: [string, string | null][] = [
    [w('dispatch.column.plan'), report.annualPlan],
    [w('dispatch.plannedYtd'), report.plannedYtd],
    [w('dispatch.totalInvestment'), report.totalInvestment],
    [w('dispatch.toLastYearEnd'), report.completedToLastYearEnd],
  ]
  return (
    <aside className="report-side">
      <dl className="report-facts">
        {facts.map(([name, amount]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>
              {thin(moneyIn(amount, 'wan'))} <small>{w('kit.unit.wan')}</small>
            </dd>
          </div>
        ))}
        <div>
          <dt>{w('dispatch.column.reporters')}</dt>
          <dd>{report.reporters.join('、') || w('dispatch.noReporter')}</dd>
        </div>
      </dl>
      {report.steps.length > 0 && (
        <ol className="report-steps">
          {report.steps.map((step) => (
            <li key={step.at + step.step}>
              <span>
                <strong>{STEPS.has(step.step) ? w(`dispatch.step.${step.step as Step}`) : step.step}</strong>{' '}
                {step.actor}
              </span>
              <small>{instantText(step.at)}</small>
              {step.reason && <p>{step.reason}</p>}
            </li>
          ))}
        </ol>
      )}
      <Link to={`/projects/${report.projectId}`}>{w('dispatch.openProject')}</Link>
    </aside>
  )
}
