// biome-ignore lint/suspicious/noExplicitAny: answers are read as tests need them
type Answered = { status: number; body: any; text: string }
type Caller = { get: (url: string) => Promise<Answered>; post: (url: string, body?: unknown) => Promise<Answered> }
/** What this needs of the tests' stage; named here because only tests may import the harness. */
type Stage = { orgs: { east: number; west: number }; as: (who: 'office' | 'countyOffice') => Caller }

/** For tests: two entries of one project, and merging them. */
export function mergingOn(stage: Stage) {
  const read = async (id: number) => (await stage.as('office').get(`/api/projects/${id}`)).body
  return {
    read,
    add: async (name: string, more: object = {}, org: 'east' | 'west' = 'east'): Promise<number> => {
      const { status, body, text } = await stage
        .as('office')
        .post('/api/projects', { name, orgId: stage.orgs[org], ...more })
      if (status !== 200) throw new Error(text)
      return body.id
    },
    planned: async (survivorId: number, absorbedId: number) =>
      (await stage.as('office').get(`/api/projects/${survivorId}/merge-plan/${absorbedId}`)).body,
    /** With the versions as they stand. */
    merge: async (
      survivorId: number,
      absorbedId: number,
      more: object = {},
      who: 'office' | 'countyOffice' = 'office',
    ) => {
      const [survivor, absorbed] = [await read(survivorId), await read(absorbedId)]
      return await stage.as(who).post('/api/project-merges', {
        survivorId,
        absorbedId,
        survivorVersion: survivor.version,
        absorbedVersion: absorbed.version,
        reason: '两县重复申报，按市发改委意见合并',
        ...more,
      })
    },
  }
}
