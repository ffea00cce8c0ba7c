import { Link } from '#platform/web/address.tsx'
import { SidePanel } from '#platform/web/kit/SidePanel.tsx'
import { useWords } from '#platform/web/words/use-words.ts'
import { ProjectQualityPanel } from './ProjectQualityPanel.tsx'

/** One project's findings beside the list. */
export function ProjectFindings({ project, onClose }: { project: { id: number; name: string }; onClose: () => void }) {
  const w = useWords()
  return (
    <SidePanel
      title={project.name}
      onClose={onClose}
      foot={
        <Link className="button button-primary" to={`/projects/${project.id}`}>
          {w('ledger.openProject')}
        </Link>
      }
    >
      <ProjectQualityPanel id={project.id} />
    </SidePanel>
  )
}
