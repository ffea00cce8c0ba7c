import { AccountFactor } from './AccountFactor.tsx'
import { AccountSessions } from './AccountSessions.tsx'

/** What other screens embed of signing in: how a person signs in, and where the account is signed in. */
export function AccountSignIn({ id, name }: { id: number; name: string }) {
  return (
    <>
      <AccountFactor id={id} name={name} />
      <AccountSessions accountId={id} />
    </>
  )
}
