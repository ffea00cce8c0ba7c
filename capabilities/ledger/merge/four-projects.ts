import { expect } from 'vitest'

// biome-ignore lint/suspicious/noExplicitAny: answers are read as tests need them
type Answered = { status: number; body: any; text: string; bytes: Buffer }
type Caller = {
  get: (url: string) => Promise<Answered>
  post: (url: string, body?: unknown) => Promise<Answered>
  patch: (url: string, body?: unknown) => Promise<Answered>
  upload: (url: string, fileName: string, bytes: Uint8Array) => Promise<Answered>
}
/** What this needs of the tests' stage; named here because only tests may import the harness. */
type Stage = { orgs: { east: number }; as: (who: 'office' | 'countyOffice') => Caller }

export type FourProjects = Awaited<ReturnType<typeof addFourProjects>>

/** For tests: four projects of 东县, and what one does with their workbook. */
export async function addFourProjects(stage: Stage) {
  const ids: Record<string, number> = {}
  const add = async (name: string, fields: object) => {
    const { status, body, text } = await stage
      .as('office')
      .post('/api/projects', { name, orgId: stage.orgs.east, ...fields })
    expect(status, text).toBe(200)
    ids[name] = body.id
  }
  await add('甲项目', {
    owner: '甲公司',
    totalInvestment: '1200.5',
    stage: 'preparation',
    plannedStart: '2026-03',
    remark: '原备注',
  })
  await add('乙项目', {
    owner: '乙公司',
    totalInvestment: '800',
    stage: 'started',
    startDate: '2026-03-28',
    progressText: '基础施工',
  })
  await add('丙项目', { owner: '丙公司', totalInvestment: '60', site: '城东' })
  await add('丁项目', { owner: '丁公司', contact: '王某' })
  const project = async (name: string) => (await stage.as('office').get(`/api/projects/${ids[name]}`)).body
  return {
    ids,
    project,
    exported: async (query = '') => (await stage.as('office').get(`/api/ledger-export${query}`)).bytes,
    imported: async (bytes: Uint8Array, name = '台账.xlsx') =>
      (await stage.as('office').upload('/api/imports', name, bytes)).body,
    /** As the county's office, on the page as it stands. */
    edit: async (name: string, fields: object, reason?: string) => {
      const { version } = await project(name)
      const answer = await stage
        .as('countyOffice')
        .patch(`/api/projects/${ids[name]}`, { version, fields, ...(reason ? { reason } : {}) })
      expect(answer.status, answer.text).toBe(200)
    },
    write: (id: number, body: object = {}) => stage.as('office').post(`/api/imports/${id}/writing`, body),
  }
}
