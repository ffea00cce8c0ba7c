import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { sampleRounds } from '#capabilities/race/sample-round.ts'
import { openZip } from '#platform/excel/zip-entries.ts'
import { openStage, type Stage } from '#tests/harness/product.ts'
import { bulletinFile } from './public.ts'

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
const nameOf = (headers: Record<string, unknown>) =>
  decodeURIComponent(String(headers['content-disposition']).split("filename*=UTF-8''")[1]!)
const wordText = (bytes: Buffer) => String(openZip(bytes, 50_000_000).read('word/document.xml'))

async function entriesOf(action: string, roundId: number) {
  const { rows } = await sql<{ actor: string; reason: string | null; after: unknown; before: unknown }>`
    select actor, reason, before, after from record_entry
    where action = ${action} and subject_type = 'round' and subject_id = ${String(roundId)} order by id`.execute(
    stage.owner,
  )
  return rows
}

describe('number', () => {
  test('is entered afterwards, stands in the document, and is recorded with the one before', async () => {
    const { roundId } = await aPublishedBulletin('2026-05')
    const { status, body } = await stage.as('office').put(`${url(roundId)}/number`, { number: '云政办〔2026〕12号' })
    expect([status, body.number, body.document.number]).toEqual([200, '云政办〔2026〕12号', '云政办〔2026〕12号'])
    await stage.as('office').put(`${url(roundId)}/number`, { number: '云政办〔2026〕13号' })
    expect(await entriesOf('bulletin.numbered', roundId)).toMatchObject([
      { before: { number: null }, after: { number: '云政办〔2026〕12号' } },
      { before: { number: '云政办〔2026〕12号' }, after: { number: '云政办〔2026〕13号' } },
    ])
  })

  test.each(['云政办[2026]12号', '云政办〔2026〕第12号', '云政办〔2026〕012号', '12', ' '])(
    'refuses %s',
    async (number) => {
      const { roundId } = await aPublishedBulletin('2026-05')
      expect((await stage.as('office').put(`${url(roundId)}/number`, { number })).status).toBe(400)
      expect((await stage.as('office').get(url(roundId))).body.number).toBeNull()
    },
  )

  test('not on a draft, not by a leader', async () => {
    const { roundId } = await aRankedRound('2026-05')
    const number = { number: '云政办〔2026〕12号' }
    const draft = await stage.as('office').put(`${url(roundId)}/number`, number)
    expect([draft.status, draft.body.code]).toEqual([409, 'bulletin_not_published'])
    expect((await stage.as('leader').put(`${url(roundId)}/number`, number)).status).toBe(403)
  })
})

describe('the Word file', () => {
  test('a draft says so in its name, the published one carries its number', async () => {
    const { roundId } = await aRankedRound('2026-10')
    const draft = await stage.as('leader').get(`${url(roundId)}.docx`)
    expect([draft.status, nameOf(draft.headers)]).toEqual([200, '测试市2026年1—10月月度项目建设通报（草稿）.docx'])
    expect(draft.bytes.subarray(0, 2).toString()).toBe('PK')
    expect(wordText(draft.bytes)).not.toContain('云政办')
    await stage.as('office').post(url(roundId), BY_TELEPHONE)
    await stage.as('office').put(`${url(roundId)}/number`, { number: '云政办〔2026〕12号' })
    const published = await stage.as('reporter').get(`${url(roundId)}.docx`)
    expect(wordText(published.bytes)).toContain('云政办〔2026〕12号')
    expect(nameOf(published.headers)).toBe('测试市2026年1—10月月度项目建设通报.docx')
  })

  test('the command line gets the same bytes’ name, and a sentence for a round that is not there', async () => {
    const { roundId } = await aPublishedBulletin('2026-10')
    const file = await stage.owner.transaction().execute((tx) => bulletinFile(tx, roundId))
    expect(file.fileName).toBe('测试市2026年1—10月月度项目建设通报.docx')
    expect(file.bytes.length).toBeGreaterThan(5000)
    await expect(stage.owner.transaction().execute((tx) => bulletinFile(tx, 999_999))).rejects.toMatchObject({
      status: 404,
    })
  })

  test('who may not read rounds gets no file', async () => {
    const { roundId } = await aLockedRound('2026-10')
    expect((await stage.as('admin').get(`${url(roundId)}.docx`)).status).toBe(403)
    expect((await stage.as(null).get(`${url(roundId)}.docx`)).status).toBe(401)
  })
})
