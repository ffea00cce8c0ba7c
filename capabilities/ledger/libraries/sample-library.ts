// biome-ignore lint/suspicious/noExplicitAny: answers are read as tests need them
type Body = any
type Answered = { status: number; body: Body; text: string }
type Caller = { get: (url: string) => Promise<Answered>; post: (url: string, body?: unknown) => Promise<Answered> }
/** What a sample needs of the tests' stage; named here because only tests may import the harness. */
type Stage = { orgs: { east: number }; as: (who: 'office' | 'countyOffice') => Caller }

let made = 0

/** A project of 东县 as tests of libraries need it: fit for every library unless said otherwise. */
export async function aProject(stage: Stage, fields: Record<string, unknown> = {}): Promise<Body> {
  const fit = { totalInvestment: '1000', plannedStart: '2026-03', finishDate: '2027-12', responsibleOrg: '东县发改局' }
  const answer = await stage
    .as('office')
    .post('/api/projects', { name: `项目${++made}`, orgId: stage.orgs.east, library: 'reserve', ...fit, ...fields })
  if (answer.status !== 200) throw new Error(answer.text)
  return answer.body
}

export async function propose(
  stage: Stage,
  projectIds: number[],
  kind: string,
  more: Record<string, unknown> = {},
): Promise<Answered> {
  return await stage.as('countyOffice').post('/api/moves', { projectIds, kind, reason: '按年度安排', ...more })
}

/** The undecided move of a project. */
export async function waitingOf(stage: Stage, projectId: number): Promise<Body> {
  const { body } = await stage.as('office').get(`/api/projects/${projectId}/library`)
  return body.moves.find((move: { state: string }) => move.state === 'waiting')
}

export async function decide(stage: Stage, moveIds: number[], more: Record<string, unknown> = {}): Promise<Answered> {
  return await stage.as('office').post('/api/move-decisions', { moveIds, outcome: 'approved', ...more })
}

/** Proposed by the county, approved by the city. */
export async function moved(
  stage: Stage,
  projectId: number,
  kind: string,
  more: Record<string, unknown> = {},
): Promise<Body> {
  const proposed = await propose(stage, [projectId], kind, more)
  if (proposed.status !== 200) throw new Error(proposed.text)
  const decided = await decide(stage, [(await waitingOf(stage, projectId)).id])
  if (decided.status !== 200) throw new Error(decided.text)
  return (await stage.as('office').get(`/api/projects/${projectId}`)).body
}
