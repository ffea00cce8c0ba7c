import { sumWan } from '#kernel/money.ts'
import { dateInChina } from '#kernel/period.ts'
import { percentOf } from '#kernel/ratio.ts'
import { covers } from '#platform/access/scope.ts'
import type { Context } from '#platform/http/context.ts'
import { nameOf } from './cohort-figures.ts'
import type { FollowUp, JointStart, JointStartPage, Listed } from './contract/joint-starts.ts'
import { mayKeep } from './owning.ts'
import type { Day } from './rules/days.ts'
import { compareWithEarlier, FOLLOW_UP_DAYS, followUpDay, missingOf, startStateOn } from './rules/joint-start.ts'
import { reachedBy } from './rules/line.ts'
import { type ListedRow, listEvents, listItems, readListed, type StoredEvent } from './store/joint-starts.ts'
import { linesOf, type ProjectLine } from './store/lines.ts'
import { readPreparations } from './store/preparations.ts'

type Loaded = { lines: Map<number, ProjectLine>; of: (eventId: number) => ListedRow[] }

export async function loadListed({ db, scope }: Context, eventIds: readonly number[]): Promise<Loaded> {
  const rows = await readListed(db, scope, eventIds)
  const lines = await linesOf(db, scope, [...new Set(rows.map(({ projectId }) => projectId))])
  const groups = Map.groupBy(rows, ({ eventId }) => eventId)
  return { lines, of: (eventId) => groups.get(eventId) ?? [] }
}

/** Events with their sums, compared and followed up. Only who sees the whole event is told whether it is the highest. */
export function cardsOf(context: Context, events: readonly StoredEvent[], loaded: Loaded): JointStart[] {
  const today = dateInChina(context.now)
  const sums = new Map(events.map((event) => [event.id, sumsOf(loaded.of(event.id))]))
  return events.map(({ orgPath, ...event }) => {
    const peers = events.filter(({ orgId }) => orgId === event.orgId)
    const sized = peers.map(({ id, heldOn }) => ({ id, heldOn, ...sums.get(id)! }))
    const standing = compareWithEarlier({ id: event.id, heldOn: event.heldOn, ...sums.get(event.id)! }, sized)
    const seesAll = covers(context.scope, orgPath)
    return {
      ...event,
      mayWrite: mayKeep(context, orgPath),
      ...sums.get(event.id)!,
      earlier: standing.earlier,
      isHighest: seesAll ? standing.isHighest : { projects: false, totalInvestment: false },
      followUps: followUpsOf(event.heldOn, linesOn(loaded, event.id), today),
    }
  })
}

export async function jointStartPage(context: Context, event: StoredEvent): Promise<JointStartPage> {
  const { db, scope, now } = context
  const asOf = dateInChina(now)
  const events = await listEvents(db, scope)
  const loaded = await loadListed(
    context,
    events.map(({ id }) => id),
  )
  const rows = loaded.of(event.id)
  const listed = rows.filter(({ removedAt }) => removedAt === null)
  const checks = await readiness(
    context,
    listed.map(({ projectId }) => projectId),
    event.requiredItems,
  )
  const missing = new Map(checks.map((check) => [check.projectId, check.missing]))
  return {
    event: cardsOf(context, events, loaded).find(({ id }) => id === event.id)!,
    asOf,
    items: await listItems(db),
    projects: listed.flatMap((row) => lineOfList(row, loaded.lines.get(row.projectId), { event, missing, asOf })),
    removed: rows.flatMap(({ projectId, removedAt, removedReason, removedBy }) => {
      const project = loaded.lines.get(projectId)
      return project && removedAt
        ? [{ ...nameOf(project), removedAt, reason: removedReason!, removedBy: removedBy ?? '' }]
        : []
    }),
  }
}

/** What each project lacks today of what is required. */
export async function readiness(
  { db, now }: Context,
  projectIds: readonly number[],
  required: readonly string[],
): Promise<{ projectId: number; missing: string[] }[]> {
  const done = Map.groupBy(await readPreparations(db, projectIds), ({ projectId }) => projectId)
  const today = dateInChina(now)
  return projectIds.map((projectId) => ({ projectId, missing: missingOf(required, done.get(projectId) ?? [], today) }))
}

function lineOfList(
  row: ListedRow,
  project: ProjectLine | undefined,
  { event, missing, asOf }: { event: StoredEvent; missing: Map<number, string[]>; asOf: Day },
): Listed[] {
  if (!project) return []
  const come = FOLLOW_UP_DAYS.map((days) => followUpDay(event.heldOn, days)).filter((day) => day <= asOf)
  const startedOn = reachedBy(project.line, 'started')
  return [
    {
      ...nameOf(project),
      id: row.id,
      venue: row.venue,
      totalInvestment: row.totalInvestment,
      annualPlan: row.annualPlan,
      totalInvestmentNow: project.totalInvestment === row.totalInvestment ? null : project.totalInvestment,
      missingItems: row.missingItems,
      missingNow: missing.get(row.projectId) ?? [],
      overrideReason: row.overrideReason,
      startedOn: startedOn !== null && startedOn <= asOf ? startedOn : null,
      isProven: startStateOn(project.line, asOf) === 'started',
      followUps: come.map((day) => startStateOn(project.line, day)),
      sponsor: project.sponsor,
    },
  ]
}

function sumsOf(rows: readonly ListedRow[]) {
  const listed = rows.filter(({ removedAt }) => removedAt === null)
  return {
    projects: listed.length,
    totalInvestment: sumWan(listed.map(({ totalInvestment }) => totalInvestment)),
    annualPlan: sumWan(listed.map(({ annualPlan }) => annualPlan)),
  }
}

function linesOn(loaded: Loaded, eventId: number): ProjectLine[] {
  return loaded.of(eventId).flatMap(({ projectId, removedAt }) => {
    const line = loaded.lines.get(projectId)
    return line && removedAt === null ? [line] : []
  })
}

/** Share of its projects truly under construction at each follow-up; a day that has not come has no figures. */
function followUpsOf(heldOn: Day, lines: readonly ProjectLine[], today: Day): FollowUp[] {
  return FOLLOW_UP_DAYS.map((afterDays) => {
    const on = followUpDay(heldOn, afterDays)
    if (on > today) return { afterDays, on, due: false, started: 0, unproven: 0, notStarted: 0, share: null }
    const states = lines.map(({ line }) => startStateOn(line, on))
    const count = (wanted: string) => states.filter((state) => state === wanted).length
    const started = count('started')
    const share = percentOf(String(started), String(lines.length))
    return { afterDays, on, due: true, started, unproven: count('unproven'), notStarted: count('notStarted'), share }
  })
}
