import { lazy, type ReactNode, Suspense, useState } from 'react'
import { instantText, type MoneyUnit, moneyIn, thin } from '#platform/web/format.ts'
import { Button } from '#platform/web/kit/Button.tsx'
import { Section } from '#platform/web/kit/Page.tsx'
import { useMay } from '#platform/web/shell/session.tsx'
import { useWords } from '#platform/web/words/use-words.ts'
import type { Project } from '../../contract.ts'
import { termsText } from '../../wording.ts'
import { type FieldName, SECTIONS, type SectionName } from '../editing/sections.ts'
import { fieldLabel, fieldValueText, isMoneyField } from '../parts/labels.ts'
import { useOrganisations } from '../parts/use-organisations.ts'
import { EditButton } from './EditButton.tsx'

const TermsDialog = lazy(async () => ({ default: (await import('./TermsDialog.tsx')).TermsDialog }))
const AssignDialog = lazy(async () => ({ default: (await import('../list/AssignDialog.tsx')).AssignDialog }))

type Props = { project: Project; unit: MoneyUnit; onEdit?: (section: SectionName) => void }
/** Said elsewhere on the page. */
const ELSEWHERE: ReadonlySet<FieldName> = new Set(['name', 'scale'])

/** What the project is, section by section as it is edited. */
export function Facts({ project, unit, onEdit }: Props) {
  const w = useWords()
  return (
    <>
      {(['basics', 'standing', 'money', 'people'] as const).map((section) => (
        <Section
          key={section}
          title={w(`ledger.section.${section}`)}
          aside={onEdit && <EditButton onClick={() => onEdit(section)} />}
        >
          <FactList project={project} unit={unit} fields={SECTIONS[section]}>
            {section === 'people' && <People project={project} />}
            {section === 'basics' && <Further project={project} />}
            {section === 'standing' && <Terms project={project} />}
          </FactList>
        </Section>
      ))}
    </>
  )
}

function FactList({
  project,
  unit,
  fields,
  children,
}: {
  project: Project
  unit: MoneyUnit
  fields: readonly FieldName[]
  children: ReactNode
}) {
  const w = useWords()
  const { names } = useOrganisations()
  return (
    <dl className="project-facts">
      {fields
        .filter((field) => !ELSEWHERE.has(field))
        .map((field) => (
          <Fact key={field} label={fieldLabel(w, field)}>
            {text(field)}
          </Fact>
        ))}
      {children}
    </dl>
  )

  function text(field: FieldName): ReactNode {
    const value = project[field]
    if (value === null) return <span className="no-value">—</span>
    if (isMoneyField(field)) return `${thin(moneyIn(String(value), unit))} ${w(`kit.unit.${unit}`)}`
    return fieldValueText(w, field, String(value), names)
  }
}

function Fact({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div>
      <dt>{label}</dt>
      <dd>{children}</dd>
    </div>
  )
}

/** Names it had, campaigns it is in, columns kept from its files, and when it was last touched. */
function Further({ project }: { project: Project }) {
  const w = useWords()
  return (
    <>
      {project.formerNames.length > 0 && (
        <Fact label={w('ledger.project.formerNames')}>{project.formerNames.join('；')}</Fact>
      )}
      <Fact label={w('ledger.list.campaign')}>{project.campaigns.map(({ name }) => name).join('、') || '—'}</Fact>
      {Object.entries(project.extra).map(([heading, value]) => (
        <Fact key={heading} label={heading}>
          {value}
        </Fact>
      ))}
      <Fact label={w('ledger.project.updated')}>{instantText(project.updatedAt)}</Fact>
    </>
  )
}

/** What it is called in the region's dictionaries; the office may change it here. */
function Terms({ project }: { project: Project }) {
  const w = useWords()
  const mayWrite = useMay('project.write') && project.mayEdit
  const [setting, setSetting] = useState(false)
  return (
    <Fact label={w('ledger.terms.title')}>
      {termsText(project.terms) ?? <span className="no-value">—</span>}
      {mayWrite && (
        <Button kind="quiet" size="s" className="no-print" onClick={() => setSetting(true)}>
          {w('ledger.terms.set')}
        </Button>
      )}
      {setting && (
        <Suspense fallback={null}>
          <TermsDialog project={project} onClose={() => setSetting(false)} />
        </Suspense>
      )}
    </Fact>
  )
}

/** Who answers for the figures; the office may change it here. */
function People({ project }: { project: Project }) {
  const w = useWords()
  const mayAssign = useMay('project.assign') && project.mayEdit
  const [assigning, setAssigning] = useState(false)
  return (
    <Fact label={w('ledger.assign.reporter')}>
      {project.assignees
        .map(({ displayName, organisationName }) => `${displayName}（${organisationName}）`)
        .join('、') || '—'}
      {mayAssign && (
        <Button kind="quiet" size="s" className="no-print" onClick={() => setAssigning(true)}>
          {w('ledger.assign.open')}
        </Button>
      )}
      {assigning && (
        <Suspense fallback={null}>
          <AssignDialog projects={[project]} onClose={() => setAssigning(false)} onDone={() => setAssigning(false)} />
        </Suspense>
      )}
    </Fact>
  )
}
