import { type ReactNode, Suspense, useState } from 'react'
import { dateInChina } from '#kernel/period.ts'
import { clockText, dateText, moneyIn, monthOfYear, rateText, spanText, thin } from '#platform/web/format.ts'
import { LightShape } from '#platform/web/kit/Light.tsx'
import { useWords } from '#platform/web/words/use-words.ts'
import type { Project } from '../../contract.ts'
import { sheetParts } from '../panels.ts'
import { natureLabel, planStateLabel, stageLabel } from '../parts/labels.ts'
import { Continuation } from './Continuation.tsx'
import { FittedText } from './FittedText.tsx'
import { MiniCurve } from './MiniCurve.tsx'

type Props = { project: Project; allIds: readonly number[]; region: string; printedAt: string; continued: boolean }
export type CutField = 'name' | 'content' | 'progress' | 'problems' | 'next'

/** 一项目一表: a project as the ruled form offices file, always exactly one A4 page; what does not fit goes on a page behind, if wanted. */
export function Sheet({ project, allIds, region, printedAt, continued }: Props) {
  const w = useWords()
  const [cut, setCut] = useState<ReadonlySet<CutField>>(new Set())
  const mark = w(continued ? 'ledger.sheet.cutContinued' : 'ledger.sheet.cut')
  const told = (field: CutField) => (isCut: boolean) => setCut((before) => changed(before, field, isCut))
  const fitted = (field: CutField, text: string | null) => <FittedText text={text} mark={mark} onCut={told(field)} />
  const { standingMonth } = project
  return (
    <>
      <article className="sheet" aria-label={project.name}>
        <header>
          <h2>
            {region}
            {w('ledger.sheet.title')}
          </h2>
          <p>
            <span>{w('ledger.sheet.subtitle')}</span>
            <span>{w('ledger.sheet.unit')}</span>
          </p>
        </header>
        <div className="sheet-form">
          <Row label={w('ledger.sheet.project')} className="sheet-name">
            {fitted('name', project.name)}
          </Row>
          <Identity project={project} />
          <Money project={project} />
          <People project={project} />
          <Row label={w('ledger.sheet.content')} className="sheet-long">
            {fitted('content', contentOf(project, w('ledger.sheet.annual')))}
          </Row>
          <Row label={w('ledger.sheet.approvals')}>
            <div className="sheet-text sheet-clamp">
              <Later part="approvals" projectId={project.id} allIds={allIds} />
            </div>
          </Row>
          <Row label={w('ledger.sheet.progress')} className="sheet-long">
            {fitted('progress', project.progressText)}
          </Row>
          <Row label={w('ledger.sheet.problems')} className="sheet-long">
            {fitted('problems', project.problems)}
          </Row>
          <Row label={w('ledger.sheet.next')} className="sheet-long">
            {fitted('next', project.nextStep)}
          </Row>
          <div className="sheet-row">
            <b>{w('ledger.sheet.photos')}</b>
            <div className="sheet-photos">
              <Later part="photos" projectId={project.id} allIds={allIds} />
            </div>
            <b>{w('ledger.sheet.curve')}</b>
            <div className="sheet-chart">
              <MiniCurve project={project} year={yearOf(project, printedAt)} />
            </div>
          </div>
        </div>
        <footer>
          <span>
            {standingMonth
              ? w('ledger.sheet.asOf', { month: monthOfYear(standingMonth) })
              : w('ledger.sheet.noFigures')}
          </span>
          <span>
            {w('ledger.sheet.printed', { at: `${dateText(dateInChina(new Date(printedAt)))} ${clockText(printedAt)}` })}
          </span>
        </footer>
      </article>
      {continued && cut.size > 0 && (
        <Continuation project={project} cut={cut} content={contentOf(project, w('ledger.sheet.annual'))} />
      )}
    </>
  )
}

function changed(before: ReadonlySet<CutField>, field: CutField, isCut: boolean): ReadonlySet<CutField> {
  if (before.has(field) === isCut) return before
  return isCut ? new Set([...before, field]) : new Set([...before].filter((one) => one !== field))
}

/** What is built, then what of it this year. */
function contentOf({ scale, annualContent }: Project, annual: string): string | null {
  return [scale, annualContent && `${annual}${annualContent}`].filter(Boolean).join('\n') || null
}

