/** What other capabilities may ask of people. */
export { hashPassword } from './sign-in.ts'
export { findPerson, findPersonById, insertAlias, insertOrganisation, listAccounts, listOrganisations, readRegion } from './store.ts'
