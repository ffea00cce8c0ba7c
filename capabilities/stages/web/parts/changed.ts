import { queries } from '#platform/web/query.ts'
import { ledger, stages } from '../api.ts'

/** After a write: what it can have changed is read anew. */
export function stagesChanged(): void {
  const own = Object.values(stages).filter(({ route }) => route.method === 'GET')
  const others = [ledger.readProject, ledger.listProjects, ledger.readRollups, ledger.readHistory]
  for (const route of [...own, ...others]) void queries.invalidateQueries({ queryKey: route.key() })
}
