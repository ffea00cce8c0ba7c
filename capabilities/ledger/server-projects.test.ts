import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openStage, type Stage } from '#tests/harness/product.ts'

let stage: Stage
beforeAll(async () => {
  stage = await openStage()
})
afterAll(async () => {
  await stage?.close()
})

async function aProject(fields: Record<string, unknown> = {}): Promise<any> {
  const made = await stage
    .as('office')
    .post('/api/projects', { name: `项目${Math.random()}`, orgId: stage.orgs.east, ...fields })
  expect(made.status, made.text).toBe(200)
  return made.body
}

describe('entering and reading', () => {
  test('a project lies in the county of its home', async () => {
    const project = await aProject({
      name: '东镇粮库项目',
      orgId: stage.orgs.eastTown,
      totalInvestment: '12345.6789',
      stage: 'started',
    })
    expect(project).toMatchObject({
      countyName: '东县',
      orgName: '东镇',
      totalInvestment: '12345.6789',
      light: 'grey',
      mayEdit: true,
    })
  })

  test('the same name and owner in one county is refused; in another county it is another project', async () => {
    await aProject({ name: '同名项目', owner: '甲公司' })
    const again = await stage
      .as('office')
      .post('/api/projects', { name: '同名 项目', owner: '甲公司', orgId: stage.orgs.eastTown })
    expect([again.status, again.body.code]).toEqual([409, 'project_exists'])
    await aProject({ name: '同名项目', owner: '甲公司', orgId: stage.orgs.west })
  })

  test('amounts beyond four decimals and negative totals are named', async () => {
    const tooFine = await stage
      .as('office')
      .post('/api/projects', { name: 'x', orgId: stage.orgs.east, totalInvestment: '1.23456' })
    expect([tooFine.status, tooFine.body.details.fields[0].field]).toEqual([400, 'totalInvestment'])
    const negative = await stage
      .as('office')
      .post('/api/projects', { name: 'x', orgId: stage.orgs.east, totalInvestment: '-1' })
    expect(negative.status).toBe(400)
  })

  test('a park is one of the county, not any organisation', async () => {
    const inPark = await aProject({ name: '园区项目', parkId: stage.orgs.eastPark })
    expect(inPark.parkName).toBe('东县产业园')
    for (const parkId of [stage.orgs.eastTown, stage.orgs.city]) {
      const answer = await stage.as('office').post('/api/projects', { name: '错园区', orgId: stage.orgs.east, parkId })
      expect(answer.body.code).toBe('park_unknown')
    }
    const elsewhere = { name: '错园区', orgId: stage.orgs.west, parkId: stage.orgs.eastPark }
    expect((await stage.as('office').post('/api/projects', elsewhere)).body.code).toBe('park_unknown')
  })

  test('a county office cannot enter a project elsewhere', async () => {
    const answer = await stage.as('countyOffice').post('/api/projects', { name: '越界', orgId: stage.orgs.west })
    expect([answer.status, answer.body.code]).toEqual([400, 'organisation_unknown'])
  })

  test('somebody else’s county is not found, and not in the list', async () => {
    const project = await aProject({ name: '西县项目', orgId: stage.orgs.west })
    expect((await stage.as('reporter').get(`/api/projects/${project.id}`)).status).toBe(404)
    const list = await stage.as('reporter').get('/api/projects?limit=200')
    expect(list.body.items.map((item: any) => item.id)).not.toContain(project.id)
    expect(list.body.total).toBe(list.body.items.length)
  })

  test('an assigned project is seen wherever it lies', async () => {
    const project = await aProject({ name: '跨县项目', orgId: stage.orgs.west })
    const assigned = await stage
      .as('office')
      .post('/api/project-assignments', { projectIds: [project.id], accountId: stage.accounts.reporter })
    expect(assigned.body).toEqual({ assigned: 1 })
    expect((await stage.as('reporter').get(`/api/projects/${project.id}`)).body.name).toBe('跨县项目')
    expect((await stage.as('townReporter').get(`/api/projects/${project.id}`)).status).toBe(404)
  })
})

