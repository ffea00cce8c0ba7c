import { addMonths, isMonth, type Month, monthOf, yearOf } from '#kernel/period.ts'
import { runAnchorYear } from './anchor-year.ts'
import { approvalsOf } from './approvals.ts'
import { planCampaigns } from './campaigns.ts'
import { openCohorts } from './cohorts.ts'
import { planCorrections, postedCorrections } from './corrections.ts'
import { draftProjects } from './draft-projects.ts'
import type { Draft } from './drafts.ts'
import { beginHistories, type History, type Period, periodOf, type SwingOf } from './figures.ts'
import { withGaps } from './gaps.ts'
import { drawTerritories } from './geography.ts'
import { holdJointStarts } from './joint-starts.ts'
import { fillLibraries } from './libraries.ts'
import { lightsOf } from './lights.ts'
import { openReports } from './open-round.ts'
import { plantOrganisations } from './organisations.ts'
import { castAccounts } from './people.ts'
import { photographReports } from './photograph-rows.ts'
import { CITY, STORY_PLACES } from './places.ts'
import { adjustPlans } from './plan-adjustments.ts'
import { monthRows, planRows, projectRows } from './project-rows.ts'
import { randomFor } from './random.ts'
import { recentChanges } from './recent-changes.ts'
import type { Account, DemoRegion, Organisation, Project, Report } from './region.ts'
import { type Desk, type Filed, lockedReports } from './reports.ts'
import { planRounds } from './rounds.ts'
import { STEADY } from './run-year.ts'
import { type Gazette, surveySites } from './siting.ts'
import { recordStages } from './stage-steps.ts'
import { type StoryDrafts, tellStories } from './story-drafts.ts'

const DEFAULT_SEED = 7

/**
 * The invented city of 云川: eighteen locked monthly rounds ending at the anchor (the last full month) and the next one open.
 * The same anchor and seed give the same region, to the yuan, on every machine; no clock is read.
 */
export function generateRegion({ anchor, seed = DEFAULT_SEED }: { anchor: Month; seed?: number }): DemoRegion {
  if (!isMonth(anchor)) throw new Error(`the anchor must be a month such as 2026-10, not ${anchor}`)
  const period = periodOf(anchor)
  const { gazette, ...places } = settlePlaces(seed)
  const drafts = draftProjects(seed, anchor, gazette)
  const stories = tellStories(drafts, anchor, gazette)
  const { histories, tied } = makeHistories(seed, period, drafts, gazette)
  const { desk, tenfold, ...filed } = fileReports(seed, period, histories, places)
  const lights = new Map(histories.map((history) => [history.draft.id, lightsOf(history, anchor)]))
  const projects = projectRows(seed, anchor, histories, places.organisations)
  const officeOf = (draft: Draft) => desk.officeOf({ draft })
  const annualPlans = planRows(histories)
  const changes = recentChanges(seed, drafts, { ...filed, projects, period, officeOf, lights })
  return {
    anchor,
    openMonth: period.openMonth,
    name: CITY.name,
    issuer: CITY.issuer,
    ...places,
    ...planCampaigns(seed, anchor, drafts, stories.claimedTwice),
    projects: withGaps(seed, projects),
    approvals: approvalsOf(seed, anchor, projects),
    formerNames: formerNames(seed, period, drafts),
    assignments: drafts.map((draft) => ({ projectId: draft.id, accountId: desk.reporterOf({ draft }).id })),
    annualPlans,
    months: monthRows(histories, lights, reportedIn(filed)),
    corrections: postedCorrections(randomFor(seed, 'posted corrections'), histories, officeOf),
    ...filed,
    changes,
    ...tellStages(seed, drafts, {
      anchor,
      projects,
      plans: annualPlans,
      changes,
      officeOf,
      city: places.organisations[0]!,
    }),
    libraries: fillLibraries(seed, { anchor, ...places, projects }),
    photographs: photographReports(seed, filed.reports, projects, filed.rounds),
    stories: { ...storiesOf(period, gazette, stories), tiedCounties: tied, tenfoldReport: tenfold },
  }
}

type Staged = {
  anchor: Month
  projects: Project[]
  plans: DemoRegion['annualPlans']
  changes: DemoRegion['changes']
  officeOf: (draft: Draft) => Account
  city: Organisation
}

/** Stage lines, rounds of 三个一批 and joint starts, all kept by the city's office. */
function tellStages(seed: number, drafts: Draft[], { changes, plans, city, ...known }: Staged) {
  const projects = new Map(known.projects.map((project) => [project.id, project]))
  const officeId = known.officeOf(drafts.find(({ isMunicipal }) => isMunicipal)!).id
  const changedByHand = new Set(changes.filter(({ field }) => field === 'stage').map(({ projectId }) => projectId))
  const own = { ...known, projects, officeId, cityId: city.id }
  const { steps, changes: stageChanges } = recordStages(seed, drafts, { ...own, changedByHand })
  const { cohorts, members } = openCohorts(seed, drafts, own)
  const { events, listed, preparations } = holdJointStarts(seed, drafts, { ...own, plans })
  const labels = { signedLabel: '签约', startedLabel: '开工', producingLabel: '投产', version: 1 }
  return {
    stageSteps: steps.map((step, at) => ({ ...step, id: at + 1, hasMoved: false, isWithdrawn: false })),
    stageChanges,
    cohorts: cohorts.map((cohort) => ({ ...cohort, ...labels })),
    cohortMembers: members,
    preparations,
    jointStarts: events.map((event) => ({ ...event, version: 1 })),
    jointStartProjects: listed,
  }
}

