import { type ReactNode, Suspense } from 'react'
import type { MoneyUnit } from '#platform/web/format.ts'
import { Skeleton } from '#platform/web/kit/Note.tsx'
import { Boundary } from '#platform/web/shell/Boundary.tsx'
import { useMe } from '#platform/web/shell/session.tsx'
import type { Say, WordKey } from '#platform/web/words/catalogue.ts'
import { useWords } from '#platform/web/words/use-words.ts'
import type { Project } from '../../contract.ts'
import type { SectionName } from '../editing/sections.ts'
import { ChecklistPanel } from '../libraries/ChecklistPanel.tsx'
import { LibraryPanel } from '../libraries/LibraryPanel.tsx'
import { type ProjectPanel, projectPanels } from '../panels.ts'
import { Answers } from './Answers.tsx'
import { EditButton } from './EditButton.tsx'
import { Facts } from './Facts.tsx'
import { Figures } from './Figures.tsx'
import { RecentChanges } from './RecentChanges.tsx'
import { type Place, SectionBar } from './SectionBar.tsx'
import { Standing } from './Standing.tsx'
import { Texts } from './Texts.tsx'

type Props = { project: Project; unit: MoneyUnit; onEdit?: (section: SectionName) => void }
type Part = Place & { order: number; body: ReactNode; aside?: ReactNode; isBare?: boolean }

/** Everything of a project on one page, in the order of the questions asked of it; each part has its anchor and its key. */
export function Overview({ project, unit, onEdit }: Props) {
  const w = useWords()
  const { permissions } = useMe()
  const panels = projectPanels().filter(({ needs }) => !needs || permissions.includes(needs))
  const parts = [...ownParts(w, { project, unit, onEdit }), ...panels.map((panel) => partOf(w, panel, project))].sort(
    (a, b) => a.order - b.order,
  )
  return (
    <div className="project-overview">
      <SectionBar places={parts} />
      {parts.map(({ id, title, body, aside, isBare }) => (
        <section key={id} id={id} className="section project-part" aria-label={title}>
          {!isBare && (
            <header className="section-head">
              <h2>{title}</h2>
              {aside && <div className="section-aside">{aside}</div>}
            </header>
          )}
          {body}
        </section>
      ))}
    </div>
  )
}

function ownParts(w: Say, { project, unit, onEdit }: Props): Part[] {
  const edit = (section: SectionName) => onEdit && <EditButton onClick={() => onEdit(section)} />
  const part = (id: string, title: WordKey, order: number) => ({ id, title: w(title as 'ledger.project.title'), order })
  return [
    {
      ...part('standing', 'ledger.project.standing', 10),
      isBare: true,
      body: (
        <>
          <Standing project={project} unit={unit} />
          <Answers project={project} />
        </>
      ),
    },
    {
      ...part('words', 'ledger.project.wordsTitle', 20),
      glance: project.problems ? w('ledger.project.hasProblems') : undefined,
      aside: edit('words'),
      body: <Texts project={project} />,
    },
    {
      ...part('figures', 'ledger.project.figures', 30),
      isBare: true,
      body: <Figures project={project} unit={unit} mayEdit={onEdit !== undefined} />,
    },
    {
      ...part('libraries', 'libraries.movesTitle', 60),
      isBare: true,
      body: <LibraryPanel projectId={project.id} name={project.name} />,
    },
    {
      ...part('checks', 'libraries.checksTitle', 65),
      isBare: true,
      body: <ChecklistPanel projectId={project.id} />,
    },
    {
      ...part('facts', 'ledger.section.basics', 80),
      isBare: true,
      body: <Facts project={project} unit={unit} onEdit={onEdit} />,
    },
    { ...part('history', 'ledger.project.recent', 90), body: <RecentChanges projectId={project.id} /> },
  ]
}

function partOf(w: Say, { id, title, order, Panel, Glance, bare }: ProjectPanel, project: Project): Part {
  return {
    id,
    title: w(title as 'ledger.project.title'),
    order,
    isBare: bare ?? false,
    glance: Glance && (
      <Suspense fallback={null}>
        <Glance project={project} />
      </Suspense>
    ),
    body: (
      // what breaks in one part leaves the others standing
      <Boundary at={id}>
        <Suspense fallback={<Skeleton lines={4} />}>
          <Panel project={project} />
        </Suspense>
      </Boundary>
    ),
  }
}