describe('projects that nobody reports', () => {
  const unassigned = async (who: 'office' | 'countyOffice' = 'office', more = '') => {
    const { body } = await stage.as(who).get(`/api/projects?unassigned=true&limit=200${more}`)
    expect(body.total).toBe(body.items.length)
    return body.items.map((item: any) => item.name)
  }

  test('are those neither assigned to an account in use nor below a reporter’s organisation', async () => {
    const own = await aProject({ name: '市本级水库', orgId: stage.orgs.city })
    await aProject({ name: '市本级泵站', orgId: stage.orgs.city })
    await aProject({ name: '东镇粮站', orgId: stage.orgs.eastTown })
    expect(await unassigned()).toEqual(expect.arrayContaining(['市本级水库', '市本级泵站']))
    expect(await unassigned()).not.toContain('东镇粮站')
    expect(await unassigned('office', `&q=${encodeURIComponent('泵站')}`)).toEqual(['市本级泵站'])
    await stage
      .as('office')
      .post('/api/project-assignments', { projectIds: [own.id], accountId: stage.accounts.otherReporter })
    expect(await unassigned()).not.toContain('市本级水库')
    expect(await unassigned('countyOffice')).toEqual([])
  })
})

describe('editing', () => {
  test('history says who, when, old and new, and the former name is still found', async () => {
    const project = await aProject({ name: '旧名称粮食项目', owner: '甲' })
    const edited = await stage.as('office').patch(`/api/projects/${project.id}`, {
      version: project.version,
      fields: { name: '新名称粮食项目', owner: '乙' },
    })
    expect(edited.body).toMatchObject({
      name: '新名称粮食项目',
      formerNames: ['旧名称粮食项目'],
      version: project.version + 1,
    })
    const { body } = await stage.as('leader').get(`/api/projects/${project.id}/history`)
    expect(body.items.map(({ field, old, new: now, actor }: any) => [field, old, now, actor])).toEqual([
      ['owner', '甲', '乙', '项目办'],
      ['name', '旧名称粮食项目', '新名称粮食项目', '项目办'],
      ['created', null, '旧名称粮食项目', '项目办'],
    ])
    const found = await stage.as('office').get(`/api/projects?q=${encodeURIComponent('旧名称粮')}`)
    expect(found.body.items.map((item: any) => item.id)).toContain(project.id)
  })

  test('two people editing: the second is shown whose change stands in the way, and nothing is overwritten', async () => {
    const project = await aProject({ site: '原址' })
    await stage
      .as('office')
      .patch(`/api/projects/${project.id}`, { version: project.version, fields: { site: '甲址' } })
    const second = await stage
      .as('countyOffice')
      .patch(`/api/projects/${project.id}`, { version: project.version, fields: { site: '乙址' } })
    expect([second.status, second.body.code]).toEqual([409, 'edit_conflict'])
    expect(second.body.details.fields).toMatchObject([{ field: 'site', yours: '乙址', theirs: '甲址', by: '项目办' }])
    expect((await stage.as('office').get(`/api/projects/${project.id}`)).body.site).toBe('甲址')
  })

  test('at the same moment: one wins, the other is told', async () => {
    const project = await aProject({})
    const edits = await Promise.all(
      ['甲', '乙'].map((site) =>
        stage.as('office').patch(`/api/projects/${project.id}`, { version: project.version, fields: { site } }),
      ),
    )
    expect(edits.map(({ status }) => status).sort()).toEqual([200, 409])
  })

  test('a new total needs its document', async () => {
    const project = await aProject({ totalInvestment: '1000' })
    const change = { version: project.version, fields: { totalInvestment: '2000' } }
    expect((await stage.as('office').patch(`/api/projects/${project.id}`, change)).body.code).toBe('reason_needed')
    expect(
      (await stage.as('office').patch(`/api/projects/${project.id}`, { ...change, reason: '东发改〔2026〕8号' }))
        .status,
    ).toBe(200)
  })

  test('a reporter may not edit the ledger', async () => {
    const project = await aProject({})
    expect(
      (await stage.as('reporter').patch(`/api/projects/${project.id}`, { version: 1, fields: { site: 'x' } })).status,
    ).toBe(403)
  })
})

