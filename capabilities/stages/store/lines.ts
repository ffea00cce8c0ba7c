import { type RawBuilder, sql } from 'kysely'
import type { Stage } from '#capabilities/ledger/contract.ts'
import { inScope, type Scope } from '#platform/access/scope.ts'
import type { Transaction } from '#platform/database/pool.ts'
import { type Change, type Entry, type LineFacts, lineOf, type Step } from '../rules/line.ts'

/** A project with its line, and what lists name it by. */
export type ProjectLine = {
  projectId: number
  name: string
  orgPath: string
  countyId: number | null
  countyName: string | null
  stage: Stage | null
  totalInvestment: string | null
  annualPlan: string | null
  plannedStart: string | null
  startDate: string | null
  isNew: boolean
  sponsor: string | null
  problems: string | null
  line: Entry[]
  steps: Step[]
}

/** The day in China of an instant column. */
const dayOf = (column: string) => sql`(${sql.ref(column)} at time zone 'Asia/Shanghai')::date`

/** Not superseded by a later entry, and itself no withdrawal. */
export const IN_FORCE = sql<boolean>`(not s.is_withdrawn and not exists (select 1 from stage_step n where n.supersedes = s.id))`

const STEP = sql`s.id, s.project_id as "projectId", s.stage, s.reached_on as "reachedOn", s.reached_by as "reachedBy",
  s.start_works as "startWorks", s.document, s.note, s.witness, s.recorded_at as "recordedAt", a.display_name as "recordedBy"`

type Facts = Omit<ProjectLine, 'line' | 'steps'> & { enteredOn: string }

/** Projects that match `condition` (on `project p`) within the scope, each with its line; three statements however many they are. */
export async function readLines(db: Transaction, scope: Scope, condition: RawBuilder<unknown>): Promise<ProjectLine[]> {
  const { rows } = await sql<Facts>`
    select p.id as "projectId", p.name, p.org_path::text as "orgPath", p.county_id as "countyId", county.name as "countyName", p.stage,
      p.total_investment as "totalInvestment", p.annual_plan as "annualPlan", p.planned_start as "plannedStart",
      p.start_date as "startDate", coalesce(p.plan_state = 'new', false) as "isNew", p.sponsor, p.problems,
      ${dayOf('p.created_at')} as "enteredOn"
    from project p left join organisation county on county.id = p.county_id
    where ${inScope(scope, 'p')} and ${condition}
    order by county.sort_order nulls last, p.county_id, p.id`.execute(db)
  const ids = rows.map(({ projectId }) => projectId)
  const steps = groupBy(await readSteps(db, ids))
  const changes = groupBy(await readChanges(db, ids))
  return rows.map(({ enteredOn, ...project }) => {
    const own = steps.get(project.projectId) ?? []
    const facts = lineFacts(project, enteredOn, { steps: own, changes: changes.get(project.projectId) ?? [] })
    return { ...project, steps: own, line: lineOf(facts) }
  })
}

/** Steps in force of these projects. */
async function readSteps(db: Transaction, projectIds: readonly number[]) {
  const { rows } = await sql<Step & { projectId: number }>`
    select ${STEP} from stage_step s join account a on a.id = s.recorded_by
    where s.project_id = any (${projectIds}::int[]) and ${IN_FORCE} order by s.project_id, s.reached_by, s.id`.execute(
    db,
  )
  return rows
}

/** Every change of stage these projects' histories hold, in the order they were written. */
async function readChanges(db: Transaction, projectIds: readonly number[]) {
  const { rows } = await sql<Change & { projectId: number }>`
    select c.id, c.project_id as "projectId", c.old, c.new, ${dayOf('c.at')} as on, c.at, coalesce(a.display_name, c.actor) as by, c.source
    from field_change c left join account a on a.id = c.account_id
    where c.project_id = any (${projectIds}::int[]) and c.field = 'stage' order by c.project_id, c.id`.execute(db)
  return rows
}

/** What this capability wrote itself is told by its steps; the first change says what the project was entered with. */
function lineFacts(
  { stage, startDate }: Pick<ProjectLine, 'stage' | 'startDate'>,
  enteredOn: string,
  { steps, changes }: { steps: Step[]; changes: Change[] },
): LineFacts {
  const first = changes[0]
  return {
    stage,
    startDate,
    enteredAs: first ? first.old : stage,
    enteredOn,
    steps,
    changes: changes.filter(({ source }) => source !== 'stage'),
  }
}

function groupBy<Row extends { projectId: number }>(rows: readonly Row[]): Map<number, Row[]> {
  const groups = new Map<number, Row[]>()
  for (const row of rows) {
    const group = groups.get(row.projectId)
    if (group) group.push(row)
    else groups.set(row.projectId, [row])
  }
  return groups
}

/** The lines of these projects by their id, as far as they lie in the scope. */
export async function linesOf(
  db: Transaction,
  scope: Scope,
  projectIds: readonly number[],
): Promise<Map<number, ProjectLine>> {
  if (projectIds.length === 0) return new Map()
  const lines = await readLines(db, scope, sql`p.id = any (${projectIds}::int[])`)
  return new Map(lines.map((line) => [line.projectId, line]))
}
