import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { lockedRound, sampleRounds } from '#capabilities/race/sample-round.ts'
import { openZip } from '#platform/excel/zip-entries.ts'
import { openStage, type Stage } from '#tests/harness/product.ts'
import { pdfOf } from './pdf.ts'

let stage: Stage
let aRankedRound: ReturnType<typeof sampleRounds>['aRankedRound']
beforeAll(async () => {
  stage = await openStage()
  ;({ aRankedRound } = sampleRounds(stage.as('office'), stage.orgs))
})
afterAll(async () => await stage.close())

const url = (roundId: number, template = 'monthly') => `/api/rounds/${roundId}/bulletin?template=${template}`
const draftUrl = (roundId: number, template = 'monthly') => `/api/rounds/${roundId}/bulletin/draft?template=${template}`
const BY_TELEPHONE = { withoutConfirmation: '已电话核对' }
const wordText = (bytes: Buffer) => String(openZip(bytes, 50_000_000).read('word/document.xml'))

describe('the documents of a round', () => {
  test('are those of its rhythm; counties see what is published', async () => {
    const { roundId } = await aRankedRound('2026-04')
    const list = async (who: 'office' | 'reporter') =>
      (await stage.as(who).get(`/api/rounds/${roundId}/bulletins`)).body.items.map(({ key }: { key: string }) => key)
    expect(await list('office')).toEqual(['monthly', 'investment-report', 'one-page', 'ranking'])
    expect(await list('reporter')).toEqual([])
    expect((await stage.as('office').post(url(roundId, 'one-page'))).status).toBe(200)
    expect(await list('reporter')).toEqual(['one-page'])
    // each template has a document of its own
    expect((await stage.as('reporter').get(url(roundId, 'one-page'))).body.state).toBe('published')
    expect((await stage.as('reporter').get(url(roundId))).body.code).toBe('bulletin_not_published')
  })

  test('a quarter’s document is of its last month', async () => {
    const { roundId } = await aRankedRound('2026-06')
    const { items } = (await stage.as('office').get(`/api/rounds/${roundId}/bulletins`)).body
    expect(items.map(({ key }: { key: string }) => key)).toContain('quarterly')
    expect((await stage.as('office').get(url(roundId, 'no-such'))).status).toBe(404)
  })
})

