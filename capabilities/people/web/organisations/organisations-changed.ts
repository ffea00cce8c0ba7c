import { queries } from '#platform/web/query.ts'
import { people } from '../api.ts'
import { peopleChanged } from '../people-changed.ts'

/** After a change of the tree: names and homes stand on nearly every screen, so all that was read is read anew when next shown. */
export async function organisationsChanged(): Promise<void> {
  await queries.invalidateQueries({ refetchType: 'none' })
  await Promise.all([
    queries.invalidateQueries({ queryKey: people.listOrganisations.key() }),
    queries.invalidateQueries({ queryKey: people.surveyOrganisations.key() }),
    queries.invalidateQueries({ queryKey: people.readOrganisation.key() }),
    peopleChanged(),
  ])
}
