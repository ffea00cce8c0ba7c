import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { sampleRounds } from '#capabilities/race/sample-round.ts'
import { openStage, type Stage } from '#tests/harness/product.ts'

let stage: Stage
let aRankedRound: ReturnType<typeof sampleRounds>['aRankedRound']
beforeAll(async () => {
  stage = await openStage()
  ;({ aRankedRound } = sampleRounds(stage.as('office'), stage.orgs))
})
afterAll(async () => await stage.close())

const TEMPLATES = '/api/bulletin-templates'
const CONTENT = {
  kind: '简报',
  masthead: '项目快报',
  title: '{{本期}}{{地区}}项目快报',
  addressees: '',
  copyTo: '',
  note: '',
  body: '完成投资{{完成投资}}。',
}
const OWN = { name: '项目快报', rhythm: 'month', confirms: false, content: CONTENT, note: '第一稿' }
const BY_TELEPHONE = { withoutConfirmation: '已电话核对' }

test('a ready template is changed in versions and given back; what was published stays', async () => {
  const office = stage.as('office')
  const { roundId } = await aRankedRound('2026-05')
  const bulletin = `/api/rounds/${roundId}/bulletin?template=ranking`
  const ready = (await office.get(`${TEMPLATES}/ranking`)).body
  expect(ready).toMatchObject({ isReady: true, version: null, versions: [] })
  const changed = { ...ready.content, body: ready.content.body.replace('有关要求', '工作要求') }
  const save = (seenVersion: number | null, content: object, note: string) =>
    office.put(`${TEMPLATES}/ranking`, { ...ready, content, note, seenVersion })
  const first = await save(null, changed, '改标题')
  expect(first.body).toMatchObject({ key: 'ranking', version: 1, changedBy: '项目办', versions: [{ note: '改标题' }] })
  const published = (await office.post(bulletin, BY_TELEPHONE)).body
  expect([published.templateVersion, JSON.stringify(published.document).includes('工作要求')]).toEqual([1, true])

  const late = await save(null, changed, '我也改')
  expect([late.status, late.body.code]).toEqual([409, 'template_changed'])
  expect(
    (await save(1, { ...changed, title: '排名通报' }, '改题')).body.versions.map(
      ({ version }: { version: number }) => version,
    ),
  ).toEqual([2, 1])
  const back = await office.post(`${TEMPLATES}/ranking/retirement`)
  expect(back.body.items.find(({ key }: { key: string }) => key === 'ranking').version).toBeNull()
  expect((await office.post(`${TEMPLATES}/ranking/retirement`)).body.code).toBe('template_untouched')
  // numbers go on: who still holds version 1 of before does not write over what comes after
  expect((await save(null, changed, '再改')).body.version).toBe(3)
  expect((await save(1, changed, '旧的')).body.code).toBe('template_changed')
  await office.post(`${TEMPLATES}/ranking/retirement`)
  const kept = (await office.get(bulletin)).body
  expect(kept.document).toEqual(published.document)
  const revisions = await office.get(`/api/rounds/${roundId}/bulletin/revisions?template=ranking`)
  expect(revisions.body.isReproduced).toBe(true)
})

test('an office writes its own; it is offered, published, and retired', async () => {
  const office = stage.as('office')
  const made = await office.post(TEMPLATES, OWN)
  expect(made.status).toBe(200)
  const { key } = made.body
  expect(key).toMatch(/^t\d+$/)
  expect((await office.post(TEMPLATES, OWN)).body.code).toBe('template_name_taken')
  const { roundId } = await aRankedRound('2026-05')
  const bulletin = `/api/rounds/${roundId}/bulletin?template=${key}`
  expect((await office.get(bulletin)).body.title).toBe('2026年1—5月测试市项目快报')
  expect((await office.post(bulletin)).body.state).toBe('published')
  const number = await office.put(`/api/rounds/${roundId}/bulletin/number?template=${key}`, { number: '第12期' })
  expect(number.body.document.number).toBe('第12期')
  await office.post(`${TEMPLATES}/${key}/retirement`)
  // what was published of it stays for everybody; nothing new is made
  expect((await stage.as('reporter').get(bulletin)).body).toMatchObject({
    state: 'published',
    templateName: '项目快报',
  })
  const { items } = (await stage.as('reporter').get(`/api/rounds/${roundId}/bulletins`)).body
  expect(items).toMatchObject([{ key, name: '项目快报', kind: '简报', number: '第12期' }])
  const later = await aRankedRound('2026-06')
  expect((await office.get(`/api/rounds/${later.roundId}/bulletin?template=${key}`)).body.code).toBe('template_retired')
  expect((await office.get(TEMPLATES)).body.items.map((item: { key: string }) => item.key)).not.toContain(key)
})

