import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { lockedRound, openRound, sampleRounds } from '#capabilities/race/sample-round.ts'
import { openStage, type Stage } from '#tests/harness/product.ts'

let stage: Stage
let aLockedRound: ReturnType<typeof sampleRounds>['aLockedRound']
let aRankedRound: typeof aLockedRound
beforeAll(async () => {
  stage = await openStage()
  ;({ aLockedRound, aRankedRound } = sampleRounds(stage.as('office'), stage.orgs))
})
afterAll(async () => await stage.close())

async function aPublishedBulletin(month: string) {
  const round = await aRankedRound(month)
  const { status, body } = await stage.as('office').post(url(round.roundId), BY_TELEPHONE)
  expect(status).toBe(200)
  return { ...round, bulletin: body }
}

/** The cast's counties have not confirmed their figures here; the office says why it does not wait. */
const BY_TELEPHONE = { withoutConfirmation: '已电话核对' }
const url = (roundId: number) => `/api/rounds/${roundId}/bulletin`
const figureUrl = (roundId: number, id: string) => `${url(roundId)}/figures/${id}`
const reason = { reason: '文字有误' }
const textOf = (document: unknown) => JSON.stringify(document)

async function entriesOf(action: string, roundId: number) {
  const { rows } = await sql<{ actor: string; reason: string | null; after: unknown; before: unknown }>`
    select actor, reason, before, after from record_entry
    where action = ${action} and subject_type = 'round' and subject_id = ${String(roundId)} order by id`.execute(
    stage.owner,
  )
  return rows
}

describe('reading', () => {
  test('a draft says what stands in its way: lock, then ranking, then nothing', async () => {
    const office = stage.as('office')
    const { roundId } = await aLockedRound('2026-04')
    const draft = (await office.get(url(roundId))).body
    expect(draft).toMatchObject({ state: 'draft', id: null, number: null, problems: [] })
    expect(draft.title).toBe('关于2026年1—4月全市重点项目建设进展情况的通报')
    expect(draft.hindrance).toContain('请先发布排名')
    await office.post(`/api/rounds/${roundId}/ranking`)
    expect((await office.get(url(roundId))).body.hindrance).toBeNull()
    const { body: reports } = await office.get(`/api/rounds/${roundId}/reports?limit=1`)
    const open = await openRound(office, '2026-04', [reports.items[0].projectId])
    expect((await office.get(url(open))).body.hindrance).toContain('尚未锁定')
  })

  test('figures are those of the ranking: 170 of 260, 东县 75, 西县 90 and 市本级 5', async () => {
    const { roundId } = await aRankedRound('2026-04')
    const { body } = await stage.as('leader').get(url(roundId))
    const text = textOf(body.document)
    for (const part of ['170万元', '65.4%', '市本级', '西县', '县（市、区）']) expect(text).toContain(part)
    const figure = (id: string) => body.figures.find((one: { id: string }) => one.id === id)?.text
    expect([figure('region.completedYtd'), figure(`org.${stage.orgs.east}.completedYtd`)]).toEqual([
      '170万元',
      '75万元',
    ])
    expect(figure(`org.${stage.orgs.city}.completedYtd`)).toBe('5万元')
  })

  test('a county reads the published bulletin and no draft', async () => {
    const { roundId } = await aRankedRound('2026-05')
    const before = await stage.as('reporter').get(url(roundId))
    expect([before.status, before.body.code]).toEqual([409, 'bulletin_not_published'])
    expect((await stage.as('reporter').get(`${url(roundId)}.docx`)).status).toBe(409)
    expect((await stage.as('reporter').get(figureUrl(roundId, 'region.completedYtd'))).status).toBe(409)
    await stage.as('office').post(url(roundId), BY_TELEPHONE)
    expect((await stage.as('reporter').get(url(roundId))).body.state).toBe('published')
  })

  test('the month before is compared with', async () => {
    const { east, west } = stage.orgs
    await aPublishedBulletin('2026-07')
    const { roundId, projectIds } = await lockedRound(stage.as('office'), '2026-08', [
      { name: '八月东', orgId: east, plan: '100', done: '80' },
      { name: '八月西', orgId: west, plan: '100', done: '90' },
    ])
    const draft = await stage.as('office').get(url(roundId))
    expect(draft.body.title).toContain('部分重点项目')
    // compared only when the round covers what is being built
    await sql`update project set library = 'completed' where id <> all (${projectIds}::int[])`.execute(stage.owner)
    const { body } = await stage.as('office').get(url(roundId))
    // 85 % after 65.38461538 %: 19.6 points
    expect(body.figures.find((one: { id: string }) => one.id === 'region.completionRate.change.before')?.text).toBe(
      '19.6个百分点',
    )
  })

  test('no sign-in, no right, no round', async () => {
    const { roundId } = await aLockedRound('2026-05')
    expect((await stage.as(null).get(url(roundId))).status).toBe(401)
    expect((await stage.as('admin').get(url(roundId))).status).toBe(403)
    expect((await stage.as('office').get(url(999_999))).status).toBe(404)
  })

  test('a weekly round has no monthly bulletin, a month no weekly brief', async () => {
    const { roundId } = await aLockedRound('2026-06')
    await sql`update round set kind = 'week', week = '2026-W25' where id = ${roundId}`.execute(stage.owner)
    const { status, body } = await stage.as('office').get(url(roundId))
    expect([status, body.code]).toEqual([409, 'template_rhythm'])
    expect((await stage.as('office').get(`${url(roundId)}?template=weekly`)).body.title).toContain('第25周')
    const month = await aLockedRound('2026-06')
    expect((await stage.as('office').get(`${url(month.roundId)}?template=weekly`)).body.code).toBe('template_rhythm')
    expect((await stage.as('office').get(`${url(month.roundId)}?template=quarterly`)).body.title).toContain('二季度')
  })
})

