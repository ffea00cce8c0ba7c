import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openStage, type Stage } from '#tests/harness/product.ts'

let stage: Stage
let terms: { green: number; smart: number; retired: number; started: number }
beforeAll(async () => {
  stage = await openStage()
  const reason = '按文件'
  const add = async (dictionary: number, label: string) => {
    const { body } = await stage
      .as('admin')
      .post(`/api/dictionaries/${dictionary}/terms`, { label, validFrom: '2026-01-01', reason })
    return body.terms.find((term: { label: string }) => term.label === label).id as number
  }
  const { body } = await stage.as('office').get('/api/dictionaries')
  const idOf = (name: string) => body.items.find((one: { name: string }) => one.name === name).id as number
  terms = {
    green: await add(idOf('四化'), '绿色化'),
    smart: await add(idOf('四化'), '智能化'),
    retired: await add(idOf('四化'), '旧词'),
    started: await add(idOf('三个一批'), '开工一批'),
  }
})
afterAll(async () => await stage.close())

async function aProject(name: string, orgId = stage.orgs.east) {
  return (await stage.as('office').post('/api/projects', { name, orgId })).body
}
async function give(
  project: { id: number; version: number },
  termIds: number[],
  who: 'office' | 'countyOffice' | 'leader' = 'office',
) {
  return await stage.as(who).put(`/api/projects/${project.id}/terms`, { version: project.version, termIds })
}
async function retire(id: number, validTo: string | null) {
  await stage.as('admin').patch(`/api/dictionary-terms/${id}`, { validTo, reason: '文件废止' })
}

describe('terms of a project', () => {
  test('are set as a whole, shown with their dictionary in its order, kept in its history and in the record', async () => {
    const project = await aProject('词条项目')
    const { status, body } = await give(project, [terms.started, terms.smart, terms.smart])
    expect(status).toBe(200)
    expect(body.terms).toEqual([
      { id: terms.smart, dictionary: '四化', label: '智能化' },
      { id: terms.started, dictionary: '三个一批', label: '开工一批' },
    ])
    expect(body.version).toBe(project.version + 1)
    const history = await stage.as('leader').get(`/api/projects/${project.id}/history?field=terms`)
    expect(history.body.items).toMatchObject([
      { field: 'terms', old: null, new: '四化：智能化；三个一批：开工一批', source: 'edit' },
    ])
    const { rows } =
      await sql`select actor, before, after from record_entry where action = 'project.termed' and subject_id = ${String(project.id)}`.execute(
        stage.owner,
      )
    expect(rows).toEqual([
      { actor: 'office', before: { terms: null }, after: { terms: '四化：智能化；三个一批：开工一批' } },
    ])
    const fewer = await give(body, [terms.started])
    expect(fewer.body.terms).toMatchObject([{ label: '开工一批' }])
  })

  test('are refused when nothing changes, when somebody else saved, when there is no such term', async () => {
    const project = await aProject('词条冲突')
    expect((await give(project, [])).body.code).toBe('nothing_changed')
    const given = (await give(project, [terms.green])).body
    expect([(await give(project, [])).status, (await give(project, [])).body.code]).toEqual([409, 'edit_conflict'])
    expect((await give(given, [999_999])).body.code).toBe('term_unknown')
    expect((await stage.as('office').get(`/api/projects/${project.id}`)).body.terms).toHaveLength(1)
  })

  test('a retired one stays where it is and is not given anew', async () => {
    const [old, fresh] = [await aProject('旧词项目'), await aProject('新词项目')]
    const carrying = (await give(old, [terms.retired])).body
    await retire(terms.retired, '2026-11-01')
    const kept = await give(carrying, [terms.retired, terms.green])
    expect([kept.status, kept.body.terms.length]).toEqual([200, 2])
    expect((await give(fresh, [terms.retired])).body.code).toBe('term_unknown')
    await retire(terms.retired, null)
    expect((await give(fresh, [terms.retired])).status).toBe(200)
  })

  test('only by who may write the project', async () => {
    const [east, west] = [await aProject('县内词条'), await aProject('县外词条', stage.orgs.west)]
    expect((await give(east, [terms.green], 'countyOffice')).status).toBe(200)
    expect((await give(west, [terms.green], 'countyOffice')).status).toBe(404)
    expect((await give(west, [terms.green], 'leader')).status).toBe(403)
  })
})

describe('the list', () => {
  test('filters by a term, with the right total, within the scope', async () => {
    const [east, west] = [await aProject('筛选东'), await aProject('筛选西', stage.orgs.west)]
    const { body } = await stage
      .as('admin')
      .post('/api/dictionaries/2/terms', { label: '筛选', validFrom: '2026-01-01', reason: '按文件' })
    const id = body.terms.at(-1).id
    for (const project of [east, west]) await give(project, [id])
    const list = (await stage.as('office').get(`/api/projects?term=${id}`)).body
    expect([list.total, list.items.map(({ name }: { name: string }) => name).sort()]).toEqual([2, ['筛选东', '筛选西']])
    const county = (await stage.as('countyOffice').get(`/api/projects?term=${id}&light=grey`)).body
    expect([county.total, county.items.length]).toEqual([1, 1])
    expect((await stage.as('office').get(`/api/projects?term=${id}&stage=completed`)).body.total).toBe(0)
  })
})

describe('the export', () => {
  test('has a column for them, and read back it changes nothing', async () => {
    const project = await aProject('导出词条')
    await give(project, [terms.green, terms.started])
    const csv = (await stage.as('office').get('/api/ledger-export?format=csv')).text
    const [headings, ...rows] = csv.split(/\r?\n/)
    expect(headings).toContain('字典词条')
    expect(rows.find((row) => row.includes('导出词条'))).toContain('四化：绿色化；三个一批：开工一批')
    const file = await stage.as('office').get('/api/ledger-export')
    const { body } = await stage.as('office').upload('/api/imports', '台账.xlsx', file.bytes)
    expect(body.summary).toMatchObject({ added: 0, changed: 0 })
  })
})
