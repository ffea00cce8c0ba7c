import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openWorkbook } from '#platform/excel/open-workbook.ts'
import { cellAt } from '#platform/excel/workbook.ts'
import { openStage, type Stage } from '#tests/harness/product.ts'

let stage: Stage
/** The shipped rules are put out of force, so that a score follows from the rules of the test alone. */
beforeAll(async () => {
  stage = await openStage()
  await sql`update region set as_of_month = '2026-10'`.execute(stage.owner)
})
afterAll(async () => await stage.close())

async function onlyRules(...rules: { name: string; rule: object; weight?: number }[]): Promise<number[]> {
  await sql`update quality_rule set is_active = false`.execute(stage.owner)
  const ids: number[] = []
  for (const { name, rule, weight = 1 } of rules) {
    const added = await stage.as('office').post('/api/quality-rules', { name, rule, weight, source: '测试依据' })
    expect(added.status).toBe(200)
    ids.push(added.body.id)
  }
  return ids
}
let counter = 0
const unique = (what: string) => `${what}${++counter}`
async function aProject(fields: object = {}, orgId = stage.orgs.east): Promise<number> {
  const { status, body } = await stage
    .as('office')
    .post('/api/projects', { name: unique('质量项目'), orgId, ...fields })
  expect(status).toBe(200)
  return body.id
}
async function emptyLedger(): Promise<void> {
  await sql`delete from paper`.execute(stage.owner)
  await sql`delete from project`.execute(stage.owner)
}
async function qualityOf(id: number, who: 'office' | 'leader' | 'countyOffice' = 'office') {
  return (await stage.as(who).get(`/api/projects/${id}/quality`)).body
}
async function findingsOf(id: number): Promise<string[]> {
  return (await qualityOf(id)).findings.map(({ name }: { name: string }) => name)
}

