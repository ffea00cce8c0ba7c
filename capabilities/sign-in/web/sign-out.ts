import { queries } from '#platform/web/query.ts'
import { signIn } from './api.ts'

/** Ends the session; a full load follows, so that nothing of the last person stays in memory. */
export async function signOut(): Promise<void> {
  await signIn.signOut()
  queries.clear()
  location.assign('/sign-in')
}