describe('plans, corrections and lights', () => {
  test('the plan is issued once; an adjustment needs a reason and stands beside it', async () => {
    const project = await aProject({})
    const url = `/api/projects/${project.id}/plans/2026`
    await stage.as('office').put(url, { amount: '1000' })
    expect((await stage.as('office').put(url, { amount: '1200' })).body.code).toBe('reason_needed')
    const adjusted = await stage.as('office').put(url, { amount: '1200', reason: '市政府调增' })
    expect(adjusted.body.annualPlans).toEqual([
      { year: 2026, initialAmount: '1000', adjustedAmount: '1200', adjustedReason: '市政府调增' },
    ])
  })

  test('a month without a figure cannot be corrected', async () => {
    const project = await aProject({})
    const answer = await stage.as('office').post(`/api/projects/${project.id}/corrections`, {
      month: '2026-10',
      delta: '-5',
      reason: '审计核减',
      approver: '市统计局',
    })
    expect([answer.status, answer.body.code]).toEqual([409, 'no_figure_to_correct'])
  })

  test('a month’s figures have a history of their own', async () => {
    const project = await aProject({})
    await sql`insert into project_month (project_id, month, completed_ytd, reported_current, source)
      values (${project.id}, '2026-09', 900, 100, 'report'), (${project.id}, '2026-10', 1000, 100, 'report')`.execute(
      stage.owner,
    )
    for (const [month, delta] of [
      ['2026-09', '-5'],
      ['2026-10', '7'],
    ] as const) {
      const posted = { month, delta, reason: '审计核定', approver: '市统计局' }
      expect((await stage.as('office').post(`/api/projects/${project.id}/corrections`, posted)).status).toBe(200)
    }
    const { body } = await stage.as('leader').get(`/api/projects/${project.id}/history?month=2026-09`)
    expect(body.items.map(({ field, new: now, actor }: any) => [field, now, actor])).toEqual([
      ['correction', '2026-09 -5', '项目办'],
    ])
    expect((await stage.as('leader').get(`/api/projects/${project.id}/history?month=2026-9`)).status).toBe(400)
  })

  test('only the whole region’s office sets the light rules', async () => {
    const rules = {
      greenWithin: 5,
      redBeyond: 20,
      notStartedRedAfterMonths: 2,
      redRecoversThroughYellow: false,
      paceBasis: 'calendar',
    }
    const body = { name: '从严', rules, source: '云办〔2026〕3号' }
    expect((await stage.as('countyOffice').post('/api/light-presets', body)).status).toBe(400)
    expect(
      (await stage.as('office').post('/api/light-presets', { ...body, rules: { ...rules, redBeyond: 1 } })).body.code,
    ).toBe('preset_thresholds')
    const added = await stage.as('office').post('/api/light-presets', body)
    expect(added.body).toMatchObject({ version: 1, isCurrent: true })
    const { body: list } = await stage.as('leader').get('/api/light-presets')
    expect(list.items.filter((preset: any) => preset.isCurrent)).toHaveLength(1)
  })
})

describe('the list', () => {
  test('pages by keyset through equal sort keys without losing or repeating a row', async () => {
    for (let index = 0; index < 12; index += 1)
      await aProject({ name: `翻页项目${index}`, totalInvestment: index % 2 ? '500' : null })
    const seen: number[] = []
    let cursor = ''
    do {
      const { body } = await stage
        .as('office')
        .get(
          `/api/projects?sort=total&order=desc&limit=5&q=${encodeURIComponent('翻页项目')}${cursor && `&cursor=${cursor}`}`,
        )
      seen.push(...body.items.map((item: any) => item.id))
      cursor = body.next
    } while (cursor)
    expect(seen).toHaveLength(12)
    expect(new Set(seen).size).toBe(12)
  })

  test.each(['updated', 'completion', 'name', 'total'])(
    'sorts by %s both ways, and the one is the other reversed',
    async (sort) => {
      const read = async (order: string) => {
        const ids: number[] = []
        let cursor = ''
        do {
          const { body } = await stage
            .as('office')
            .get(`/api/projects?sort=${sort}&order=${order}&limit=7${cursor && `&cursor=${cursor}`}`)
          ids.push(...body.items.map((item: any) => item.id))
          cursor = body.next
        } while (cursor)
        return ids
      }
      expect(await read('asc')).toEqual((await read('desc')).reverse())
    },
  )

  test('the total from the roll-ups equals the rows', async () => {
    for (const filter of [
      '',
      `county=${stage.orgs.east}`,
      `org=${stage.orgs.eastTown}`,
      'light=grey',
      'stage=started',
      'library=construction',
    ]) {
      const { body } = await stage.as('office').get(`/api/projects?limit=200&${filter}`)
      expect([filter, body.total]).toEqual([filter, body.items.length])
    }
  })

  test('what looks like a pattern is text, and a forged cursor is refused', async () => {
    await aProject({ name: '100%国产化_改造' })
    const { body } = await stage.as('office').get(`/api/projects?q=${encodeURIComponent('100%')}`)
    expect(body.total).toBe(1)
    expect((await stage.as('office').get('/api/projects?cursor=bm9uc2Vuc2U')).body.code).toBe('cursor_invalid')
    expect(
      (await stage.as('office').get(`/api/projects?cursor=${Buffer.from('["x",1]').toString('base64url')}&sort=total`))
        .status,
    ).toBe(400)
  })

  test('pinyin initials find it', async () => {
    await aProject({ name: '砚浦钢铁技改' })
    expect((await stage.as('office').get('/api/projects?q=ypgt')).body.items[0].name).toBe('砚浦钢铁技改')
  })
})
