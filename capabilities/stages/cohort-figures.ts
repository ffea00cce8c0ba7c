import { sumWan } from '#kernel/money.ts'
import { BATCHES, type Batch, type Cohort, type Member } from './contract/cohorts.ts'
import type { CountyConversion } from './contract/shared.ts'
import { conversionOf, type Due, dueOn, standingOf } from './rules/conversion.ts'
import type { Day } from './rules/days.ts'
import { isDatedOn, reachedBy } from './rules/line.ts'
import type { MemberRow, StoredCohort } from './store/cohorts.ts'
import type { ProjectLine } from './store/lines.ts'

/** What a batch moves on to. */
const NEXT_OF = { signed: 'started', started: 'inProduction', inProduction: 'atCapacity' } as const satisfies Record<
  Batch,
  string
>

/** Members of a round as of a day: who had joined and not left by then, each with where it stands. Computed from the stage line. */
export function membersOf(
  cohort: StoredCohort,
  rows: readonly MemberRow[],
  { lines, asOf }: { lines: ReadonlyMap<number, ProjectLine>; asOf: Day },
): Member[] {
  return rows
    .filter(({ joinedOn, leftOn }) => joinedOn <= asOf && (leftOn === null || leftOn > asOf))
    .flatMap(({ id, projectId, batch, joinedOn }) => {
      const project = lines.get(projectId)
      if (!project) return []
      const movedOn = reachedBy(project.line, NEXT_OF[batch])
      const due = {
        dueOn: dueOn(joinedOn, cohort.deadlines[batch]),
        movedOn: movedOn && movedOn <= asOf ? movedOn : null,
      }
      return [
        {
          ...nameOf(project),
          id,
          batch,
          joinedOn,
          ...due,
          isDated: isDatedOn(project.line, due.movedOn),
          ...standingOf(due, asOf, cohort.warnDays),
          sponsor: project.sponsor,
        },
      ]
    })
}

/** One round's figures: by batch, and all batches that are due to move on together. */
export function figuresOf(members: readonly Member[], asOf: Day): Pick<Cohort, 'batches' | 'total'> {
  return { batches: batchesOf(members, asOf), total: conversionOf(members.filter(hasDeadline), asOf) }
}

export function batchesOf(members: readonly Member[], asOf: Day): Cohort['batches'] {
  return BATCHES.map((batch) => {
    const own = members.filter((member) => member.batch === batch)
    return {
      batch,
      conversion: conversionOf(own, asOf),
      dueSoon: own.filter(({ standing }) => standing === 'dueSoon').length,
      totalInvestment: sumWan(own.map(({ totalInvestment }) => totalInvestment)),
    }
  })
}

/** A batch that need not move on is in no rate of all batches. */
function hasDeadline({ dueOn: day }: Member): boolean {
  return day !== null
}

/** By county in the order the members come in (the office's own order of organisations); projects in no county last. */
export function byCounty<Row extends Due & { countyId: number | null; countyName: string | null }>(
  rows: readonly Row[],
  asOf: Day,
): CountyConversion[] {
  const groups = new Map<number | null, Row[]>()
  for (const row of rows) groups.set(row.countyId, [...(groups.get(row.countyId) ?? []), row])
  return [...groups].map(([countyId, own]) => ({
    countyId,
    countyName: own[0]!.countyName,
    conversion: conversionOf(own, asOf),
  }))
}

export function nameOf({ projectId, name, countyId, countyName, stage, totalInvestment }: ProjectLine) {
  return { projectId, name, countyId, countyName, stage, totalInvestment }
}
