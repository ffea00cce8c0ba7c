/** What other capabilities may ask of people. */
export { endGrant, grantRole } from './accounts/grants-server.ts'
export { listAccounts, readTimeline } from './accounts/list-store.ts'
export { foldUsername, isReserved } from './accounts/rules.ts'
export {
  createAccount,
  newPassword,
  refuseOverReach,
  refuseReserved,
  resetPassword,
  setAccountDisabled,
} from './accounts/server.ts'
export {
  closedAt,
  completeSearchTexts,
  endAccess,
  findAccount,
  findPerson,
  findPersonById,
  grantsOf,
  insertAccount,
  insertGrant,
  type PersonRow,
  setPassword,
} from './accounts/store.ts'
export { ensureConsole } from './console.ts'
export { applyDueOrganisationChanges } from './organisations/due.ts'
export {
  insertAlias,
  insertOrganisation,
  listOrganisations,
  listOrganisationsAsOf,
  nameInMonth,
  renameOrganisation,
} from './organisations/store.ts'
export { insertRegion, readRegion } from './region-store.ts'