function settlePlaces(seed: number) {
  const territories = drawTerritories(randomFor(seed, 'geography'))
  const { organisations, aliases } = plantOrganisations()
  const gazette = surveySites(randomFor(seed, 'sites'), organisations, territories)
  const accounts = castAccounts(randomFor(seed, 'people'), organisations)
  const boundaries = gazette.counties.map(({ id }, position) => ({
    organisationId: id,
    rings: [territories[position]!.ring],
  }))
  return { organisations, aliases, boundaries, accounts, gazette }
}

function makeHistories(seed: number, period: Period, drafts: Draft[], gazette: Gazette) {
  const swingOf = swingOfJune(juneYear(period.anchor))
  const corrections = planCorrections(randomFor(seed, 'corrections'), drafts, period)
  const histories = beginHistories(seed, period, drafts, { swingOf, corrections })
  const tied = runAnchorYear(seed, period, histories, { counties: gazette.counties, swingOf })
  adjustPlans(randomFor(seed, 'plan adjustments'), histories, period.anchor)
  return { histories, tied: [tied[0].id, tied[1].id] as [number, number] }
}

function fileReports(
  seed: number,
  period: Period,
  histories: History[],
  places: Pick<DemoRegion, 'organisations' | 'accounts'>,
) {
  const { organisations, accounts } = places
  const office = accounts.find(({ username }) => username === 'office')!
  const rounds = planRounds(period, organisations[0]!.id, office.id)
  const desk = deskOf(accounts, organisations)
  const open = openReports(seed, period, rounds.at(-1)!, histories, desk)
  const locked = rounds.slice(0, -1).map((round) => lockedReports(seed, round, histories, desk))
  const { reports, returns } = numbered([...locked, open])
  const tenfold = reports.find(
    ({ roundId, projectId }) => roundId === rounds.length && projectId === open.tenfoldProject,
  )!.id
  return { desk, rounds, reports, returns, tenfold }
}

/** The last June up to the anchor. */
function juneYear(anchor: Month): number {
  return monthOf(anchor) >= 6 ? yearOf(anchor) : yearOf(anchor) - 1
}

/** One county lies far behind from February to May and makes it up in June. */
function swingOfJune(year: number): SwingOf {
  const spring = [-2, -6, -14, -19, -22, 0, 0, 0, 0, 0, 0, 0]
  return ({ county, isMunicipal }, planYear) =>
    county.name === STORY_PLACES.juneCounty && !isMunicipal && planYear === year ? spring : STEADY
}

function deskOf(accounts: Account[], organisations: Organisation[]): Desk {
  const holder = (role: Account['role'], organisationId: number) =>
    accounts.find((account) => account.role === role && account.organisationId === organisationId)
  return {
    reporterOf: ({ draft }) => holder('reporter', draft.home.id) ?? holder('reporter', draft.county.id)!,
    officeOf: ({ draft }) => holder('dispatchOffice', draft.isMunicipal ? organisations[0]!.id : draft.county.id)!,
  }
}

function numbered(filed: Filed[]): Pick<DemoRegion, 'reports' | 'returns'> {
  const reports: Report[] = []
  const returns: DemoRegion['returns'] = []
  for (const round of filed) {
    const reasons = new Map(round.returned.map(({ projectId, reason }) => [projectId, reason]))
    for (const report of round.reports) {
      report.id = reports.push(report)
      const reason = reasons.get(report.projectId)
      if (reason) returns.push({ reportId: report.id, reason })
    }
  }
  return { reports, returns }
}

/** Whether a report stands behind a figure of the ledger. */
function reportedIn({
  reports,
  rounds,
}: Pick<DemoRegion, 'reports' | 'rounds'>): (projectId: number, month: Month) => boolean {
  const entered = reports.filter(({ state }) => state === 'accepted' || state === 'locked')
  const known = new Set(entered.map(({ projectId, roundId }) => `${projectId} ${rounds[roundId - 1]!.month}`))
  return (projectId, month) => known.has(`${projectId} ${month}`)
}

/** Names that followed the approval: the earlier one is kept and found. */
function formerNames(seed: number, { anchor }: Period, drafts: Draft[]): DemoRegion['formerNames'] {
  const random = randomFor(seed, 'former names')
  const renamed = drafts.filter(({ identity }) => /生产线建设项目$|工程（/.test(identity.name))
  return random
    .shuffled(renamed)
    .slice(0, 18)
    .map(({ id, identity }) => ({
      projectId: id,
      name: identity.name.replace('生产线建设项目', '项目').replace('工程（', '项目（'),
      until: `${addMonths(anchor, -random.whole(2, 12))}-15T01:00:00.000Z`,
    }))
}

function storiesOf({ anchor }: Period, gazette: Gazette, { steelWorks, claimedTwice }: StoryDrafts) {
  return {
    steelWorks: steelWorks.id,
    lateTown: gazette.find(STORY_PLACES.lateTown).id,
    juneCounty: gazette.find(STORY_PLACES.juneCounty).id,
    juneYear: juneYear(anchor),
    claimedTwice: [claimedTwice[0].id, claimedTwice[1].id] as [number, number],
    parkWithoutPlan: gazette.find(STORY_PLACES.parkWithoutPlan).id,
    townFilledFor: gazette.find(STORY_PLACES.townFilledFor).id,
  }
}