describe('what a rule asks', () => {
  test('a field from a stage on; before it nothing is asked, and suspended counts as begun', async () => {
    const name = unique('开工后填写施工内容')
    await onlyRules({ name, rule: { kind: 'required', field: 'annualContent', from: 'started' } })
    expect(await qualityOf(await aProject({ stage: 'preparation' }))).toMatchObject({
      score: null,
      asked: 0,
      findings: [],
    })
    expect(await findingsOf(await aProject({ stage: 'underConstruction' }))).toEqual([name])
    expect(await findingsOf(await aProject({ stage: 'completed', annualContent: '主体封顶' }))).toEqual([])
    const suspended = await aProject({ stage: 'underConstruction' })
    await sql`update project set stage = 'suspended' where id = ${suspended}`.execute(stage.owner)
    expect(await findingsOf(suspended)).toEqual([name])
    const withdrawn = await aProject({ stage: 'underConstruction' })
    await sql`update project set stage = 'withdrawn' where id = ${withdrawn}`.execute(stage.owner)
    expect(await qualityOf(withdrawn)).toMatchObject({ score: null, findings: [] })
  })

  test('a plan within what is left of the total, to the yuan; the values stand beside it', async () => {
    const name = unique('计划不超过剩余投资')
    const rule = {
      kind: 'within',
      smaller: 'annualPlan',
      larger: 'totalInvestment',
      less: 'completedToLastYearEnd',
      tolerance: 0,
    }
    await onlyRules({ name, rule })
    const id = await aProject({ totalInvestment: '10000', completedToLastYearEnd: '4000' })
    const plan = async (amount: string) =>
      await stage.as('office').put(`/api/projects/${id}/plans/2026`, { amount, reason: '云政发〔2026〕3号' })
    await plan('6000')
    expect(await findingsOf(id)).toEqual([])
    await plan('6000.0001')
    const { findings, score } = await qualityOf(id)
    expect(score).toBe('0.0')
    expect(findings).toMatchObject([
      {
        name,
        isGap: false,
        values: [
          { field: 'annualPlan', value: '6000.0001' },
          { field: 'totalInvestment', value: '10000' },
          { field: 'completedToLastYearEnd', value: '4000' },
        ],
      },
    ])
  })

  test.each([
    ['2026-05', '2026', false],
    ['2027', '2026-12', true],
    ['2026-06-02', '2026-06', false],
    ['2026-06-02', '2026-06-01', true],
  ])('start %s before finish %s, as precisely as both are written', async (startDate, finishDate, fails) => {
    await onlyRules({ name: unique('先后'), rule: { kind: 'dateOrder', earlier: 'startDate', later: 'finishDate' } })
    expect((await findingsOf(await aProject({ startDate, finishDate }))).length).toBe(fails ? 1 : 0)
  })

  // the product's clock stands on 10 November 2026
  test.each([
    ['2026', false],
    ['2026-11', false],
    ['2026-11-10', false],
    ['2026-11-11', true],
    ['2026-12', true],
    ['2027', true],
  ])('an actual start in the future is a fault: %s', async (startDate, fails) => {
    await onlyRules({ name: unique('不在将来'), rule: { kind: 'notFuture', field: 'startDate' } })
    expect((await findingsOf(await aProject({ startDate, stage: 'started' }))).length).toBe(fails ? 1 : 0)
  })

  test('money completed or a start that has come contradicts a stage before the start', async () => {
    await onlyRules(
      { name: unique('无开工时间'), rule: { kind: 'beforeStage', field: 'startDate', until: 'preparation' } },
      { name: unique('无到位资金'), rule: { kind: 'beforeStage', field: 'fundsInPlace', until: 'preparation' } },
    )
    expect(await findingsOf(await aProject({ stage: 'signed', startDate: '2026-03', fundsInPlace: '0' }))).toHaveLength(
      1,
    )
    expect(await findingsOf(await aProject({ stage: 'signed', startDate: '2027-03', fundsInPlace: '1' }))).toHaveLength(
      1,
    )
    expect(await findingsOf(await aProject({ stage: 'started', startDate: '2026-03', fundsInPlace: '1' }))).toEqual([])
  })

  test('built without its permit, until the approval is entered or said not to be needed', async () => {
    const name = unique('取得施工许可')
    await onlyRules({ name, rule: { kind: 'permit', approval: 'constructionPermit', from: 'started' } })
    expect((await qualityOf(await aProject({ stage: 'preparation' }))).asked).toBe(0)
    const [built, spared] = [await aProject({ stage: 'started' }), await aProject({ stage: 'started' })]
    expect(await findingsOf(built)).toEqual([name])
    const permit = { kind: 'approval', approvalKind: 'constructionPermit', title: '施工许可证', number: '施2026001号' }
    const entered = await stage.as('office').post(`/api/projects/${built}/papers`, permit)
    expect(entered.status, entered.text).toBe(200)
    expect(await findingsOf(built)).toEqual([])
    const said = await stage
      .as('office')
      .put(`/api/projects/${spared}/approvals/constructionPermit`, { state: 'notNeeded', note: '限额以下工程' })
    expect(said.status, said.text).toBe(200)
    expect((await qualityOf(spared)).asked).toBe(0)
  })

  test('no figures for two months running: September and October are missing, October alone is not enough', async () => {
    await onlyRules({ name: unique('连续报数'), rule: { kind: 'idle', months: 2 } })
    const withMonth = async (month: string | null) => {
      const id = await aProject({ stage: 'underConstruction' })
      await sql`update project set standing_month = ${month} where id = ${id}`.execute(stage.owner)
      return (await findingsOf(id)).length
    }
    expect([await withMonth('2026-08'), await withMonth('2026-09'), await withMonth(null)]).toEqual([1, 0, 1])
  })
})

