import type { Stage } from './region.ts'

/** A stage a project reached, as precise as it is known, with its evidence. */
export type StageStep = {
  projectId: number
  stage: Stage
  reachedOn: string
  reachedBy: string
  startWorks: 'excavation' | 'pile' | null
  document: string | null
  witness: string | null
  note: string | null
  recordedAt: string
  recordedBy: number
}

/** A change of stage that the history tells of, without a date of its own. */
export type StageChange = {
  projectId: number
  old: Stage | null
  new: Stage
  at: string
  accountId: number
  source: string
}

export type Cohort = {
  id: number
  orgId: number
  number: number
  name: string
  startsOn: string
  endsOn: string
  signedWithin: number | null
  signedUnit: 'days' | 'months'
  startedWithin: number | null
  startedUnit: 'days' | 'months'
  producingWithin: number | null
  producingUnit: 'days' | 'months'
  warnDays: number
  document: string
  createdAt: string
  createdBy: number
}

export type CohortMember = {
  cohortId: number
  projectId: number
  batch: 'signed' | 'started' | 'inProduction'
  joinedOn: string
  addedAt: string
  addedBy: number
}

export type Preparation = {
  projectId: number
  item: string
  doneOn: string
  document: string | null
  recordedAt: string
  recordedBy: number
}

export type JointStart = {
  id: number
  orgId: number
  name: string
  heldOn: string
  mainVenue: string
  subVenues: string[]
  document: string
  requiredItems: string[]
  createdAt: string
  createdBy: number
}

export type JointStartProject = {
  jointStartId: number
  projectId: number
  /** null: the main venue */
  venue: string | null
  totalInvestment: string | null
  annualPlan: string | null
  missingItems: string[]
  overrideReason: string | null
  listedAt: string
  listedBy: number
}
