/** A round for tests, made through the front door: projects with plans, a monthly round, every report submitted and accepted. */

interface Caller {
  post: (url: string, body?: unknown) => Promise<Answered>
  put: (url: string, body?: unknown) => Promise<Answered>
  get: (url: string) => Promise<Answered>
}

interface Answered {
  status: number
  text: string
  // biome-ignore lint/suspicious/noExplicitAny: answers are read as tests need them
  body: any
}

export interface SampleProject {
  name: string
  orgId: number
  plan: string
  done: string
  /** Further fields of the project. */
  fields?: Record<string, unknown>
}

/** Enters projects with their annual plan for 2026; answers their ids in the order given. */
export async function enterProjects(office: Caller, projects: readonly SampleProject[]): Promise<number[]> {
  const ids: number[] = []
  for (const { name, orgId, plan, fields } of projects) {
    const about = { planState: 'continuing', stage: 'underConstruction', totalInvestment: '100000', ...fields }
    const { body } = await must(office.post('/api/projects', { name, orgId, ...about }))
    await must(office.put(`/api/projects/${body.id}/plans/2026`, { amount: plan }))
    ids.push(body.id)
  }
  return ids
}

/** Opens the month's round for these projects; answers its id. */
export async function openRound(office: Caller, month: string, projectIds: readonly number[]): Promise<number> {
  const period = { kind: 'month', month, cutoffOn: `${month}-25`, deadline: '2026-12-20T10:00:00+08:00' }
  return (await must(office.post('/api/rounds', { ...period, selection: { projectIds } }))).body.id
}

/** Submits and accepts the year's figures of each project: the whole of it completed this month or before. */
export async function fillRound(office: Caller, roundId: number, done: ReadonlyMap<number, string>): Promise<void> {
  const { body } = await must(office.get(`/api/rounds/${roundId}/reports?limit=500`))
  const filled = body.items.filter((row: { projectId: number }) => done.has(row.projectId))
  const rows = filled.map((row: { id: number; version: number; projectId: number }) => ({
    id: row.id,
    version: row.version,
    completedCurrent: null,
    completedYtd: done.get(row.projectId),
    physicalProgress: null,
    progressText: '按计划推进',
    problems: null,
    nextStep: null,
    explanation: '按实际完成情况填报',
  }))
  const saved = await must(office.put(`/api/rounds/${roundId}/grid`, { submit: true, acceptLate: true, rows }))
  const reports = saved.body.rows.map(({ id, version }: { id: number; version: number }) => ({ id, version }))
  await must(office.post(`/api/rounds/${roundId}/acceptances`, { reports }))
}

/** All of it: projects, round, figures, lock. */
export async function lockedRound(
  office: Caller,
  month: string,
  projects: readonly SampleProject[],
): Promise<{ roundId: number; projectIds: number[] }> {
  const projectIds = await enterProjects(office, projects)
  const roundId = await openRound(office, month, projectIds)
  await fillRound(office, roundId, new Map(projects.map(({ done }, index) => [projectIds[index]!, done])))
  await lockRound(office, roundId)
  return { roundId, projectIds }
}

/** The four organisations of the cast that the sample projects belong to. */
interface SampleOrgs {
  city: number
  east: number
  eastTown: number
  west: number
}

/**
 * Rounds of four projects of their own: 东县 60 of 100 and 15 of 50 (50 %), 西县 90 of 100 (90 %), the city itself 5 of 10; together
 * 170 of 260.
 */
export function sampleRounds(office: Caller, { city, east, eastTown, west }: SampleOrgs) {
  let made = 0
  const aLockedRound = async (month: string) => {
    made += 1
    return await lockedRound(office, month, [
      { name: `东县项目${made}`, orgId: east, plan: '100', done: '60' },
      { name: `东镇项目${made}`, orgId: eastTown, plan: '50', done: '15' },
      { name: `西县项目${made}`, orgId: west, plan: '100', done: '90' },
      { name: `市本级项目${made}`, orgId: city, plan: '10', done: '5' },
    ])
  }
  const aRankedRound = async (month: string) => {
    const round = await aLockedRound(month)
    await must(office.post(`/api/rounds/${round.roundId}/ranking`))
    return round
  }
  return { aLockedRound, aRankedRound }
}

export async function lockRound(office: Caller, roundId: number): Promise<void> {
  await must(office.post(`/api/rounds/${roundId}/lock`, { leaveUnfinished: true }))
}

async function must(asked: Promise<Answered>): Promise<Answered> {
  const answer = await asked
  if (answer.status !== 200) throw new Error(`${answer.status} ${answer.text}`)
  return answer
}
