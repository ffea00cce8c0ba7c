import { createClient } from '#platform/web/client.ts'
import { signInRoutes } from '../contract.ts'

export const signIn = createClient(signInRoutes)