describe('score and lists', () => {
  test('the score is the weight fulfilled of the weight asked; the worst come first, page by page, and narrow by rule and kind', async () => {
    const [site, owner, order] = await onlyRules(
      { name: unique('地点'), rule: { kind: 'required', field: 'site', from: null }, weight: 2 },
      { name: unique('业主'), rule: { kind: 'required', field: 'owner', from: null }, weight: 1 },
      { name: unique('先后'), rule: { kind: 'dateOrder', earlier: 'startDate', later: 'finishDate' }, weight: 4 },
    )
    await emptyLedger()
    const nothing = await aProject()
    const owned = await aProject({ owner: '甲公司' })
    const crossed = await aProject(
      { owner: '甲公司', site: '城东', startDate: '2027', finishDate: '2026' },
      stage.orgs.west,
    )
    const whole = await aProject({ owner: '甲公司', site: '城东' })
    // 0 of 3; 1 of 3; 3 of 7; 3 of 3
    const page = await stage.as('office').get('/api/weak-projects?limit=2')
    expect(page.body.items).toMatchObject([
      { id: nothing, score: '0.0', gaps: [site, owner], faults: [] },
      { id: owned, score: '33.3', gaps: [site], faults: [] },
    ])
    const rest = await stage.as('office').get(`/api/weak-projects?limit=2&cursor=${page.body.next}`)
    expect(rest.body).toMatchObject({ items: [{ id: crossed, score: '42.9', faults: [order] }], total: 3, next: null })
    expect((await stage.as('office').get(`/api/weak-projects?rule=${owner}`)).body.items).toMatchObject([
      { id: nothing },
    ])
    expect((await stage.as('office').get('/api/weak-projects?kind=fault')).body.items).toMatchObject([{ id: crossed }])
    const { body } = await stage.as('office').get('/api/quality')
    // (0 + 33.3 + 42.9 + 100) / 4 = 44.05
    expect(body.total).toEqual({ projects: 4, score: '44.1', complete: 1, withGaps: 2, withFaults: 1 })
    expect(body.counties.map(({ id, projects }: { id: number; projects: number }) => [id, projects])).toEqual([
      [stage.orgs.east, 3],
      [stage.orgs.west, 1],
    ])
    expect(body.rules).toMatchObject([
      { ruleId: order, asked: 1, failing: 1 },
      { ruleId: site, asked: 4, failing: 2 },
      { ruleId: owner, asked: 4, failing: 1 },
    ])
    const eastern = await stage.as('countyOffice').get('/api/weak-projects')
    expect(eastern.body.items.map(({ id }: { id: number }) => id)).toEqual([nothing, owned])
    expect((await qualityOf(whole)).score).toBe('100.0')
  })

  test('with no rule in force nothing is asked', async () => {
    await onlyRules()
    await aProject()
    const { status, body } = await stage.as('office').get('/api/quality')
    expect([status, body.total.score, body.total.withGaps]).toEqual([200, null, 0])
    expect((await stage.as('office').get('/api/weak-projects')).body.items).toEqual([])
  })

  test('the findings leave as a workbook, a line each, which is recorded; names that look like formulas stay text', async () => {
    await onlyRules(
      { name: unique('须有地点'), rule: { kind: 'required', field: 'site', from: null } },
      { name: unique('须有业主'), rule: { kind: 'required', field: 'owner', from: null } },
    )
    await emptyLedger()
    await aProject({ name: '=1+1' })
    const file = await stage.as('office').get('/api/quality-export')
    expect(file.status).toBe(200)
    const sheet = (await openWorkbook(file.bytes)).sheets[0]!
    const lines = [3, 4].map((row) => [1, 4].map((column) => cellAt(sheet, row, column)))
    expect(lines.map(([name, kind]) => [name!.text, name!.formula, kind!.text])).toEqual([
      ['=1+1', null, '缺项'],
      ['=1+1', null, '缺项'],
    ])
    const { rows: entries } = await sql`select actor from record_entry where action = 'quality.exported'`.execute(
      stage.owner,
    )
    expect(entries).toEqual([{ actor: 'office' }])
  })
})

describe('an exemption', () => {
  test('takes a rule off one project, with a reason, until its day; it is recorded and can be ended', async () => {
    const name = unique('须有地点')
    const [ruleId] = await onlyRules({ name, rule: { kind: 'required', field: 'site', from: null } })
    const id = await aProject()
    const exempt = async (body: object) =>
      await stage.as('office').post(`/api/projects/${id}/quality-exemptions`, { ruleId, ...body })
    expect((await exempt({ reason: '' })).status).toBe(400)
    expect((await exempt({ reason: '跨县线路工程', until: '2026-11-09' })).body.code).toBe('exemption_past')
    const given = await exempt({ reason: '跨县线路工程', until: '2026-11-30' })
    expect(given.body).toMatchObject({
      score: null,
      findings: [],
      exemptions: [{ name, reason: '跨县线路工程', until: '2026-11-30' }],
    })
    expect((await exempt({ reason: '再来一次' })).body.code).toBe('exemption_exists')
    // its last day has gone by
    await sql`update quality_exemption set until = '2026-11-09' where project_id = ${id}`.execute(stage.owner)
    expect(await findingsOf(id)).toEqual([name])
    const anew = await exempt({ reason: '仍无固定地点' })
    expect(anew.body.exemptions).toHaveLength(1)
    const ended = await stage.as('office').post(`/api/quality-exemptions/${anew.body.exemptions[0].id}/ending`)
    expect(ended.body.findings).toHaveLength(1)
    const { rows } = await sql`
      select action, reason from record_entry where subject_id = ${String(id)} and action like 'quality.%' order by id`.execute(
      stage.owner,
    )
    expect(rows).toEqual([
      { action: 'quality.exempted', reason: '跨县线路工程' },
      { action: 'quality.exempted', reason: '仍无固定地点' },
      { action: 'quality.exemptionEnded', reason: null },
    ])
  })

  test('is given within the own county only, by who may write', async () => {
    const [ruleId] = await onlyRules({
      name: unique('须有地点'),
      rule: { kind: 'required', field: 'site', from: null },
    })
    const [east, west] = [await aProject(), await aProject({}, stage.orgs.west)]
    const body = { ruleId, reason: '理由充分' }
    expect((await stage.as('leader').post(`/api/projects/${east}/quality-exemptions`, body)).status).toBe(403)
    expect((await stage.as('countyOffice').post(`/api/projects/${west}/quality-exemptions`, body)).status).toBe(404)
    expect((await stage.as('countyOffice').post(`/api/projects/${east}/quality-exemptions`, body)).status).toBe(200)
    const foreign = await stage.as('office').post(`/api/projects/${west}/quality-exemptions`, body)
    const ending = `/api/quality-exemptions/${foreign.body.exemptions[0].id}/ending`
    expect((await stage.as('countyOffice').post(ending)).status).toBe(404)
  })
})