test('a text with mistakes is refused with all their places, in every part', async () => {
  const content = { ...CONTENT, title: '{{累及}}快报', body: '一\n二{{如果 位次 不大于 3}}三' }
  const refused = await stage.as('office').post(TEMPLATES, { ...OWN, name: '有错的', content })
  expect([refused.status, refused.body.code]).toEqual([409, 'template_mistake'])
  expect(refused.body.details.mistakes).toMatchObject([
    { part: 'title', line: 1, sentence: '没有叫“累及”的数据或词语，是不是想写“累计”。请从词语清单里选。' },
    { part: 'body', line: 2, column: 2, sentence: '“如果”没有配对的“{{结束}}”。' },
  ])
})

test('版头 and 抄送 are the same for every period', async () => {
  const refused = await stage
    .as('office')
    .post(TEMPLATES, { ...OWN, name: '版头', content: { ...CONTENT, masthead: '{{地区}}快报' } })
  expect([refused.status, refused.body.message]).toEqual([400, expect.stringContaining('版头和抄送里不能写')])
})

test('a preview fills any round in, or says what is wrong; nothing is kept', async () => {
  const office = stage.as('office')
  const { roundId } = await aRankedRound('2026-04')
  const preview = (content: object) =>
    office.post(
      `${TEMPLATES}/preview`,
      { roundId, name: '试', rhythm: 'month', content },
      { 'idempotency-key': 'preview-1' },
    )
  const { rows: before } = await sql`select key from idempotency_key`.execute(stage.owner)
  const good = (await preview(CONTENT)).body
  expect([good.mistakes, good.bulletin.title]).toEqual([[], '2026年1—4月测试市项目快报'])
  expect(good.bulletin.figures.find(({ id }: { id: string }) => id === 'region.completedYtd').text).toBe('170万元')
  const bad = (await preview({ ...CONTENT, body: '{{青原县 完成率}}' })).body
  expect([bad.bulletin, bad.mistakes.length]).toEqual([null, 1])
  expect((await preview({ ...CONTENT, body: '{{东县 完成率}}' })).body.bulletin.document.blocks[0].runs[0].text).toBe(
    '50%',
  )
  expect(
    (await office.get(`/api/rounds/${roundId}/bulletins`)).body.items.map(({ name }: { name: string }) => name),
  ).not.toContain('试')
  // a preview leaves no answer behind
  const { rows: after } = await sql`select key from idempotency_key`.execute(stage.owner)
  expect(after).toEqual(before)
})

test('a county keeps templates of its own, and sees none of the city’s', async () => {
  const county = stage.as('countyOffice')
  const made = await county.post(TEMPLATES, { ...OWN, name: '东县快报' })
  expect(made.status).toBe(200)
  expect((await county.get(TEMPLATES)).body).toMatchObject({ orgName: '东县' })
  expect((await stage.as('office').get(`${TEMPLATES}/${made.body.key}`)).status).toBe(404)
  expect((await stage.as('leader').get(TEMPLATES)).status).toBe(403)
})

test('every word the editor offers is understood', async () => {
  const office = stage.as('office')
  const { groups } = (await office.get('/api/bulletin-template-words')).body
  const { roundId } = await aRankedRound('2026-06')
  const offered: string[] = groups.flatMap(({ items }: { items: { insert: string }[] }) =>
    items.map(({ insert }) => insert),
  )
  const whole = offered.filter((insert) => insert.includes('{{') && !/[…]/.test(insert))
  expect(whole.length).toBeGreaterThan(40)
  const body = whole.join('\n')
  const preview = await office.post(`${TEMPLATES}/preview`, {
    roundId,
    name: '试',
    rhythm: 'month',
    content: { ...CONTENT, body },
  })
  expect(preview.body.mistakes).toEqual([])
})
