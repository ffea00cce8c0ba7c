import { expect, test } from 'vitest'
import { compareWan, sumWan } from '#kernel/money.ts'
import { addMonths } from '#kernel/period.ts'
import { generateRegion } from './generate.ts'

const region = generateRegion({ anchor: '2026-10' })
const { stories } = region
const project = (id: number) => region.projects.find((each) => each.id === id)!
const month = (projectId: number, at: string) =>
  region.months.find((row) => row.projectId === projectId && row.month === at)
const deadlineOf = (roundId: number) => region.rounds[roundId - 1]!.deadline

test('the steel works has stood still for half a year, is red and says why', () => {
  const works = project(stories.steelWorks)
  expect(works).toMatchObject({ stage: 'suspended', industry: '黑色金属冶炼和压延加工业' })
  for (let back = 0; back < 6; back++) expect(month(works.id, addMonths('2026-10', -back))!.reportedCurrent).toBe('0')
  expect(compareWan(month(works.id, '2026-04')!.reportedCurrent!, '0')).toBe(1)
  expect(month(works.id, '2026-10')!.light).toBe('red')
  expect(works.problems).toContain('拖欠施工单位工程款')
})

test('one town reports after the deadline every month, the others hardly ever', () => {
  const locked = region.reports.filter(({ state }) => state === 'locked')
  const isLate = ({ submittedAt, roundId }: (typeof locked)[number]) => submittedAt! > deadlineOf(roundId)
  const ofTown = locked.filter((report) => project(report.projectId).orgId === stories.lateTown)
  expect(new Set(ofTown.map(({ roundId }) => roundId)).size).toBe(18)
  expect(ofTown.every(isLate)).toBe(true)
  const others = locked.filter((report) => project(report.projectId).orgId !== stories.lateTown)
  expect(others.filter(isLate).length / others.length).toBeLessThan(0.04)
})

test('every report is handed in, reviewed and locked in that order', () => {
  for (const { state, submittedAt, reviewedAt, roundId } of region.reports) {
    if (state !== 'locked') continue
    expect(submittedAt! < reviewedAt!).toBe(true)
    expect(reviewedAt! < region.rounds[roundId - 1]!.lockedAt!).toBe(true)
  }
})

test('one county is fifteen points behind its plan in May and within five at the end of June', () => {
  expect(stories.juneYear).toBe(2026)
  expect(behind('2026-05')).toBeGreaterThan(15)
  expect(behind('2026-06')).toBeLessThan(5)
})

test('one project is claimed by two counties under two names, in two campaigns', () => {
  const [first, second] = stories.claimedTwice.map(project)
  expect(first!.countyId).not.toBe(second!.countyId)
  expect(first!.name).not.toBe(second!.name)
  expect(first).toMatchObject({ owner: second!.owner, totalInvestment: second!.totalInvestment })
  const campaigns = stories.claimedTwice.map((id) =>
    region.campaignProjects.filter((each) => each.projectId === id).map((each) => each.campaignId),
  )
  expect(campaigns[0]).toHaveLength(1)
  expect(campaigns[1]).toHaveLength(1)
  expect(campaigns[0]).not.toEqual(campaigns[1])
})

test('in the open round one amount is ten times last month’s, and the check speaks', () => {
  const report = region.reports.find(({ id }) => id === stories.tenfoldReport)!
  expect(report.state).toBe('submitted')
  const usual = month(report.projectId, '2026-10')!.reportedCurrent!
  expect(Number(report.completedCurrent)).toBeCloseTo(Number(usual) * 10, 4)
  expect(report.findings.map(({ code }) => code)).toContain('jump')
})

test('the open round is under way: accepted, waiting, returned with a reason, drafts and untouched', () => {
  const open = region.reports.filter(({ roundId }) => roundId === region.rounds.length)
  const count = (state: string) => open.filter((report) => report.state === state).length
  expect(count('accepted')).toBeGreaterThan(100)
  expect(count('submitted')).toBeGreaterThan(30)
  expect(count('returned')).toBeGreaterThan(3)
  expect(open.filter(({ isStarted }) => !isStarted).length).toBeGreaterThan(100)
  const reasons = new Set(region.returns.map(({ reportId }) => reportId))
  for (const report of open) if (report.state === 'returned') expect(reasons.has(report.id)).toBe(true)
})

