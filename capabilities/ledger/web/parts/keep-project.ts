import { queries } from '#platform/web/query.ts'
import type { Project } from '../../contract.ts'
import { ledger } from '../api.ts'

/** After a write: the project as the server answered it, and everything that counts it is read anew. */
export function keepProject(project: Project): void {
  queries.setQueryData(ledger.readProject.key({ params: { id: project.id } }), project)
  for (const route of [ledger.listProjects, ledger.readRollups, ledger.readHistory]) {
    void queries.invalidateQueries({ queryKey: route.key() })
  }
}
