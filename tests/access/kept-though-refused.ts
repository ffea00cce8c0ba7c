/** A wrong password is counted and recorded. */
const TRIED = ['sign_in_failure', 'record_entry', 'record_chain']

/**
 * Tables that a refusal may write to, by the route: an attempt with a wrong password or code is counted although it is refused.
 * Everywhere else a refusal leaves the database as it was.
 */
export const KEPT_THOUGH_REFUSED: Record<string, string[]> = {
  signIn: ['second_factor', ...TRIED],
  changeOwnPassword: TRIED,
  confirmSecondFactor: ['second_factor', ...TRIED],
  renewRecoveryCodes: ['second_factor', ...TRIED],
  removeOwnSecondFactor: ['second_factor', ...TRIED],
  linkIdentity: TRIED,
  finishOidc: ['oidc_flow'],
  finishOidcWithCode: ['oidc_flow', 'second_factor', ...TRIED],
}

/** What a refused request wrote that it should not have. */
export function wronglyKept(route: string, written: string[]): string[] {
  return written.filter((table) => !KEPT_THOUGH_REFUSED[route]?.includes(table))
}