test('one park has projects and no plan: grey', () => {
  const inPark = region.projects.filter(({ parkId }) => parkId === stories.parkWithoutPlan)
  expect(inPark.length).toBeGreaterThan(3)
  for (const { id } of inPark) {
    expect(region.annualPlans.some(({ projectId, year }) => projectId === id && year === 2026)).toBe(false)
    expect(month(id, '2026-10')!.light).toBe('grey')
  }
})

test('a town that cannot is filled in for, and the report says for whom', () => {
  const filled = region.reports.filter(({ filledFor }) => filledFor !== null)
  expect(filled.length).toBeGreaterThan(17)
  for (const { projectId, filledFor, submittedBy } of filled) {
    expect(project(projectId).orgId).toBe(stories.townFilledFor)
    expect(filledFor).toBe('冷杉坪乡人民政府')
    expect(region.accounts[submittedBy! - 1]!.role).toBe('dispatchOffice')
  }
})

test('one correction makes its month negative', () => {
  const nets = region.corrections.map(({ projectId, month: at, delta }) =>
    sumWan([month(projectId, at)!.reportedCurrent, delta]),
  )
  expect(nets.some((net) => compareWan(net, '0') < 0)).toBe(true)
})

test('what changed lately is what now stands', () => {
  for (const { projectId, field, new: current } of region.changes) {
    const stands = project(projectId)
    if (field === 'light') expect(current).toBe(month(projectId, '2026-10')!.light)
    else if (field === 'completedYtd') expect(current).toBe(`2026-11 ${month(projectId, '2026-11')!.completedYtd}`)
    else expect(current).toBe(stands[field as 'stage' | 'finishDate' | 'contact' | 'sponsor'])
  }
})

/** Percentage points by which the June county is behind its own curve. */
function behind(at: string): number {
  const members = new Set(region.projects.filter(({ countyId }) => countyId === stories.juneCounty).map(({ id }) => id))
  const rows = region.months.filter((row) => members.has(row.projectId) && row.month.startsWith('2026'))
  const planned = Number(sumWan(rows.map((row) => row.plannedCurrent)))
  const due = Number(sumWan(rows.filter((row) => row.month <= at).map((row) => row.plannedCurrent)))
  const done = Number(sumWan(rows.filter((row) => row.month === at).map((row) => row.completedYtd)))
  return ((due - done) / planned) * 100
}

test('lists overlap, so that they add up to more than the projects on them; moves wait, were approved and were refused', () => {
  const { rosters, members, moves, checks } = region.libraries
  const present = members.filter(({ leftOn }) => leftOn === null)
  expect(new Set(present.map(({ projectId }) => projectId)).size).toBeLessThan(present.length)
  expect(rosters.length).toBeGreaterThanOrEqual(5)
  expect(new Set(moves.map(({ state }) => state))).toEqual(new Set(['waiting', 'approved', 'refused']))
  const waiting = moves.filter(({ state, projectId }) => state === 'waiting' && projectId !== null)
  expect(new Set(waiting.map(({ projectId }) => projectId)).size).toBe(waiting.length)
  for (const { state, proposedBy, decidedBy, source, documentNumber } of moves)
    if (state === 'approved' && source !== 'import' && proposedBy === decidedBy) expect(documentNumber).not.toBeNull()
  expect(checks.some(({ doneOn }) => doneOn === null) && checks.some(({ doneOn }) => doneOn !== null)).toBe(true)
})

test('every project has entered the library it is in', () => {
  const entered = new Set(
    region.libraries.moves.filter(({ kind }) => kind === 'entry').map(({ projectId }) => projectId),
  )
  for (const { id } of region.projects) expect(entered.has(id)).toBe(true)
})
