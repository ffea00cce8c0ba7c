import type { Account, Organisation } from '../contract.ts'

type Wanted = { organisation: Organisation | null; role?: string | undefined; q?: string | undefined }

/** The accounts below an organisation that hold a role and bear a name; those in use first, then in the office's order. */
export function accountsShown(
  accounts: readonly Account[],
  organisations: readonly Organisation[],
  { organisation, role, q }: Wanted,
): Account[] {
  const paths = new Map(organisations.map((row) => [row.id, row.path]))
  const order = new Map(organisations.map((row, index) => [row.id, index]))
  const word = q?.trim().toLowerCase() ?? ''
  return accounts
    .filter((account) => !organisation || isBelow(paths.get(account.organisationId), organisation.path))
    .filter((account) => !role || account.grants.some((grant) => grant.role === role))
    .filter((account) => `${account.displayName} ${account.username}`.toLowerCase().includes(word))
    .sort(
      (a, b) =>
        Number(a.disabledAt !== null) - Number(b.disabledAt !== null) ||
        (order.get(a.organisationId) ?? 0) - (order.get(b.organisationId) ?? 0) ||
        a.id - b.id,
    )
}

function isBelow(path: string | undefined, top: string): boolean {
  return path !== undefined && (path === top || path.startsWith(`${top}.`))
}