describe('this issue’s own words', () => {
  test('stand in the document, are recorded, and go when they are given up', async () => {
    const office = stage.as('office')
    const { roundId } = await aRankedRound('2026-05')
    const before = (await office.get(draftUrl(roundId))).body
    expect(before).toMatchObject({ version: 0, publicity: null, content: before.templateContent })
    const body = `${before.content.body}\n# 补充说明\n全市完成投资{{完成投资 约}}。`
    const saved = await office.put(draftUrl(roundId), {
      version: 0,
      content: { body, copyTo: '市委办公室，市人大常委会办公室' },
      publicity: '主动公开',
      circulation: '发至各县（市、区）',
      date: '2026-06-08',
    })
    expect(saved.status).toBe(200)
    expect(saved.body).toMatchObject({ publicity: '主动公开', circulation: '发至各县（市、区）' })
    const document = saved.body.document
    expect(
      document.blocks
        .at(-1)
        .runs.map(({ text }: { text: string }) => text)
        .join(''),
    ).toBe('全市完成投资170万元。')
    expect(document.imprint.copyTo).toEqual(['市委办公室', '市人大常委会办公室'])
    expect(document.date).toBe('2026-06-08')
    const after = (await office.get(draftUrl(roundId))).body
    expect(after).toMatchObject({ version: 1, updatedBy: '项目办', content: { title: before.content.title } })
    const { rows } = await sql<{ after: { content: object } }>`select after from record_entry
      where action = 'bulletin.drafted' and subject_id = ${String(roundId)}`.execute(stage.owner)
    // only what differs from the template is kept
    expect(Object.keys(rows[0]!.after.content).sort()).toEqual(['body', 'copyTo'])
    expect((await office.delete(draftUrl(roundId))).body.document.imprint.copyTo).toEqual([])
    expect((await office.delete(draftUrl(roundId))).body.code).toBe('draft_untouched')
    // an editor that was opened before does not save over what comes after
    expect((await office.put(draftUrl(roundId), { version: 1, circulation: '甲' })).body.code).toBe('draft_changed')
  })

  test('two at once: the second is told, and nothing of the first is lost', async () => {
    const office = stage.as('office')
    const { roundId } = await aRankedRound('2026-05')
    const save = (circulation: string) => office.put(draftUrl(roundId), { version: 0, circulation })
    const answers = await Promise.all([save('甲'), save('乙')])
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409])
    expect(answers.find(({ status }) => status === 409)!.body.code).toBe('draft_changed')
    expect((await office.put(draftUrl(roundId), { version: 1, circulation: '丙' })).body.circulation).toBe('丙')
  })

  test('a mistake is refused with its place, and nothing is saved', async () => {
    const office = stage.as('office')
    const { roundId } = await aRankedRound('2026-05')
    const refused = await office.put(draftUrl(roundId), { version: 0, content: { body: '第一行\n完成{{完投资}}。' } })
    expect([refused.status, refused.body.code]).toEqual([409, 'template_mistake'])
    expect(refused.body.message).toContain('第2行：没有叫“完投资”的数据或词语，是不是想写“完成投资”')
    expect(refused.body.details.mistakes[0]).toMatchObject({ part: 'body', line: 2, column: 5 })
    expect((await office.get(draftUrl(roundId))).body.version).toBe(0)
  })

  test('words that have become wrong are told and may be mended or given up; the template’s stand meanwhile', async () => {
    const office = stage.as('office')
    const { roundId } = await aRankedRound('2026-05')
    await office.put(draftUrl(roundId), { version: 0, content: { body: '{{东县 完成率}}' } })
    await sql`update bulletin_draft set changes = '{"content": {"body": "{{北县 完成率}}"}}' where round_id = ${roundId}`.execute(
      stage.owner,
    )
    const { status, body } = await office.get(url(roundId))
    expect([status, body.problems[0]]).toMatchObject([200, { key: 'draft', mayExplain: false }])
    expect(body.problems[0].sentence).toContain('第1行：没有叫“北县”的数据或词语')
    expect(body.document.blocks.length).toBeGreaterThan(10)
    expect((await office.post(url(roundId), BY_TELEPHONE)).body.code).toBe('bulletin_unreconciled')
    expect((await office.get(draftUrl(roundId))).body.content.body).toBe('{{北县 完成率}}')
    expect(
      (await office.put(draftUrl(roundId), { version: 1, content: { body: '{{西县 完成率}}' } })).body.problems,
    ).toEqual([])
  })

  test('not by a county, and not once it is published', async () => {
    const { roundId } = await aRankedRound('2026-05')
    const change = { version: 0, circulation: '发至各县' }
    expect((await stage.as('countyOffice').put(draftUrl(roundId), change)).status).toBe(403)
    expect((await stage.as('leader').get(draftUrl(roundId))).status).toBe(403)
    await stage.as('office').post(url(roundId), BY_TELEPHONE)
    expect((await stage.as('office').put(draftUrl(roundId), change)).body.code).toBe('bulletin_already_published')
  })
})

describe('closing', () => {
  test('a figure that is not there must be explained before the document leaves', async () => {
    const office = stage.as('office')
    const { roundId } = await aRankedRound('2026-05')
    const body = '全市完成投资{{完成投资}}，{{完成投资 同比}}。'
    const { body: draft } = await office.put(draftUrl(roundId, 'one-page'), { version: 0, content: { body } })
    expect(draft.problems).toMatchObject([{ kind: 'missing', mayExplain: true, explanation: null }])
    expect(draft.problems[0].sentence).toContain('没有上年同期已发布的数据')
    const refused = await office.post(url(roundId, 'one-page'))
    expect([refused.status, refused.body.code]).toEqual([409, 'bulletin_unreconciled'])
    const explanations = { [draft.problems[0].key]: '上年没有开展调度' }
    const explained = await office.put(draftUrl(roundId, 'one-page'), { version: 1, explanations })
    expect([explained.body.hindrance, explained.body.problems[0].explanation]).toEqual([null, '上年没有开展调度'])
    expect((await office.post(url(roundId, 'one-page'))).status).toBe(200)
    const { rows } = await sql<{ after: object }>`select after from record_entry
      where action = 'bulletin.published' and subject_id = ${String(roundId)}`.execute(stage.owner)
    expect(rows[0]!.after).toMatchObject({ explained: [{ explanation: '上年没有开展调度' }] })
  })

  test('a sentence of the office that does not add up is found in the text', async () => {
    const office = stage.as('office')
    const { roundId } = await aRankedRound('2026-05')
    const body = '{{累计}}完成投资30亿元，其中甲县12亿元，乙县21亿元。'
    const { body: draft } = await office.put(draftUrl(roundId, 'one-page'), { version: 0, content: { body } })
    expect(draft.problems).toMatchObject([{ kind: 'text' }])
    expect(draft.hindrance).toContain('对不上')
  })
})

