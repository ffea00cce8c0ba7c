import { useMemo } from 'react'
import { useSearch } from '#platform/web/address.tsx'
import type { MoneyUnit } from '#platform/web/format.ts'
import { Segmented } from '#platform/web/kit/inputs.tsx'
import { Section } from '#platform/web/kit/Page.tsx'
import { useWords } from '#platform/web/words/use-words.ts'
import type { Project } from '../../contract.ts'
import type { SectionName } from '../editing/sections.ts'
import { ChecklistPanel } from '../libraries/ChecklistPanel.tsx'
import { LibraryPanel } from '../libraries/LibraryPanel.tsx'
import { Corrections } from './Corrections.tsx'
import { EditButton } from './EditButton.tsx'
import { Facts } from './Facts.tsx'
import { MonthsTable } from './MonthsTable.tsx'
import { Plans } from './Plans.tsx'
import { SCurve } from './SCurve.tsx'
import { Standing } from './Standing.tsx'
import { curveOf, yearsOf } from './s-curve.ts'
import { Texts } from './Texts.tsx'

type Props = { project: Project; unit: MoneyUnit; onEdit?: (section: SectionName) => void }

/** Everything of a project on one page: where it stands, how it got there, what is said, what it is. */
export function Overview({ project, unit, onEdit }: Props) {
  const w = useWords()
  const { year, years, choose } = useYear(project)
  const curve = useMemo(() => curveOf(project.months, planOf(project, year), year), [project, year])
  const corrected = new Set(
    project.months
      .filter(({ month, correction }) => month.startsWith(String(year)) && Number(correction) !== 0)
      .map(({ month }) => Number(month.slice(5)) - 1),
  )
  return (
    <div className="project-overview">
      <Standing project={project} unit={unit} />
      <div className="project-columns">
        <Section
          title={w('ledger.project.curve', { year })}
          aside={
            years.length > 1 && (
              <Segmented
                label={w('ledger.project.year')}
                value={String(year)}
                onChange={choose}
                options={years.slice(-5).map((value) => ({ value: String(value), label: String(value) }))}
              />
            )
          }
        >
          <SCurve curve={curve} unit={unit} asOf={project.standingMonth} corrected={corrected} />
          <MonthsTable project={project} year={year} unit={unit} />
        </Section>
        <div className="project-side">
          <Section title={w('ledger.section.words')} aside={onEdit && <EditButton onClick={() => onEdit('words')} />}>
            <Texts project={project} />
          </Section>
          <Plans project={project} year={year} unit={unit} mayEdit={onEdit !== undefined} />
          <Corrections project={project} year={year} unit={unit} />
        </div>
      </div>
      <LibraryPanel projectId={project.id} name={project.name} />
      <ChecklistPanel projectId={project.id} />
      <Facts project={project} unit={unit} onEdit={onEdit} />
    </div>
  )
}

function planOf({ annualPlans }: Project, year: number): string | null {
  const plan = annualPlans.find((entry) => entry.year === year)
  return plan ? (plan.adjustedAmount ?? plan.initialAmount) : null
}

/** The year that is shown, kept in the address; at first that of the standing. */
function useYear(project: Project) {
  const [search, set] = useSearch()
  const years = yearsOf(project.months, project.annualPlans)
  const standing = project.standingMonth ? Number(project.standingMonth.slice(0, 4)) : undefined
  const asked = Number(search.year)
  const year = years.includes(asked) ? asked : (standing ?? years.at(-1) ?? new Date().getFullYear())
  return { year, years, choose: (next: string) => set({ year: next }) }
}
