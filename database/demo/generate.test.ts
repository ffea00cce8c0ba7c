import { createHash } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { addWan, compareWan, subtractWan, sumWan } from '#kernel/money.ts'
import { addMonths, monthOf } from '#kernel/period.ts'
import { percentOf } from '#kernel/ratio.ts'
import { generateRegion } from './generate.ts'
import type { DemoRegion, ProjectMonth } from './region.ts'

const region = generateRegion({ anchor: '2026-10' })
const ANCHORS = ['2026-01', '2026-02', '2026-05', '2026-06', '2026-11', '2026-12', '2027-03']

const digest = (made: DemoRegion) => createHash('sha256').update(JSON.stringify(made)).digest('hex')
const ofKind = (...kinds: string[]) => region.organisations.filter(({ kind }) => kinds.includes(kind))

test('the same anchor gives the same region, another seed another', () => {
  expect(digest(generateRegion({ anchor: '2026-10' }))).toBe(digest(region))
  expect(digest(generateRegion({ anchor: '2026-10', seed: 8 }))).not.toBe(digest(region))
})

test('an anchor that is no month is refused', () => {
  expect(() => generateRegion({ anchor: '2026-13' })).toThrow('2026-13')
})

test('seven counties, nine parks, seventy towns and departments, about 600 projects, eighteen locked rounds and an open one', () => {
  expect(ofKind('county', 'zone')).toHaveLength(7)
  expect(ofKind('zone')).toHaveLength(1)
  expect(ofKind('park')).toHaveLength(9)
  expect(ofKind('town', 'department')).toHaveLength(70)
  expect(Math.abs(region.projects.length - 600)).toBeLessThanOrEqual(20)
  const locked = region.rounds.filter(({ lockedAt }) => lockedAt !== null)
  expect(locked.map(({ month }) => month)).toEqual(
    Array.from({ length: 18 }, (_, index) => addMonths('2025-05', index)),
  )
  const open = region.rounds.filter(({ lockedAt }) => lockedAt === null)
  // 28 November, 18:00 in China
  expect(open).toMatchObject([{ month: '2026-11', cutoffOn: '2026-11-25', deadline: '2026-11-28T10:00:00.000Z' }])
  expect(region.rounds.find(({ month }) => month === '2025-12')!.cutoffOn < '2025-12-25').toBe(true)
})

test('nothing is given twice: codes, names within a county, user names, paths, aliases', () => {
  const codes = region.projects.flatMap(({ code }) => code ?? [])
  const alone = (keys: unknown[]) => expect(new Set(keys).size).toBe(keys.length)
  alone(codes)
  alone(region.projects.map(({ countyId, name }) => `${countyId} ${name}`))
  alone(region.accounts.map(({ username }) => username))
  alone(region.organisations.map(({ path }) => path))
  alone(region.aliases.map(({ alias }) => alias))
  for (const code of codes) expect(code).toMatch(/^\d{4}-99\d{4}-04-0[12]-\d{6}$/)
  for (const { path } of region.organisations) expect(path).toMatch(/^[a-z]+(\.[a-z]+)*$/)
})

test('every project lies in the scope of its reporter, and what its home says agrees', () => {
  const paths = new Map(region.organisations.map(({ id, path }) => [id, path]))
  const reporters = new Map(
    region.assignments.map(({ projectId, accountId }) => [projectId, region.accounts[accountId - 1]!]),
  )
  for (const project of region.projects) {
    const reporter = reporters.get(project.id)!
    expect(reporter.role).toBe('reporter')
    expect(`${project.orgPath}.`.startsWith(`${paths.get(reporter.organisationId)}.`)).toBe(true)
    expect(paths.get(project.orgId)).toBe(project.orgPath)
    if (project.countyId) expect(`${project.orgPath}.`.startsWith(`${paths.get(project.countyId)}.`)).toBe(true)
  }
})