describe('a published document', () => {
  test('is made once more from what was frozen; a correction shows as a revision, not in the document', async () => {
    const office = stage.as('office')
    const { roundId, projectIds } = await aRankedRound('2026-05')
    const published = (await office.post(url(roundId), BY_TELEPHONE)).body
    const revisions = async () => (await office.get(`/api/rounds/${roundId}/bulletin/revisions?template=monthly`)).body
    const before = await revisions()
    expect(before).toMatchObject({ isReproduced: true, revised: [] })
    const correction = { month: '2026-05', delta: '-10', reason: '审计核减', approver: '常务副市长' }
    expect((await office.post(`/api/projects/${projectIds[0]}/corrections`, correction)).status).toBe(200)
    const after = await revisions()
    expect([after.isReproduced, after.digest]).toEqual([true, before.digest])
    const total = after.revised.find(({ figureId }: { figureId: string }) => figureId === 'region.completedYtd')
    expect(total).toMatchObject({ printed: '170万元', was: '170', now: '160', unit: '万元' })
    expect((await office.get(url(roundId))).body.document).toEqual(published.document)
  })

  test('whose frozen rows were tampered with is not made again', async () => {
    const office = stage.as('office')
    const { roundId } = await aRankedRound('2026-05')
    await office.post(url(roundId), BY_TELEPHONE)
    await sql`update bulletin set content = jsonb_set(content, '{rows,0,completedYtd}', '"61"') where round_id = ${roundId}`.execute(
      stage.owner,
    )
    const { body } = await office.get(`/api/rounds/${roundId}/bulletin/revisions?template=monthly`)
    expect(body.isReproduced).toBe(false)
  })

  test('keeps the words of its template, whatever becomes of it; January of next year compares with the rows of this one', async () => {
    const { east } = stage.orgs
    const office = stage.as('office')
    await office.post(url((await aRankedRound('2026-03')).roundId), BY_TELEPHONE)
    const { roundId } = await lockedRound(office, '2026-04', [{ name: '四月东', orgId: east, plan: '100', done: '80' }])
    await sql`update project set library = 'completed' where name <> '四月东'`.execute(stage.owner)
    const { figures } = (await office.get(url(roundId))).body
    const ids = figures.map(({ id }: { id: string }) => id)
    expect(ids).toContain('region.completionRate.change.before')
    expect(ids).toContain('region.completionRate@2026-03')
    const source = `/api/rounds/${roundId}/bulletin/figures/${encodeURIComponent('region.completionRate@2026-03')}?template=monthly`
    expect((await office.get(source)).body).toMatchObject({ rowTotal: 4, recomputed: '65.38461538', agrees: true })
  })
})

describe('files', () => {
  test.each([
    ['comments', 'word/comments.xml'],
    ['footnotes', 'word/footnotes.xml'],
  ])('sources as %s', async (style, part) => {
    const { roundId } = await aRankedRound('2026-05')
    const file = await stage.as('office').get(`/api/rounds/${roundId}/bulletin.docx?template=monthly&sources=${style}`)
    expect(file.status).toBe(200)
    const notes = String(openZip(file.bytes, 50_000_000).read(part))
    expect(notes).toContain('完成率＝完成投资÷年度计划投资')
    expect(notes).toContain('涉及4个项目')
  })

  test('as PDF, the same for every reader', async () => {
    const { roundId } = await aRankedRound('2026-05')
    await stage.as('office').post(url(roundId, 'one-page'))
    const address = `/api/rounds/${roundId}/bulletin.pdf?template=one-page`
    const first = await stage.as('office').get(address)
    // where LibreOffice is not installed the answer says what to do
    if (first.status === 409) return expect(first.body.message).toContain('请下载 Word 文件，另存为 PDF')
    expect(first.bytes.subarray(0, 5).toString()).toBe('%PDF-')
    expect(decodeURIComponent(String(first.headers['content-disposition']))).toContain('领导一页纸.pdf')
    const second = await stage.as('reporter').get(address)
    expect(second.bytes.equals(first.bytes)).toBe(true)
    // published, its Word file is always the same bytes: nobody waits for a conversion that was made
    const word = (await stage.as('office').get(address.replace('.pdf', '.docx'))).bytes
    expect(pdfOf(word)).toBe(pdfOf(Buffer.from(word)))
  })

  test('sources as an appendix, a chart as a picture, and the same bytes each time', async () => {
    const { roundId } = await aRankedRound('2026-05')
    const address = `/api/rounds/${roundId}/bulletin.docx?template=one-page&sources=appendix`
    const [first, second] = [await stage.as('office').get(address), await stage.as('office').get(address)]
    expect(wordText(first.bytes)).toContain('数据来源说明')
    expect(openZip(first.bytes, 50_000_000).names.some((name) => /^word\/media\/.*\.svg$/.test(name))).toBe(true)
    expect(first.bytes.equals(second.bytes)).toBe(true)
  })
})