describe('tracing a figure', () => {
  test('rows, formula and as-of of a sum; the rows give the figure', async () => {
    const { roundId, projectIds } = await aLockedRound('2026-05')
    const { body } = await stage.as('office').get(figureUrl(roundId, `org.${stage.orgs.east}.completedYtd`))
    expect(body.figure).toMatchObject({ value: '75', unit: '万元', asOf: '2026-05-25' })
    expect(body.rows.map((row: { projectId: number; counted: string }) => [row.projectId, row.counted])).toEqual([
      [projectIds[0], '60'],
      [projectIds[1], '15'],
    ])
    expect(body).toMatchObject({ rowTotal: 2, hiddenRows: 0, recomputed: '75', agrees: true, isFrozen: false })
  })

  test('a rate names its inputs, each with its own figure', async () => {
    const { roundId } = await aLockedRound('2026-05')
    const { body } = await stage.as('office').get(figureUrl(roundId, 'region.completionRate'))
    expect(body.inputs.map(({ text, figureId }: { text: string; figureId: string }) => [text, figureId])).toEqual([
      ['170万元', 'region.completedYtd'],
      ['260万元', 'region.annualPlan'],
    ])
    expect(body).toMatchObject({ recomputed: '65.38461538', agrees: true })
  })

  test('every figure of the document agrees with its rows', async () => {
    const { roundId } = await aPublishedBulletin('2026-05')
    const { figures } = (await stage.as('office').get(url(roundId))).body
    const answers = await Promise.all(
      figures.map(({ id }: { id: string }) => stage.as('office').get(figureUrl(roundId, id))),
    )
    expect(answers.length).toBeGreaterThan(30)
    expect(answers.filter(({ body }) => body.agrees !== true).map(({ body }) => body.figure)).toEqual([])
  })

  test('of a published figure a county sees its own rows; the others are counted', async () => {
    const { roundId, projectIds } = await aPublishedBulletin('2026-05')
    const { body } = await stage.as('otherReporter').get(figureUrl(roundId, 'region.completedYtd'))
    expect(body.rows.map((row: { projectId: number }) => row.projectId)).toEqual([projectIds[2]])
    expect(body).toMatchObject({ rowTotal: 4, hiddenRows: 3, recomputed: '170', agrees: true })
  })

  test('no such figure', async () => {
    const { roundId } = await aLockedRound('2026-05')
    expect((await stage.as('office').get(figureUrl(roundId, 'region.nothing'))).status).toBe(404)
  })
})

