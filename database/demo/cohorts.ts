import { addMonths, lastDayOf, type Month, monthOf, monthText, yearOf } from '#kernel/period.ts'
import type { Draft } from './drafts.ts'
import { randomFor } from './random.ts'
import type { Project } from './region.ts'
import type { Cohort, CohortMember } from './region-stages.ts'

const ROUNDS = 5
/** How many a batch takes at most. */
const TAKES = { signed: 14, started: 16, inProduction: 6 } as const

/**
 * Five rounds of 三个一批, one each half year up to the last full one. The first ask a start for production within fifteen months, the later
 * ones within eighteen, as such rules change; a few of each round never move.
 */
export function openCohorts(
  seed: number,
  drafts: Draft[],
  {
    anchor,
    projects,
    officeId,
    cityId,
  }: { anchor: Month; projects: ReadonlyMap<number, Project>; officeId: number; cityId: number },
): { cohorts: Cohort[]; members: CohortMember[] } {
  const random = randomFor(seed, 'cohorts')
  const cohorts: Cohort[] = []
  const members: CohortMember[] = []
  const signedBefore = new Set<number>()
  for (let at = 0; at < ROUNDS; at++) {
    const first = addMonths(firstOfHalf(anchor), 6 * (at - ROUNDS))
    const last = addMonths(first, 5)
    const joinedOn = `${last}-20`
    cohorts.push({
      ...roundOf(at, first, last),
      orgId: cityId,
      createdBy: officeId,
      createdAt: `${first}-03T02:00:00.000Z`,
    })
    const join = (batch: CohortMember['batch'], fits: (draft: Draft) => boolean) => {
      const taken = new Set(members.filter(({ cohortId }) => cohortId === at + 1).map(({ projectId }) => projectId))
      const found = random
        .shuffled(drafts.filter((draft) => !taken.has(draft.id) && fits(draft)))
        .slice(0, TAKES[batch])
      for (const { id } of found) {
        if (batch === 'signed') signedBefore.add(id)
        members.push({
          cohortId: at + 1,
          projectId: id,
          batch,
          joinedOn,
          addedBy: officeId,
          addedAt: `${joinedOn}T06:00:00.000Z`,
        })
      }
    }
    join('signed', ({ id, field, plannedStart, start }) => {
      const isDue = plannedStart > last && plannedStart <= addMonths(last, 6)
      return (
        field === '工业' &&
        isDue &&
        !signedBefore.has(id) &&
        (start === null || start > last) &&
        projects.get(id)!.stage !== 'planning'
      )
    })
    join('started', ({ field, start }) => field === '工业' && start !== null && start >= first && start <= last)
    join(
      'inProduction',
      ({ id, field, finish }) =>
        field === '工业' &&
        finish >= addMonths(first, -1) &&
        finish < last &&
        ['inProduction', 'atCapacity', 'returnsAchieved'].includes(projects.get(id)!.stage!),
    )
  }
  return { cohorts, members }
}

function roundOf(at: number, first: Month, last: Month): Omit<Cohort, 'orgId' | 'createdBy' | 'createdAt'> {
  return {
    id: at + 1,
    number: at + 1,
    name: `${first.slice(0, 4)}年${first.endsWith('01') ? '上' : '下'}半年`,
    startsOn: `${first}-01`,
    endsOn: lastDayOf(last),
    signedWithin: 180,
    signedUnit: 'days',
    startedWithin: at < 2 ? 15 : 18,
    startedUnit: 'months',
    producingWithin: null,
    producingUnit: 'months',
    warnDays: 30,
    document: `云重调办〔${first.slice(0, 4)}〕${at + 11}号`,
  }
}

/** January or July: when the half year of a month began. */
function firstOfHalf(month: Month): Month {
  return monthText(yearOf(month), monthOf(month) <= 6 ? 1 : 7)
}
