/** What other capabilities may ask of people. */
export { ensureConsole } from './console.ts'
export { hashPassword } from './sign-in.ts'
export {
  findPerson,
  findPersonById,
  insertAccount,
  insertAlias,
  insertGrant,
  insertOrganisation,
  insertRegion,
  listAccounts,
  listOrganisations,
  readRegion,
} from './store.ts'
export { createToken } from './token-server.ts'
