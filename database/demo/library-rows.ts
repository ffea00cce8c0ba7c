import type { MoveKind } from '#capabilities/ledger/libraries/rules.ts'

/** Moves between libraries, lists and their members, check lists of key projects. */
export type Libraries = { moves: Move[]; rosters: Roster[]; members: RosterMember[]; checks: CheckItem[] }

/** A move is dated by a day long past, or by minutes before loading where it is still being talked about. */
export type Move = {
  batch: number
  projectId: number | null
  orgId: number | null
  proposal: Record<string, string | number> | null
  kind: MoveKind
  source: 'proposal' | 'paper' | 'import'
  fromLibrary: string | null
  toLibrary: string
  fromStage: string | null
  toStage: string | null
  fromPriority: boolean
  toPriority: boolean
  reason: string
  effectiveOn: string | null
  proposedBy: number
  proposedOn: string | null
  proposedMinutesAgo: number | null
  state: 'waiting' | 'approved' | 'refused'
  decidedBy: number | null
  decidedMinutesAgo: number | null
  documentNumber: string | null
  documentDate: string | null
  decidingBody: string | null
  decisionRemark: string | null
}

export type Roster = {
  id: number
  name: string
  kind: 'key' | 'cooperation' | 'upgrading' | 'whitelist'
  level: 'province' | 'city' | 'county'
  year: number
  orgId: number
  owner: string
  documentNumber: string
  documentDate: string
  validFrom: string
  validTo: string | null
  note: string
}

export type RosterMember = {
  rosterId: number
  projectId: number
  joinedOn: string
  joinDocument: string
  batch: string
  tier: string
  leftOn: string | null
  leaveReason: string | null
}

export type CheckItem = {
  projectId: number
  kind: 'approval' | 'land' | 'funds' | 'construction'
  title: string
  owner: string
  dueOn: string
  doneOn: string | null
}
