/**
 * How far a route reaches, and so whom its target must belong to. Every route has its entry here: the walk asks each of them as
 * every role about rows of one's own organisation, below, beside and above it, and expects what stands here.
 */
export type Reach =
  /** The person who asks, nobody else: another person's rows by number are not there. */
  (
    | { of: 'self' }
    /** What everybody who may ask sees alike; the reason why it is limited to nobody. */
    | { of: 'everybody'; because: string }
    /** The region as a whole: a grant below the region is refused although it carries the permission. */
    | { of: 'region' }
    /** Rows named in the request: those of one's organisation and below, and assigned ones where the row is a project's. */
    | { of: 'rows' }
    /** A list, a sum or a file of what lies in one's organisation and below. `names`: rows stand in it by name, so that marks can be found. */
    | { of: 'list'; names: boolean }
  ) &
    More

type More = {
  /** A reporter reaches it through an assigned project too. */
  assigned?: true
  /** What was opened or published above concerns those below it: they read it, and of its rows their own. */
  above?: true
  /** Asked about reports of the region's round, in which every place has one. */
  inRegionRound?: true
  /** Codes of a refusal (400) that says “not there, or not yours” where the target stands in the body. */
  refusedWith?: string[]
  /** Names under which the request gives a row that is known by another: `subjectId` is a `roundId`. */
  as?: Record<string, string>
  /** Names that the smallest request leaves out, where giving all of them at once would select nothing. */
  without?: string[]
}

const rows = (more: More = {}): Reach => ({ of: 'rows', ...more })
const list = ({ names = true, ...more }: More & { names?: boolean } = {}): Reach => ({ of: 'list', names, ...more })
const everybody = (because: string): Reach => ({ of: 'everybody', because })
const self: Reach = { of: 'self' }
const region = (more: More = {}): Reach => ({ of: 'region', ...more })
/** A project, its reports and its photographs: reached by their organisation, and by a reporter to whom the project is assigned. */
const project = rows({ assigned: true })
/** A round opened above concerns those below: they read it, and find their own projects in it. */
const round = rows({ above: true, assigned: true })
/** What is published of a round is for those who hold a role where it stands or below; an assigned project alone does not open it. */
const published = rows({ above: true })
const regionsOwn = everybody('the region’s own: names, days and rules that all share')
/** What the region's settings are is kept by who keeps them for the whole region. */
const settings = region({ refusedWith: ['setting_needs_region', 'preset_needs_region'] })

