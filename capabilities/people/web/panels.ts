import type { ComponentType } from 'react'

type AccountPart = ComponentType<{ accountId: number }>
let sessions: AccountPart | null = null

/** People come before sign-in, which knows where an account is signed in: whoever puts the screens together plugs that part in here. */
export function plugAccountSessions(part: AccountPart): void {
  sessions = part
}

export function accountSessions(): AccountPart | null {
  return sessions
}
