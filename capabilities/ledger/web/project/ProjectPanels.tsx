import { Suspense } from 'react'
import { Skeleton } from '#platform/web/kit/Note.tsx'
import { projectPanels } from '../panels.ts'

/** What later capabilities know of the project, below what the ledger itself knows. */
export function ProjectPanels({ projectId }: { projectId: number }) {
  return projectPanels().map(({ key, panel: Panel }) => (
    <div key={key} className="project-panel">
      <Suspense fallback={<Skeleton lines={3} />}>
        <Panel projectId={projectId} />
      </Suspense>
    </div>
  ))
}