export const REACH: Record<string, Reach> = {
  // organisations
  listOrganisations: everybody('the tree is known to everybody'),
  createOrganisation: rows(),
  surveyOrganisations: list({ names: false }),
  suggestDivisionCode: everybody('codes of the national gazetteer'),
  readOrganisation: rows(),
  editOrganisation: rows(),
  previewOrganisationChange: rows(),
  changeOrganisation: rows(),
  withdrawOrganisationChange: rows(),
  previewOrganisationImport: list({ names: false }),
  writeOrganisationImport: list({ names: false }),
  downloadOrganisationTemplate: list({ names: false }),
  exportOrganisations: list({ names: false }),
  // accounts
  listAccounts: list(),
  countAccounts: list({ names: false }),
  readAccount: rows(),
  createAccount: rows(),
  editAccount: rows(),
  resetPassword: rows(),
  setAccountDisabled: rows(),
  previewAccountImport: list({ names: false }),
  // an import is finished by whoever began it
  writeAccountImport: self,
  downloadAccountTemplate: list({ names: false }),
  // grants and deputies
  readRoles: everybody('what each role may do'),
  grantRole: rows(),
  endGrant: rows(),
  listGrantRequests: list(),
  requestGrant: rows(),
  decideGrantRequests: rows({ as: { requestId: 'grant-requestId' } }),
  listDeputyships: list(),
  nameDeputyFor: rows(),
  endDeputyship: rows(),
  listOwnDeputyships: self,
  nameOwnDeputy: self,
  endOwnDeputyship: self,
  // signing in, one's own account
  readState: everybody('whether the region was set up, and its name'),
  firstRun: everybody('possible once, before anybody is there'),
  signIn: everybody('whoever has a password'),
  signOut: self,
  readMe: self,
  readOwnPassword: self,
  changeOwnPassword: self,
  listOwnSessions: self,
  revokeOwnSession: self,
  revokeOtherSessions: self,
  listTokens: self,
  createToken: self,
  revokeToken: self,
  readSecondFactor: self,
  beginSecondFactor: self,
  confirmSecondFactor: self,
  renewRecoveryCodes: self,
  removeOwnSecondFactor: self,
  listOwnIdentities: self,
  linkIdentity: self,
  unlinkIdentity: self,
  startOidc: everybody('the way to the identity provider'),
  finishOidc: everybody('the way back from the identity provider'),
  finishOidcWithCode: everybody('a second factor after the way back'),
  // what the security administrator sees of others
  readSecuritySettings: everybody('what signing in asks for'),
  setSecuritySettings: region(),
  listAccountSessions: rows(),
  revokeAccountSessions: rows(),
  readAccountSignIn: rows(),
  removeSecondFactor: rows(),
  // the record
  listRecord: list(),
  exportEntries: list(),
  listAuthors: list(),
  exportRecord: region(),
  listDigests: everybody('lengths and hashes of every chain, no contents'),
  verifyRecord: region(),
  planVerification: region(),
  verifySlice: region(),
  workHistory: list({ names: false, as: { subjectId: 'projectId' } }),
  importHistory: list({ names: false, as: { subjectId: 'importId' } }),
  peopleHistory: list({ names: false, as: { subjectId: 'accountId' } }),
  // settings
  readSettings: regionsOwn,
  readCalendar: regionsOwn,
  readDeadline: regionsOwn,
  keepCalendarYear: settings,
  setCalendarDay: settings,
  listDictionaries: regionsOwn,
  createDictionary: settings,
  editDictionary: settings,
  addTerm: settings,
  editTerm: settings,
  listWebhooks: settings,
  createWebhook: settings,
  editWebhook: settings,
  rotateWebhookSecret: settings,
  pingWebhook: settings,
  listDeliveries: settings,
  retryDelivery: settings,
  // the ledger
  listProjects: list(),
  createProject: rows({ refusedWith: ['organisation_unknown'] }),
  readProject: project,
  editProject: project,
  readHistory: project,
  readSheets: list({ names: false }),
  setAnnualPlan: project,
  setProjectTerms: project,
  postCorrection: project,
  assignProjects: rows({ refusedWith: ['not_a_reporter'] }),
  readRollups: list({ names: false }),
  exportLedger: list(),
  listMoves: list(),
  readProjectLibrary: project,
  previewMoves: rows(),
  checkText: everybody('a text of one’s own; data only of an organisation within the scope'),
  readTextFile: everybody('a file of one’s own; no table is read'),
  proposeMoves: rows(),
  enterDecidedMoves: rows(),
  proposeEntry: rows({ refusedWith: ['organisation_unknown'] }),
  decideMoves: rows(),
  retractMove: rows(),
  readLibraryOverview: list({ names: false }),
  listStaleProjects: list({ names: false }),
  setStaleDays: settings,
  previewRollover: list({ names: false }),
  rollOver: rows({ refusedWith: ['organisation_unknown'] }),
  listCheckLists: list(),
  readCheckList: project,
  addCheckItems: rows(),
  editCheckItem: rows(),
  removeCheckItem: rows(),
  listRosters: list({ above: true }),
  createRoster: rows({ refusedWith: ['organisation_unknown'] }),
  readRoster: rows({ above: true, assigned: true }),
  editRoster: rows(),
  matchProjects: rows(),
  addMembers: rows(),
  removeMembers: rows(),
  setMemberTier: rows(),
  listLightPresets: regionsOwn,
  addLightPreset: settings,
  adoptLightPreset: settings,
  previewLights: list({ names: false }),
  listCampaigns: regionsOwn,
  previewImport: list({ names: false }),
  listImports: list(),
  readImport: rows(),
  answerImport: rows(),
  decideImport: rows(),
  writeImport: rows(),
  undoImport: rows(),
  discardImport: rows(),
  // stages: a round of batches or an event opened above concerns those below, who find their own projects in it
  readStageLine: project,
  recordStage: project,
  correctStage: project,
  withdrawStage: project,
  readStageOverview: list({ names: false }),
  readStartRate: list({ names: false }),
  listStarts: list({ names: false }),
  listCohorts: list({ above: true }),
  createCohort: rows({ refusedWith: ['organisation_unknown'] }),
  readCohort: rows({ above: true }),
  editCohort: rows(),
  joinCohort: rows(),
  leaveCohort: rows(),
  listJointStarts: list({ above: true }),
  createJointStart: rows({ refusedWith: ['organisation_unknown'] }),
  readJointStart: rows({ above: true }),
  editJointStart: rows(),
  listProjectsOfJointStart: rows(),
  removeFromJointStart: rows(),
  readReadiness: list({ names: false }),
  recordPreparation: project,
  // papers
  listPapers: project,
  addPaperFile: project,
  addPaper: project,
  editPaper: project,
  addPaperVersion: project,
  withdrawPaper: project,
  restorePaper: project,
  downloadPaper: project,
  previewPaper: project,
  sayApprovalState: project,
  readApprovalCounts: list({ names: false }),
  readImportCells: rows(),
  undoAnswers: rows(),
  forgetRemembered: rows(),
  listDuplicates: list(),
  searchDuplicates: list({ names: false }),
  dismissDuplicate: rows(),
  planMerge: rows(),
  mergeProjects: rows(),
  undoMerge: rows(),
  // the grid
  readGridOrder: list(),
  readGridRows: list({ names: false }),
  listGridValues: list(),
  editCells: rows(),
  listEdits: self,
  undoEdit: self,
  followChanges: list({ names: false }),
  listViews: list({ names: false }),
  createView: self,
  changeView: self,
  removeView: self,
  // a column of the city's holds for the county's projects
  listOwnColumns: list({ above: true }),
  createOwnColumn: rows({ refusedWith: ['organisation_unknown'] }),
  changeOwnColumn: rows(),
  dropOwnColumn: rows(),
  restoreOwnColumn: rows(),
  exportOc4ids: list(),
  // a form of a higher level is filled by those below it, with their own projects
  // where it belongs is not in the smallest request
  addForm: list({ names: false }),
  listForms: list({ above: true }),
  readForm: rows({ above: true }),
  changeForm: rows(),
  retireForm: rows(),
  previewForm: rows({ above: true }),
  fillForm: rows({ above: true }),
  readBlankForm: rows({ above: true }),
  // a one-off form is there for whoever has a project on it, wherever it was opened
  listOneOffForms: list(),
  createOneOffForm: rows({ refusedWith: ['organisation_unknown'] }),
  readOneOffForm: project,
  changeOneOffForm: rows(),
  closeOneOffForm: rows(),
  reopenOneOffForm: rows(),
  listOneOffRows: project,
  fillOneOffForm: project,
  readOneOffProgress: project,
  // quality
  readQuality: list({ names: false }),
  listWeakProjects: list(),
  exportFindings: list(),
  readProjectQuality: project,
  exemptProject: project,
  endExemption: project,
  listQualityRules: regionsOwn,
  addQualityRule: region({ refusedWith: ['quality_needs_region'] }),
  changeQualityRule: region({ refusedWith: ['quality_needs_region'] }),
  previewQualityRule: region({ refusedWith: ['quality_needs_region'] }),
  addPreparationItem: region({ refusedWith: ['items_need_region'] }),
  editPreparationItem: region({ refusedWith: ['items_need_region'] }),
  // dispatch
  listRounds: list({ above: true }),
  countSelection: list({ names: false }),
  openRound: rows({ refusedWith: ['round_empty'], without: ['importId', 'countyId'] }),
  readRound: round,
  moveDeadline: rows(),
  lockRound: rows(),
  readLateness: list({ inRegionRound: true }),
  listReports: list({ inRegionRound: true }),
  readDesk: list({ above: true }),
  readReport: project,
  saveReport: project,
  submitReport: project,
  withdrawReport: project,
  returnReport: project,
  acceptReports: rows({ assigned: true, inRegionRound: true }),
  saveGrid: rows({ assigned: true, inRegionRound: true }),
  addPhoto: project,
  removePhoto: project,
  readFile: project,
  listProjectPhotos: list({ names: false }),
  // race, bulletins, wall
  readRanking: published,
  publishRanking: rows(),
  withdrawRanking: rows(),
  readBulletin: published,
  readFigure: published,
  publishBulletin: rows(),
  setBulletinNumber: rows(),
  withdrawBulletin: rows(),
  downloadBulletin: published,
  downloadBulletinPdf: published,
  listBulletins: published,
  readRevisions: published,
  readBulletinDraft: rows(),
  saveBulletinDraft: rows(),
  dropBulletinDraft: rows(),
  listConfirmations: published,
  giveConfirmation: rows(),
  // templates of the office the person answers for
  listTemplates: list({ names: false }),
  readTemplate: list({ names: false }),
  createTemplate: list({ names: false }),
  saveTemplate: list({ names: false }),
  retireTemplate: list({ names: false }),
  previewTemplate: rows(),
  readTemplateWords: everybody('the words of the template language'),
  readWall: list({ names: false }),
}
