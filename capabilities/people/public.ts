/** What other capabilities may ask of people. */
export { foldUsername } from './accounts/rules.ts'
export {
  findPerson,
  findPersonById,
  grantsOf,
  insertAccount,
  insertGrant,
  listAccounts,
  type PersonRow,
  setPassword,
} from './accounts/store.ts'
export { ensureConsole } from './console.ts'
export { insertAlias, insertOrganisation, listOrganisations, renameOrganisation } from './organisations/store.ts'
export { insertRegion, readRegion } from './region-store.ts'