describe('publishing', () => {
  test('freezes text, figures and rows: a later correction changes none of them', async () => {
    const office = stage.as('office')
    const { roundId, projectIds, bulletin } = await aPublishedBulletin('2026-05')
    const correction = { month: '2026-05', delta: '-80', reason: '重复计算', approver: '王局长' }
    expect((await office.post(`/api/projects/${projectIds[2]}/corrections`, correction)).status).toBe(200)
    expect((await office.get(`/api/projects/${projectIds[2]}`)).body.completedYtd).toBe('10')
    expect((await office.get(url(roundId))).body).toEqual(bulletin)
    const { body } = await office.get(figureUrl(roundId, `org.${stage.orgs.west}.completedYtd`))
    expect(body.rows).toMatchObject([{ projectId: projectIds[2], completedYtd: '90' }])
    expect(body).toMatchObject({ isFrozen: true, recomputed: '90', agrees: true })
  })

  test('a correction between ranking and bulletin: the bulletin stands on the ranking that was published', async () => {
    const office = stage.as('office')
    const { roundId, projectIds } = await aRankedRound('2026-05')
    const correction = { month: '2026-05', delta: '-80', reason: '重复计算', approver: '王局长' }
    await office.post(`/api/projects/${projectIds[2]}/corrections`, correction)
    const { status, body } = await office.post(url(roundId), BY_TELEPHONE)
    expect(status).toBe(200)
    expect(body.figures.find((one: { id: string }) => one.id === 'region.completedYtd')?.text).toBe('170万元')
  })

  test('needs a published ranking', async () => {
    const { roundId } = await aLockedRound('2026-05')
    const { status, body } = await stage.as('office').post(url(roundId), BY_TELEPHONE)
    expect([status, body.code]).toEqual([409, 'ranking_missing'])
  })

  test('refuses what does not close, and says by how much', async () => {
    const { roundId } = await aRankedRound('2026-05')
    // a snapshot that somebody tampered with in the database: 西县 91 instead of 90
    await sql`update ranking_place p set inputs = jsonb_set(p.inputs, '{figures,completedYtd}', '"91"')
      from ranking k where k.id = p.ranking_id and k.round_id = ${roundId} and p.org_id = ${stage.orgs.west}`.execute(
      stage.owner,
    )
    const read = (await stage.as('office').get(url(roundId))).body
    expect(read.hindrance).toContain('对不上')
    expect(read.problems[0].sentence).toContain('在排名中为91万元，按明细为90万元，排名多1万元')
    const { status, body } = await stage.as('office').post(url(roundId), BY_TELEPHONE)
    expect([status, body.code]).toEqual([409, 'bulletin_unreconciled'])
    expect(body.details.problems.length).toBeGreaterThan(0)
  })

  test('twice is refused; recorded once', async () => {
    const { roundId, bulletin } = await aPublishedBulletin('2026-05')
    expect(bulletin).toMatchObject({ state: 'published', publishedBy: '项目办', hindrance: null })
    const twice = await stage.as('office').post(url(roundId), BY_TELEPHONE)
    expect([twice.status, twice.body.code]).toEqual([409, 'bulletin_already_published'])
    expect(await entriesOf('bulletin.published', roundId)).toMatchObject([
      { actor: 'office', after: { bulletinId: bulletin.id, rows: 4, title: bulletin.title } },
    ])
  })

  test('not by a leader, a reporter, or a county on the city’s round', async () => {
    const { roundId } = await aRankedRound('2026-05')
    for (const who of ['leader', 'reporter'] as const)
      expect((await stage.as(who).post(url(roundId), BY_TELEPHONE)).status).toBe(403)
    const county = await stage.as('countyOffice').post(url(roundId), BY_TELEPHONE)
    expect([county.status, county.body.code]).toEqual([403, 'round_of_superior'])
  })
})

describe('withdrawing', () => {
  test('keeps the frozen text with the reason, is recorded, and a new one may be published', async () => {
    const office = stage.as('office')
    const { roundId, bulletin } = await aPublishedBulletin('2026-05')
    const { status, body } = await office.post(`${url(roundId)}/withdrawal`, reason)
    expect([status, body.state, body.hindrance]).toEqual([200, 'draft', null])
    const { rows } = await sql<{ reason: string; title: string }>`
      select withdrawn_reason as reason, content -> 'document' ->> 'title' as title from bulletin where id = ${bulletin.id}`.execute(
      stage.owner,
    )
    expect(rows).toEqual([{ reason: '文字有误', title: bulletin.title }])
    expect(await entriesOf('bulletin.withdrawn', roundId)).toMatchObject([
      { reason: '文字有误', before: { bulletinId: bulletin.id } },
    ])
    const twice = await office.post(`${url(roundId)}/withdrawal`, reason)
    expect([twice.status, twice.body.code]).toEqual([409, 'bulletin_not_published'])
    expect((await office.post(url(roundId), BY_TELEPHONE)).body.id).not.toBe(bulletin.id)
  })

  test('published and its ranking withdrawn at the same moment: one of the two is refused', async () => {
    const office = stage.as('office')
    for (let turn = 0; turn < 4; turn += 1) {
      const { roundId } = await aRankedRound('2026-05')
      const both = await Promise.all([
        office.post(url(roundId), BY_TELEPHONE),
        office.post(`/api/rounds/${roundId}/ranking/withdrawal`, reason),
      ])
      expect(both.map(({ status }) => status).sort()).toEqual([200, 409])
    }
  })

  test('needs a reason and the right', async () => {
    const { roundId } = await aPublishedBulletin('2026-05')
    expect((await stage.as('office').post(`${url(roundId)}/withdrawal`, {})).status).toBe(400)
    expect((await stage.as('reporter').post(`${url(roundId)}/withdrawal`, reason)).status).toBe(403)
  })
})
