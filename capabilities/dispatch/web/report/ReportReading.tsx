import { moneyIn, rateText, thin } from '#platform/web/format.ts'
import { Figure } from '#platform/web/kit/Figure.tsx'
import { useWords } from '#platform/web/words/use-words.ts'
import type { Report } from '../../contract.ts'
import { Findings } from '../shared/Findings.tsx'
import { PhotoList } from './Photos.tsx'
import { RateLine } from './RateLine.tsx'

const TEXTS = ['progressText', 'problems', 'nextStep', 'explanation'] as const

/** A report as it stands: old → new, what the checks found, texts and photographs. */
export function ReportReading({ report }: { report: Report }) {
  const w = useWords()
  const shown = TEXTS.filter((field) => report[field])
  return (
    <div className="report-form">
      <dl className="reading-figures">
        <div>
          <dt>{w('dispatch.field.completedCurrent')}</dt>
          <dd>
            <Figure value={moneyIn(report.completedCurrent, 'wan')} unit={w('kit.unit.wan')} size="l" />
            <small>{w('dispatch.previousIs', { amount: thin(moneyIn(report.previousCurrent, 'wan')) })}</small>
          </dd>
        </div>
        <div>
          <dt>{w('dispatch.field.completedYtd')}</dt>
          <dd>
            <Figure value={moneyIn(report.completedYtd, 'wan')} unit={w('kit.unit.wan')} size="l" />
            <small>{w('dispatch.previousIs', { amount: thin(moneyIn(report.previousYtd, 'wan')) })}</small>
          </dd>
        </div>
        <div>
          <dt>{w('dispatch.field.physicalProgress')}</dt>
          <dd>
            <Figure value={report.physicalProgress ?? '—'} unit="%" size="l" />
            <small>{w('dispatch.previousPercent', { percent: rateText(report.previousPhysical) })}</small>
          </dd>
        </div>
      </dl>
      <RateLine report={report} ytd={report.completedYtd} />
      <Findings findings={report.findings} />
      {shown.map((field) => (
        <section key={field} className="reading-text">
          <h3>{w(`dispatch.field.${field}`)}</h3>
          <p>{report[field]}</p>
          {field === 'progressText' && report.previousText && (
            <p className="reading-before">
              <span>{w('dispatch.lastTime')}</span>
              {report.previousText}
            </p>
          )}
        </section>
      ))}
      {report.photoList.length > 0 && (
        <section className="photos">
          <h3>{w('dispatch.photos')}</h3>
          <PhotoList report={report} />
        </section>
      )}
    </div>
  )
}
