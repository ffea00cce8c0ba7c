import { createContext, useContext } from 'react'
import type { Permission, Role } from '../../access/permissions.ts'

/** A role over an organisation: one's own, or that of somebody one stands in for. */
export type HeldRole = {
  role: Role
  organisationId: number
  organisationName: string
  deputyFor: number | null
  deputyForName: string | null
  until: string | null
}

/** Who is signed in, as `GET /api/me` answers. */
export type SignedIn = {
  id: number
  username: string
  displayName: string
  organisation: { id: number; name: string; path: string }
  grants: HeldRole[]
  permissions: Permission[]
  mustChangePassword: boolean
  region: { id: number; name: string; isDemo: boolean; asOfMonth: string | null }
}

const Context = createContext<SignedIn | null>(null)
export const SignedInProvider = Context.Provider

/** The person in front of the screen. Only inside pages that are not public. */
export function useMe(): SignedIn {
  const me = useContext(Context)
  if (!me) throw new Error('useMe is for signed-in pages')
  return me
}

/** Whether the person may; the server decides again. */
export function useMay(permission: Permission): boolean {
  return useMe().permissions.includes(permission)
}
