import {
  APPROVAL_KINDS,
  type ApprovalKind,
  type ApprovalState,
  CORE_APPROVALS,
  LAPSES_AFTER_YEARS,
} from '../vocabulary.ts'

/** What is known of an approval's paper. Dates are as precise as they were written: `2024`, `2024-03`, `2024-03-28`. */
export type ApprovalPaper = {
  id: number
  approvalKind: ApprovalKind
  number: string | null
  issuer: string | null
  issuedOn: string | null
  expiresOn: string | null
}
export type SaidState = {
  approvalKind: ApprovalKind
  state: 'inProgress' | 'notNeeded' | 'todo'
  note: string | null
  expectedOn: string | null
}
export type Validity = 'valid' | 'expiring' | 'expired' | 'mayHaveLapsed'

export type Approval = {
  kind: ApprovalKind
  state: ApprovalState
  isCore: boolean
  /** Counts in 手续 m/n. */
  counts: boolean
  /** The papers of this kind in force, the one that stands first. */
  papers: ApprovalPaper[]
  validity: Validity | null
  note: string | null
  expectedOn: string | null
}

export type ApprovalWarning = {
  code: 'expired' | 'expiring' | 'mayHaveLapsed' | 'startedWithoutPermit' | 'overdue' | 'bothSaid'
  approvalKind: ApprovalKind
  date: string | null
}
export type ApprovalBoard = {
  approvals: Approval[]
  counts: { obtained: number; total: number; inProgress: number; todo: number; notNeeded: number }
  warnings: ApprovalWarning[]
}

type Given = {
  papers: readonly ApprovalPaper[]
  said: readonly SaidState[]
  /** Building has begun. */
  hasStarted: boolean
  /** ISO date in China. */
  today: string
}

/** How far a project's formalities are, which of them count, and what somebody should look at. */
export function approvalBoard({ papers, said, hasStarted, today }: Given): ApprovalBoard {
  const approvals = APPROVAL_KINDS.map((kind): Approval => {
    const own = papers.filter(({ approvalKind }) => approvalKind === kind).sort(newerFirst)
    const word = said.find(({ approvalKind }) => approvalKind === kind) ?? null
    const state = own.length > 0 ? 'obtained' : (word?.state ?? 'todo')
    const isCore = CORE_APPROVALS.has(kind)
    return {
      kind,
      state,
      isCore,
      counts: state !== 'notNeeded' && (isCore || own.length > 0 || word !== null),
      papers: own,
      validity: own[0] ? validityOf(own[0], hasStarted, today) : null,
      note: word?.note ?? null,
      expectedOn: word?.expectedOn ?? null,
    }
  })
  return { approvals, counts: countsOf(approvals), warnings: warningsOf(approvals, said, { hasStarted, today }) }
}

const SOON_DAYS = 60

/** Whether a paper still holds on `today`. A date without a day ends with its month or year. */
export function validityOf(paper: ApprovalPaper, hasStarted: boolean, today: string): Validity {
  if (paper.expiresOn !== null) {
    const last = lastDayOf(paper.expiresOn)
    if (last < today) return 'expired'
    return last <= addDays(today, SOON_DAYS) ? 'expiring' : 'valid'
  }
  const years = LAPSES_AFTER_YEARS[paper.approvalKind]
  if (years === undefined || hasStarted || paper.issuedOn === null) return 'valid'
  return addYears(lastDayOf(paper.issuedOn), years) < today ? 'mayHaveLapsed' : 'valid'
}

function countsOf(approvals: readonly Approval[]): ApprovalBoard['counts'] {
  const counted = approvals.filter(({ counts }) => counts)
  const of = (state: ApprovalState) => counted.filter((one) => one.state === state).length
  return {
    obtained: of('obtained'),
    total: counted.length,
    inProgress: of('inProgress'),
    todo: of('todo'),
    notNeeded: approvals.filter(({ state }) => state === 'notNeeded').length,
  }
}

function warningsOf(
  approvals: readonly Approval[],
  said: readonly SaidState[],
  { hasStarted, today }: { hasStarted: boolean; today: string },
): ApprovalWarning[] {
  const warnings: ApprovalWarning[] = []
  const permit = approvals.find(({ kind }) => kind === 'constructionPermit')!
  if (hasStarted && permit.state !== 'obtained' && permit.state !== 'notNeeded') {
    warnings.push({ code: 'startedWithoutPermit', approvalKind: 'constructionPermit', date: null })
  }
  for (const { kind, state, validity, papers, expectedOn } of approvals) {
    if (validity !== null && validity !== 'valid') {
      warnings.push({ code: validity, approvalKind: kind, date: papers[0]!.expiresOn ?? papers[0]!.issuedOn })
    }
    if (state === 'inProgress' && expectedOn !== null && expectedOn < today)
      warnings.push({ code: 'overdue', approvalKind: kind, date: expectedOn })
    const word = said.find(({ approvalKind }) => approvalKind === kind)
    if (state === 'obtained' && word?.state === 'notNeeded')
      warnings.push({ code: 'bothSaid', approvalKind: kind, date: null })
  }
  return warnings
}

/** The one that holds longest stands first; then the latest issued, then the latest entered. */
function newerFirst(a: ApprovalPaper, b: ApprovalPaper): number {
  const key = ({ expiresOn, issuedOn }: ApprovalPaper) =>
    `${expiresOn ? lastDayOf(expiresOn) : '9999-12-31'} ${issuedOn ? lastDayOf(issuedOn) : ''}`
  return key(b).localeCompare(key(a)) || b.id - a.id
}

/** The last day a date as precise as written may mean. */
export function lastDayOf(date: string): string {
  if (date.length === 4) return `${date}-12-31`
  if (date.length === 10) return date
  const [year, month] = date.split('-').map(Number)
  return new Date(Date.UTC(year!, month!, 0)).toISOString().slice(0, 10)
}

/** The first day a date as precise as written may mean. */
export function firstDayOf(date: string): string {
  return `${date}-01-01`.slice(0, date.length === 4 ? 10 : undefined).slice(0, 10)
}

function addDays(date: string, days: number): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10)
}

function addYears(date: string, years: number): string {
  const day = new Date(`${date}T00:00:00Z`)
  day.setUTCFullYear(day.getUTCFullYear() + years)
  return day.toISOString().slice(0, 10)
}
