/**
 * Tables that a refusal may write to, by the route: an attempt with a wrong password or code is counted although it is refused.
 * Everywhere else a refusal leaves the database as it was.
 */
export const KEPT_THOUGH_REFUSED: Record<string, string[]> = {
  signIn: ['sign_in_failure', 'second_factor', 'record_entry', 'record_chain'],
  changeOwnPassword: ['sign_in_failure'],
  confirmSecondFactor: ['second_factor'],
  renewRecoveryCodes: ['second_factor'],
  removeOwnSecondFactor: ['second_factor'],
  linkIdentity: ['second_factor'],
  finishOidc: ['oidc_flow'],
  finishOidcWithCode: ['oidc_flow', 'second_factor'],
}

/** What a refused request wrote that it should not have. */
export function wronglyKept(route: string, written: string[]): string[] {
  return written.filter((table) => !KEPT_THOUGH_REFUSED[route]?.includes(table))
}
