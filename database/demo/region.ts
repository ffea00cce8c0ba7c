import type { Finding } from '#capabilities/dispatch/shapes.ts'
import type { Light } from '#capabilities/ledger/vocabulary.ts'
import type { Wan } from '#kernel/money.ts'
import type { Month } from '#kernel/period.ts'
import type { Approval } from './approvals.ts'
import type { Libraries } from './library-rows.ts'
import type {
  Cohort,
  CohortMember,
  JointStart,
  JointStartProject,
  Preparation,
  StageChange,
  StageStep,
} from './region-stages.ts'

/**
 * The demonstration region as plain rows, one list for each table, ids already given. Everything in it is invented.
 * Property names are the column names in camel case. Instants are ISO text; `minutesAgo` counts back from the moment of loading,
 * because the open round has to look as if people were working in it today.
 */
export type DemoRegion = {
  anchor: Month
  openMonth: Month
  name: string
  issuer: string
  organisations: Organisation[]
  aliases: { organisationId: number; alias: string }[]
  boundaries: { organisationId: number; rings: Ring[] }[]
  accounts: Account[]
  campaigns: Campaign[]
  campaignProjects: { campaignId: number; projectId: number }[]
  projects: Project[]
  approvals: Approval[]
  formerNames: { projectId: number; name: string; until: string }[]
  assignments: { projectId: number; accountId: number }[]
  annualPlans: AnnualPlan[]
  months: ProjectMonth[]
  corrections: Correction[]
  rounds: Round[]
  reports: Report[]
  returns: ReturnStep[]
  changes: FieldChange[]
  photographs: Photograph[]
  stageSteps: (StageStep & { id: number; hasMoved: boolean; isWithdrawn: boolean })[]
  stageChanges: StageChange[]
  cohorts: (Cohort & { signedLabel: string; startedLabel: string; producingLabel: string; version: number })[]
  cohortMembers: CohortMember[]
  preparations: Preparation[]
  jointStarts: (JointStart & { version: number })[]
  jointStartProjects: JointStartProject[]
  libraries: Libraries
  stories: Stories
}

/** [longitude, latitude] */
export type Point = [number, number]
/** closed: the last point is the first */
export type Ring = Point[]

type OrganisationKind = 'city' | 'county' | 'zone' | 'town' | 'park' | 'department'

export type Organisation = {
  id: number
  parentId: number | null
  kind: OrganisationKind
  name: string
  divisionCode: string | null
  path: string
  sortOrder: number
}

export type Role =
  | 'leader'
  | 'dispatchOffice'
  | 'reporter'
  | 'systemAdministrator'
  | 'securityAdministrator'
  | 'auditor'

/** An account and its one grant: the role over the organisation's subtree. */
export type Account = {
  id: number
  username: string
  displayName: string
  phone: string
  organisationId: number
  role: Role
  /** what the person is, for the list printed after loading: `填报员 · 南屏县青箬镇` */
  post: string
}

export type Campaign = { id: number; name: string; startsOn: string; endsOn: string; sortOrder: number }

export type Stage =
  | 'planning'
  | 'signed'
  | 'preparation'
  | 'started'
  | 'underConstruction'
  | 'completed'
  | 'inProduction'
  | 'atCapacity'
  | 'returnsAchieved'
  | 'suspended'

export type Field = '工业' | '农业' | '基础设施' | '民生'

export type Project = {
  id: number
  code: string | null
  name: string
  orgId: number
  orgPath: string
  countyId: number | null
  parkId: number | null
  owner: string
  site: string | null
  longitude: number
  latitude: number
  industry: string | null
  field: Field
  constructionNature: 'newBuild' | 'expansion' | 'reconstruction' | 'technicalUpgrade'
  planState: 'new' | 'continuing' | null
  approvalKind: string
  fundKind: string
  library: 'reserve' | 'construction' | 'completed'
  isPriority: boolean
  tier: 1 | 2
  stage: Stage
  scale: string | null
  totalInvestment: Wan
  totalInvestmentBasis: string | null
  startDate: string | null
  plannedStart: string | null
  finishDate: string
  responsibleOrg: string
  leadOrg: string
  competentOrg: string
  sponsor: string
  steward: string | null
  contact: string
  annualContent: string | null
  progressText: string
  problems: string | null
  nextStep: string
  statisticalEntry: string
  fundsInPlace: Wan
  completedToLastYearEnd: Wan
  completedSinceStart: Wan
}

export type AnnualPlan = {
  projectId: number
  year: number
  initialAmount: Wan
  adjustedAmount: Wan | null
  adjustedReason: string | null
}

export type ProjectMonth = {
  projectId: number
  month: Month
  plannedCurrent: Wan | null
  reportedCurrent: Wan | null
  correction: Wan
  completedYtd: Wan | null
  physicalProgress: number | null
  /** as it was when the month was locked */
  light: Light | null
  /** `report` where a report of the demonstration stands behind the figure, otherwise `demo` */
  source: 'report' | 'demo'
}

export type Correction = {
  id: number
  projectId: number
  month: Month
  delta: Wan
  reason: string
  approver: string
  postedAt: string
  postedBy: number
}

export type Round = {
  id: number
  month: Month
  title: string
  orgId: number
  cutoffOn: string
  deadline: string
  /** null for the open round: it is opened some days before the moment of loading */
  openedAt: string | null
  openedBy: number
  lockedAt: string | null
  lockedBy: number | null
}

export type Report = {
  id: number
  roundId: number
  projectId: number
  orgPath: string
  state: 'draft' | 'submitted' | 'returned' | 'accepted' | 'locked'
  isStarted: boolean
  completedCurrent: Wan | null
  completedYtd: Wan | null
  physicalProgress: number | null
  progressText: string | null
  problems: string | null
  nextStep: string | null
  findings: Finding[]
  explanation: string | null
  filledFor: string | null
  submittedAt: string | null
  submittedMinutesAgo: number | null
  submittedBy: number | null
  reviewedAt: string | null
  reviewedMinutesAgo: number | null
  reviewedBy: number | null
}

/** A report that was sent back: the one now in state `returned`, or one that was submitted, returned, and submitted again. */
type ReturnStep = { reportId: number; reason: string }

export type FieldChange = {
  projectId: number
  field: string
  old: string | null
  new: string | null
  minutesAgo: number
  /** null: the system itself turned a light */
  accountId: number | null
}

/** One picture of a report. `scene` and `variant` say which drawing; the bytes are drawn when loading. */
export type Photograph = {
  id: number
  reportId: number
  scene: Scene
  variant: number
  name: string
  uploadedBy: number
}
export type Scene = 'foundation' | 'workshop' | 'road' | 'greenhouse' | 'housing'

/** Where the stories of README.md are found. */
type Stories = {
  steelWorks: number
  lateTown: number
  juneCounty: number
  juneYear: number
  claimedTwice: [number, number]
  tenfoldReport: number
  parkWithoutPlan: number
  tiedCounties: [number, number]
  townFilledFor: number
}
