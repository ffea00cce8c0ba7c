import { formatMoney } from '#kernel/money.ts'
import { rateIn } from '#platform/web/format.ts'
import { useWords } from '#platform/web/words/use-words.ts'
import type { Batch, Cohort } from '../../contract/cohorts.ts'
import { ConversionBar } from '../parts/ConversionBar.tsx'

/** The three batches side by side: the rate of those due large, what it was divided by and the rule below it. */
export function BatchFigures({ cohort }: { cohort: Cohort }) {
  const w = useWords()
  return (
    <div className="batch-figures">
      {cohort.batches.map(({ batch, conversion: of, dueSoon, totalInvestment }) => (
        <section key={batch}>
          <h2>
            {w('stages.cohorts.batchHead', {
              label: cohort.labels[batch],
              count: of.all,
              total: formatMoney(totalInvestment),
            })}
          </h2>
          <p className="batch-rate">
            {of.rateOfDue === null ? '—' : rateIn(of.rateOfDue)}
            {of.rateOfDue !== null && <small>%</small>}
          </p>
          <p>
            {of.due > 0
              ? w('stages.cohorts.rateOfDue', { part: of.movedOfDue, whole: of.due })
              : w('stages.cohorts.noneDue')}
            {of.all > 0 && w('stages.cohorts.rateOfAll', { part: of.moved, whole: of.all, rate: rateIn(of.rateOfAll) })}
          </p>
          <ConversionBar of={of} />
          <p>
            {of.overdue > 0 && (
              <span className="standing-overdue">{w('stages.cohorts.overdue', { count: of.overdue })}　</span>
            )}
            {dueSoon > 0 && (
              <span className="standing-dueSoon">{w('stages.cohorts.dueSoon', { count: dueSoon })}　</span>
            )}
            <span className="batch-rule-text">{ruleText(batch)}</span>
          </p>
        </section>
      ))}
    </div>
  )

  function ruleText(batch: Batch): string {
    const { within, unit } = cohort.deadlines[batch]
    if (within === null) return w('stages.cohorts.noRule')
    return w('stages.cohorts.rule', { within, unit: w(`stages.unit.${unit}`), next: w(`stages.batch.next.${batch}`) })
  }
}
