/**
 * Tables that a backup leaves out, and why. Everything else in the schema is in it. No table of a backup may refer to one of these.
 */
export const LEFT_OUT: Record<string, string> = {
  session: 'a restored session would let a stolen cookie in again; everybody signs in anew',
  trusted_device: 'a cookie of a lost browser would count as known again; browsers become known by signing in',
  oidc_flow: 'a sign-in half way to another system, over in minutes',
  idempotency_key: 'answers to requests of the last two days; after a restore the request has to be done again',
  sign_in_failure: 'counts of the last day; nobody should be locked out by a restore',
  live_event: 'what changed a moment ago, by transactions of this database; a page reads anew',
  guatu_migration: 'stands in the header, and is written by migrating',
}