function yearOf({ standingMonth, annualPlans }: Project, printedAt: string): number {
  return Number(standingMonth?.slice(0, 4) ?? annualPlans.at(-1)?.year ?? printedAt.slice(0, 4))
}

function Row({ label, className = '', children }: { label: string; className?: string; children: ReactNode }) {
  return (
    <div className={`sheet-row ${className}`}>
      <b>{label}</b>
      {children}
    </div>
  )
}

/** Two or four pairs of a name and what stands there. */
function Pairs({ pairs }: { pairs: readonly (readonly [string, ReactNode])[] }) {
  return (
    <div className={`sheet-row sheet-pairs-${pairs.length}`}>
      {pairs.map(([label, value]) => (
        <Pair key={label} label={label} value={value} />
      ))}
    </div>
  )
}

function Pair({ label, value }: { label: string; value: ReactNode }) {
  return (
    <>
      <b>{label}</b>
      <div className="sheet-value">
        <span>{value}</span>
      </div>
    </>
  )
}

function Identity({ project }: { project: Project }) {
  const w = useWords()
  const nature = [
    project.constructionNature && natureLabel(w, project.constructionNature),
    project.planState && planStateLabel(w, project.planState),
  ]
  const start = project.startDate ?? (project.plannedStart && `${project.plannedStart}${w('ledger.sheet.planned')}`)
  return (
    <>
      <Pairs
        pairs={[
          [w('ledger.sheet.code'), project.code],
          [
            w('ledger.sheet.county'),
            [project.countyName ?? project.orgName, project.parkName].filter(Boolean).join(' '),
          ],
        ]}
      />
      <Pairs
        pairs={[
          [w('ledger.sheet.owner'), project.owner],
          [w('ledger.sheet.site'), project.site],
        ]}
      />
      <Pairs
        pairs={[
          [w('ledger.sheet.nature'), nature.filter(Boolean).join('、')],
          [w('ledger.sheet.stage'), project.stage && stageLabel(w, project.stage)],
          [w('ledger.sheet.start'), start],
          [w('ledger.sheet.finish'), project.finishDate],
        ]}
      />
    </>
  )
}

function Money({ project }: { project: Project }) {
  const w = useWords()
  const { standingMonth: month, completionRate, pace } = project
  const wan = (amount: string | null) => (amount === null ? null : thin(moneyIn(amount, 'wan')))
  const rate =
    completionRate &&
    (pace
      ? w('ledger.sheet.rateAgainst', { rate: rateText(completionRate), pace: rateText(pace) })
      : rateText(completionRate))
  return (
    <>
      <Pairs
        pairs={[
          [w('ledger.sheet.total'), wan(project.totalInvestment)],
          [
            month ? w('ledger.sheet.plan', { year: month.slice(0, 4) }) : w('ledger.sheet.planNoYear'),
            wan(project.annualPlan),
          ],
          [
            month ? w('ledger.sheet.completed', { span: spanText(month) }) : w('ledger.sheet.completedNoSpan'),
            wan(project.completedYtd),
          ],
          [w('ledger.sheet.sinceStart'), wan(project.completedSinceStart)],
        ]}
      />
      <Pairs
        pairs={[
          [w('ledger.sheet.rate'), rate],
          [
            w('ledger.sheet.light'),
            <span key="light" className={`sheet-light light-${project.light}`}>
              <LightShape light={project.light} />
              {w(`kit.light.${project.light}`)}
            </span>,
          ],
        ]}
      />
    </>
  )
}

function People({ project }: { project: Project }) {
  const w = useWords()
  return (
    <div className="sheet-row sheet-people">
      <b>{w('ledger.sheet.people')}</b>
      <div>
        <Pairs
          pairs={[
            [w('ledger.sheet.sponsor'), project.sponsor],
            [w('ledger.sheet.responsible'), project.responsibleOrg],
          ]}
        />
        <Pairs
          pairs={[
            [w('ledger.sheet.steward'), project.steward],
            [w('ledger.sheet.contact'), project.contact],
          ]}
        />
      </div>
    </div>
  )
}

/** What a later capability knows of the project. */
function Later({
  part,
  projectId,
  allIds,
}: {
  part: 'approvals' | 'photos'
  projectId: number
  allIds: readonly number[]
}) {
  const Part = sheetParts()?.[part]
  return <Suspense fallback={null}>{Part && <Part projectId={projectId} allIds={allIds} />}</Suspense>
}
