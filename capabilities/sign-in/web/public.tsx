/** What other screens embed of signing in: where an account is signed in. */
export { AccountSessions } from './AccountSessions.tsx'
