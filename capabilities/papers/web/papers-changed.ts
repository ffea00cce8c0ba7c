import { queries } from '#platform/web/query.ts'
import { papers } from './api.ts'

/** After a write: what was read of papers and of the project's history is read anew. */
export async function papersChanged(): Promise<void> {
  await Promise.all([
    queries.invalidateQueries({ queryKey: papers.listPapers.key() }),
    queries.invalidateQueries({ queryKey: papers.readApprovalCounts.key() }),
    queries.invalidateQueries({ queryKey: ['GET', '/api/projects/:id/history'] }),
  ])
}