describe('rules', () => {
  test('are tried before they are kept, changed with their version, and recorded', async () => {
    const [id] = await onlyRules({ name: unique('须有地点'), rule: { kind: 'required', field: 'site', from: null } })
    await emptyLedger()
    const bare = await aProject({ totalInvestment: '100', fundsInPlace: '120' })
    await aProject({ totalInvestment: '100', fundsInPlace: '110' })
    const rule = { kind: 'within', smaller: 'fundsInPlace', larger: 'totalInvestment', less: null, tolerance: 10 }
    const tried = await stage.as('office').post('/api/quality-rule-previews', { rule })
    expect(tried.body).toMatchObject({ asked: 2, failing: 1, first: [{ id: bare }] })
    const change = { name: unique('到位资金'), rule, weight: 2, source: '测试依据', isActive: true }
    const changed = await stage.as('office').put(`/api/quality-rules/${id}`, { ...change, version: 1 })
    expect(changed.body).toMatchObject({ version: 2, rule })
    expect((await stage.as('office').put(`/api/quality-rules/${id}`, { ...change, version: 1 })).body.code).toBe(
      'edit_conflict',
    )
    const { rows } =
      await sql`select action from record_entry where subject_type = 'qualityRule' and subject_id = ${String(id)} order by id`.execute(
        stage.owner,
      )
    expect(rows).toEqual([{ action: 'qualityRule.added' }, { action: 'qualityRule.changed' }])
  })

  test('are the whole region’s: a county’s office reads them and changes none; senseless and twice named ones are refused', async () => {
    const name = unique('须有地点')
    await onlyRules({ name, rule: { kind: 'required', field: 'site', from: null } })
    const body = { name, rule: { kind: 'required', field: 'owner', from: null }, weight: 1, source: '测试依据' }
    expect((await stage.as('countyOffice').get('/api/quality-rules')).body.mayChange).toBe(false)
    expect((await stage.as('countyOffice').post('/api/quality-rules', body)).body.code).toBe('quality_needs_region')
    expect((await stage.as('leader').post('/api/quality-rules', body)).status).toBe(403)
    expect((await stage.as('office').post('/api/quality-rules', body)).body.code).toBe('quality_rule_exists')
    const same = { kind: 'dateOrder', earlier: 'startDate', later: 'startDate' }
    expect(
      (await stage.as('office').post('/api/quality-rules', { ...body, name: unique('同项'), rule: same })).body.code,
    ).toBe('rule_senseless')
    const unknown = { kind: 'required', field: 'password', from: null }
    expect((await stage.as('office').post('/api/quality-rules', { ...body, rule: unknown })).status).toBe(400)
  })

  test('every shipped rule is one the product knows, and runs', async () => {
    await sql`update quality_rule set is_active = source not like '测试%'`.execute(stage.owner)
    const { status, body } = await stage.as('office').get('/api/quality')
    expect([status, body.rules.length]).toEqual([200, 30])
    expect((await stage.as('office').get('/api/quality-rules')).status).toBe(200)
  })
})
