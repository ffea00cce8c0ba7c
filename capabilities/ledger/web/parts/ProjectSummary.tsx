import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { Link } from '#platform/web/address.tsx'
import { moneyIn, monthOfYear, rateIn, spanText } from '#platform/web/format.ts'
import { Bar } from '#platform/web/kit/Bar.tsx'
import { ErrorNote } from '#platform/web/kit/ErrorNote.tsx'
import { Figure } from '#platform/web/kit/Figure.tsx'
import { Light } from '#platform/web/kit/Light.tsx'
import { Skeleton } from '#platform/web/kit/Note.tsx'
import { SidePanel } from '#platform/web/kit/SidePanel.tsx'
import { useWords } from '#platform/web/words/use-words.ts'
import type { Project } from '../../contract.ts'
import { ledger } from '../api.ts'
import { stageLabel } from './labels.ts'
import { useMoneyUnit } from './money-unit.ts'
import './parts.css'

type Props = {
  id: number
  onClose: () => void
  /** More buttons at the foot, before the link to the whole page. */
  actions?: ReactNode
  children?: ReactNode
}

/** One project beside any page: figures, why its light, the latest words; the page below stays where it was. */
export function ProjectSummary({ id, onClose, actions, children }: Props) {
  const w = useWords()
  const { data, error, refetch } = useQuery(ledger.readProject.query({ params: { id } }))
  return (
    <SidePanel
      title={data?.name ?? w('kit.loading')}
      note={data && <SummaryNote project={data} />}
      onClose={onClose}
      foot={
        <>
          {actions}
          <Link className="button button-primary" to={`/projects/${id}`}>
            {w('ledger.openProject')}
          </Link>
        </>
      }
    >
      {error && <ErrorNote problem={error} onRetry={() => void refetch()} />}
      {!data && !error && <Skeleton lines={8} />}
      {data && <SummaryBody project={data} />}
      {children}
    </SidePanel>
  )
}

function SummaryNote({ project }: { project: Project }) {
  const w = useWords()
  const parts = [project.countyName, project.parkName, stageLabel(w, project.stage), project.owner]
  return <>{parts.filter(Boolean).join(' · ')}</>
}

function SummaryBody({ project }: { project: Project }) {
  const w = useWords()
  const [unit] = useMoneyUnit()
  const money = (wan: string | null) => moneyIn(wan, unit, unit === 'yi' ? 2 : undefined)
  const span = project.standingMonth ? spanText(project.standingMonth) : ''
  return (
    <>
      <div className="summary-lead">
        <Figure
          value={rateIn(project.completionRate)}
          unit={project.completionRate === null ? undefined : '%'}
          size="xl"
          label={w('ledger.rate')}
        />
        <div>
          <Bar value={project.completionRate} pace={project.pace} light={project.light} size="m" />
          <small>
            {[
              w('ledger.rateOfPlan'),
              project.pace !== null && w('kit.pace', { pace: rateIn(project.pace) }),
              project.standingMonth && w('ledger.asOf', { month: monthOfYear(project.standingMonth) }),
            ]
              .filter(Boolean)
              .join(' · ')}
          </small>
        </div>
      </div>
      <ReasonBox project={project} />
      <dl className="summary-figures">
        <SummaryFigure label={w('ledger.field.totalInvestment')} value={money(project.totalInvestment)} unit={unit} />
        <SummaryFigure label={w('ledger.field.annualPlan')} value={money(project.annualPlan)} unit={unit} />
        <SummaryFigure label={w('ledger.completedIn', { span })} value={money(project.completedYtd)} unit={unit} />
      </dl>
      <Words label={w('ledger.field.progressText')} text={project.progressText} />
      <Words label={w('ledger.field.problems')} text={project.problems} />
      <Words label={w('ledger.field.nextStep')} text={project.nextStep} />
      <dl className="summary-people">
        <Person label={w('ledger.field.sponsor')} name={project.sponsor} />
        <Person label={w('ledger.field.steward')} name={project.steward} />
        <Person label={w('ledger.field.responsibleOrg')} name={project.responsibleOrg} />
      </dl>
    </>
  )
}

/** The light with the rule's own sentence and what turns it. */
export function ReasonBox({ project }: { project: Pick<Project, 'light' | 'lightReason'> }) {
  const reason = project.lightReason
  return (
    <div className={`reason-box reason-${project.light}`}>
      <Light light={project.light} />
      <p>
        {reason?.text ?? ''}
        {reason?.toGreen && <span className="light-to-green">{reason.toGreen}</span>}
      </p>
    </div>
  )
}

function SummaryFigure({ label, value, unit }: { label: string; value: string; unit: 'wan' | 'yi' }) {
  const w = useWords()
  return (
    <div>
      <dt>{label}</dt>
      <dd>
        <Figure value={value} unit={value === '—' ? undefined : w(`kit.unit.${unit}`)} size="m" />
      </dd>
    </div>
  )
}

function Words({ label, text }: { label: string; text: string | null }) {
  const w = useWords()
  return (
    <section className="words-block">
      <h3>{label}</h3>
      <p className={text ? '' : 'no-value'}>{text ?? w('ledger.notStated')}</p>
    </section>
  )
}

function Person({ label, name }: { label: string; name: string | null }) {
  return (
    <div>
      <dt>{label}</dt>
      <dd>{name ?? '—'}</dd>
    </div>
  )
}
