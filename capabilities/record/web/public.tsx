import { History } from './History.tsx'

/** What the screens of other capabilities may embed. */
export { History }

/** On an account's panel, which comes before the record and has it plugged in. */
export function AccountHistory({ id }: { id: number }) {
  return <History subject="account" id={id} isOpen />
}