describe.each(['2026-10', ...ANCHORS])('the figures as of %s', (anchor) => {
  const made = anchor === '2026-10' ? region : generateRegion({ anchor })
  const known = monthsByProject(made)
  const year = anchor.slice(0, 4)

  test('the cumulative is the running sum of reported and corrected amounts within the year; physical progress never falls', () => {
    for (const rows of known.values()) {
      let sum = '0'
      let physical = 0
      for (const row of rows) {
        if (row.completedYtd === null) continue
        if (monthOf(row.month) === 1) sum = '0'
        sum = addWan(addWan(sum, row.reportedCurrent!), row.correction)
        expect(row.completedYtd).toBe(sum)
        expect(row.physicalProgress).toBeGreaterThanOrEqual(physical)
        physical = row.physicalProgress!
      }
    }
  })

  test('no reported month is negative, and corrections are what was posted', () => {
    const posted = new Map(made.corrections.map(({ projectId, month, delta }) => [`${projectId} ${month}`, delta]))
    for (const { projectId, month, reportedCurrent, correction } of made.months) {
      if (reportedCurrent !== null) expect(compareWan(reportedCurrent, '0')).toBeGreaterThanOrEqual(0)
      expect(correction).toBe(posted.get(`${projectId} ${month}`) ?? '0')
    }
    expect(made.corrections.length).toBeGreaterThan(5)
  })

  test('an annual plan is no more than what is left of the total, and its months add up to it', () => {
    const projects = new Map(made.projects.map((project) => [project.id, project]))
    for (const { projectId, year: planned, initialAmount, adjustedAmount } of made.annualPlans) {
      const curve = sumWan(
        known
          .get(projectId)!
          .filter(({ month }) => month.startsWith(String(planned)))
          .map(({ plannedCurrent }) => plannedCurrent),
      )
      expect(curve).toBe(adjustedAmount ?? initialAmount)
      if (String(planned) !== year) continue
      const { totalInvestment, completedToLastYearEnd } = projects.get(projectId)!
      const left = subtractWan(totalInvestment, completedToLastYearEnd)
      expect(compareWan(initialAmount, left)).toBeLessThanOrEqual(0)
      expect(compareWan(adjustedAmount ?? initialAmount, left)).toBeLessThanOrEqual(0)
    }
  })

  test('completed since start is last year’s end plus this year, within the total', () => {
    for (const project of made.projects) {
      const ytd = known.get(project.id)?.find(({ month }) => month === anchor)?.completedYtd ?? '0'
      expect(project.completedSinceStart).toBe(addWan(project.completedToLastYearEnd, ytd))
      expect(compareWan(project.completedSinceStart, project.totalInvestment)).toBeLessThanOrEqual(0)
    }
  })

  test('two counties are exactly level in completion rate', () => {
    const [first, second] = made.stories.tiedCounties.map((county) => rateOf(made, county))
    expect(first).toBe(second)
  })

  test('reports say what the ledger holds, corrections posted later aside', () => {
    const rows = new Map(made.months.map((row) => [`${row.projectId} ${row.month}`, row]))
    for (const report of made.reports.filter(({ state }) => state === 'locked' || state === 'accepted')) {
      const row = rows.get(`${report.projectId} ${made.rounds[report.roundId - 1]!.month}`)
      if (!row) continue
      expect(report.completedCurrent).toBe(row.reportedCurrent)
      expect(report.completedYtd).toBe(subtractWan(row.completedYtd!, row.correction))
    }
  })
})

test('the year is believable: counties from about 12 points behind their pace to 8 ahead, the lights two thirds green', () => {
  for (const { id } of ofKind('county', 'zone')) {
    const ahead = Number(rateOf(region, id)) - Number(paceOf(region, id))
    expect(ahead).toBeGreaterThan(-12.5)
    expect(ahead).toBeLessThan(8.5)
  }
  const share = (light: string) =>
    (region.months.filter((row) => row.month === '2026-10' && row.light === light).length / region.projects.length) *
    100
  expect(Math.abs(share('green') - 65)).toBeLessThan(4)
  expect(Math.abs(share('yellow') - 22)).toBeLessThan(4)
  expect(Math.abs(share('red') - 8)).toBeLessThan(3)
})

function monthsByProject(made: DemoRegion): Map<number, ProjectMonth[]> {
  const rows = new Map<number, ProjectMonth[]>()
  for (const row of made.months) rows.set(row.projectId, [...(rows.get(row.projectId) ?? []), row])
  for (const list of rows.values()) list.sort((a, b) => (a.month < b.month ? -1 : 1))
  return rows
}

/** Completion rate of a county in per cent: completed this year over the plans in force. */
function rateOf(made: DemoRegion, county: number): string {
  const { ids, plans } = plansOf(made, county)
  return percentOf(
    sumWan(
      made.months.filter((row) => ids.has(row.projectId) && row.month === made.anchor).map((row) => row.completedYtd),
    ),
    plans,
  )!
}

function paceOf(made: DemoRegion, county: number): string {
  const { ids, plans } = plansOf(made, county)
  const due = made.months.filter(
    (row) => ids.has(row.projectId) && row.month.slice(0, 4) === made.anchor.slice(0, 4) && row.month <= made.anchor,
  )
  return percentOf(sumWan(due.map((row) => row.plannedCurrent)), plans)!
}

function plansOf(made: DemoRegion, county: number): { ids: Set<number>; plans: string } {
  const members = new Set(made.projects.filter(({ countyId }) => countyId === county).map(({ id }) => id))
  const plans = made.annualPlans.filter(
    ({ projectId, year }) => members.has(projectId) && String(year) === made.anchor.slice(0, 4),
  )
  return {
    ids: new Set(plans.map(({ projectId }) => projectId)),
    plans: sumWan(plans.map((plan) => plan.adjustedAmount ?? plan.initialAmount)),
  }
}
