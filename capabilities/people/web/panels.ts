import type { ComponentType } from 'react'

/** Parts of an account's panel that come from later capabilities. */
type AccountPart = ComponentType<{ id: number; name: string }>
type AccountParts = {
  /** How the person signs in, and where the account is signed in. */
  signIn: AccountPart
  /** What was done to the account. */
  history: AccountPart
}
let parts: AccountParts | null = null

/** People come before sign-in and the record: whoever puts the screens together plugs in what those know of an account. */
export function plugAccountParts(given: AccountParts): void {
  parts = given
}

export function accountParts(): AccountParts | null {
  return parts
}
