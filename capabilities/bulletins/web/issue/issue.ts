import type { Bulletin } from '#capabilities/bulletins/contract.ts'
import { ApiProblem } from '#platform/web/client.ts'
import { queries } from '#platform/web/query.ts'
import { bulletins } from '../api.ts'

export type Issue = Pick<Bulletin, 'roundId' | 'templateKey'>

/** Where one document of a round is, as every request of it asks. */
export function at({ roundId, templateKey }: Issue) {
  return { params: { id: roundId }, query: { template: templateKey } }
}

/** The page shows what the server answered; what stands on it is read anew. */
export function bulletinChanged(next: Bulletin): void {
  queries.setQueryData(bulletins.readBulletin.key(at(next)), next)
  for (const endpoint of [bulletins.listBulletins, bulletins.readFigure, bulletins.readRevisions])
    void queries.invalidateQueries({ queryKey: endpoint.key() })
}

/** What the draft stands at is read anew: the next saving needs its version. */
export async function rereadDraft(issue: Issue): Promise<void> {
  await queries.refetchQueries({ queryKey: bulletins.readBulletinDraft.key(at(issue)) })
}

/** Somebody else was faster: what they did is read, what was typed here stays. */
export async function rereadAfterConflict(issue: Issue, error: unknown): Promise<void> {
  if (!isConflict(error)) return
  void queries.invalidateQueries({ queryKey: bulletins.readBulletin.key(at(issue)) })
  await rereadDraft(issue)
}

export function isConflict(error: unknown): boolean {
  return error instanceof ApiProblem && error.code === 'draft_changed'
}
