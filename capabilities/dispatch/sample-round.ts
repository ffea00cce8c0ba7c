import { recomputeStandings } from '#capabilities/ledger/public.ts'
import { foldName } from '#kernel/fold.ts'
import { addWan, wanNumber } from '#kernel/money.ts'
import type { Database } from '#platform/database/pool.ts'
import type { Figures } from './shapes.ts'

type OrgName = 'city' | 'east' | 'eastTown' | 'eastPark' | 'west' | 'westTown'
// biome-ignore lint/suspicious/noExplicitAny: answers are read as tests need them
type Answered = { status: number; body: any; text: string }
type Caller = { get: (url: string) => Promise<Answered>; post: (url: string, body?: unknown) => Promise<Answered> }
/** What a sample needs of the tests' stage; named here because only tests may import the harness. */
type Stage = { owner: Database; orgs: Record<OrgName, number>; as: (who: CastMember) => Caller }
type CastMember = 'office' | 'countyOffice' | 'reporter' | 'townReporter' | 'otherReporter' | 'leader'

export type ProjectGiven = {
  name: string
  org?: OrgName
  plan?: string
  stage?: string
  library?: 'reserve' | 'construction' | 'completed'
  months?: Record<string, { ytd: string; current: string; physical?: string }>
}

/** A project under way in 东镇 with 6000万元 by September, in the ledger past the front door. Answers its id. */
export async function aProject({ owner, orgs }: Stage, given: ProjectGiven): Promise<number> {
  const { name, org = 'eastTown', plan = '12000', stage = 'underConstruction', library = 'construction' } = given
  const organisations = await owner.selectFrom('organisation').select(['id', 'kind', 'path']).execute()
  const home = organisations.find(({ id }) => id === orgs[org])!
  const county = organisations.find(({ kind, path }) => kind === 'county' && `${home.path}.`.startsWith(`${path}.`))
  const place = { org_id: home.id, org_path: home.path, county_id: county?.id ?? null }
  const names = { name, folded_name: foldName(name), search_text: foldName(name) }
  const money = { total_investment: '50000', completed_to_last_year_end: '10000' }
  const values = { ...place, ...names, ...money, stage, library }
  const { id } = await owner.insertInto('project').values(values).returning('id').executeTakeFirstOrThrow()
  await owner.insertInto('annual_plan').values({ project_id: id, year: 2026, initial_amount: plan }).execute()
  const months = given.months ?? { '2026-09': { ytd: '6000', current: '700', physical: '45' } }
  for (const [month, { ytd, current, physical }] of Object.entries(months)) {
    const figures = { completed_ytd: ytd, reported_current: current, physical_progress: physical ?? null }
    await owner
      .insertInto('project_month')
      .values({ project_id: id, month, ...figures, source: 'entry' })
      .execute()
  }
  await owner.transaction().execute(async (tx) => await recomputeStandings(tx, [id]))
  return id
}

/** The round tests open: October 2026, cut off on the 25th, due on 10 November at noon in China (the stage's clock stands at ten). */
export const OCTOBER = {
  kind: 'month',
  month: '2026-10',
  cutoffOn: '2026-10-25',
  deadline: '2026-11-10T04:00:00Z',
} as const
export const BEFORE_DEADLINE = new Date('2026-11-10T02:00:00Z')
export const AFTER_DEADLINE = new Date('2026-11-10T04:00:01Z')

export type OpenedRound = { id: number; reports: Record<string, number> }

/** Opens a round for exactly these projects; answers the reports by the project's name. */
export async function aRound(stage: Stage, projectIds: number[], given: object = {}): Promise<OpenedRound> {
  const opened = await stage.as('office').post('/api/rounds', { ...OCTOBER, selection: { projectIds }, ...given })
  if (opened.status !== 200) throw new Error(opened.text)
  const listed = await stage.as('office').get(`/api/rounds/${opened.body.id}/reports?limit=500`)
  const reports = listed.body.items.map((row: { projectName: string; id: number }) => [row.projectName, row.id])
  return { id: opened.body.id, reports: Object.fromEntries(reports) }
}

export const NO_FIGURES: Figures = {
  completedCurrent: null,
  completedYtd: null,
  physicalProgress: null,
  progressText: null,
  problems: null,
  nextStep: null,
  explanation: null,
}

/** A submission of a report as it stands now. */
export async function submit(
  stage: Stage,
  who: CastMember,
  id: number,
  figures: Partial<Figures> & { acceptLate?: boolean },
) {
  const { version } = (await stage.as('office').get(`/api/reports/${id}`)).body
  return await stage.as(who).post(`/api/reports/${id}/submission`, { ...NO_FIGURES, version, ...figures })
}

/** Submitted and accepted; throws when either is refused. */
export async function settle(stage: Stage, round: OpenedRound, id: number, figures: Partial<Figures>): Promise<void> {
  const submitted = await submit(stage, 'office', id, figures)
  if (submitted.status !== 200) throw new Error(submitted.text)
  const accepted = await accept(stage, round.id, [{ id, version: submitted.body.version }])
  if (accepted.status !== 200) throw new Error(accepted.text)
}

export async function accept(
  stage: Stage,
  roundId: number,
  reports: { id: number; version: number }[],
  who: CastMember = 'office',
) {
  return await stage.as(who).post(`/api/rounds/${roundId}/acceptances`, { reports })
}

type KeptReport = { projectName: string; completedYtd: string | null; state: string }
/** What entries of dispatch keep; each has some of it. */
type Kept = Partial<KeptReport> & {
  reports: KeptReport[]
  counts: { submitted: number }
  previousYtd?: Record<string, string | null>
  projects?: number
  selection?: object
  deadline?: string
  leaveUnfinished?: boolean
}
export type RecordedEntry = { action: string; actor: string; before: Kept; after: Kept; reason: string | null }

/** The newest entries of the record about something, newest first. */
export async function recorded({ owner }: Stage, subjectType: string, subjectId: number): Promise<RecordedEntry[]> {
  const entries = await owner
    .selectFrom('record_entry')
    .select(['action', 'actor', 'before', 'after', 'reason'])
    .where('subject_type', '=', subjectType)
    .where('subject_id', '=', String(subjectId))
    .orderBy('id', 'desc')
    .execute()
  return entries as unknown as RecordedEntry[]
}

/** The ledger's month of a project, behind the front door; `current` with corrections. */
export async function ledgerMonth({ owner }: Stage, projectId: number, month: string) {
  const row = await owner
    .selectFrom('project_month')
    .select(['reported_current', 'correction', 'completed_ytd', 'physical_progress', 'light'])
    .where('project_id', '=', projectId)
    .where('month', '=', month)
    .executeTakeFirst()
  if (!row) return null
  const current = row.reported_current === null ? null : addWan(row.reported_current, row.correction)
  const plain = (amount: string | null) => (amount === null ? null : wanNumber(amount))
  return { current, ytd: plain(row.completed_ytd), physical: plain(row.physical_progress), light: row.light }
}
