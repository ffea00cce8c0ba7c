import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openStage, type Stage } from '#tests/harness/product.ts'
import { aProject, aRound, recorded, settle } from './sample-round.ts'

let stage: Stage
beforeAll(async () => {
  stage = await openStage()
})
afterAll(async () => await stage.close())

/** Bytes that begin as a JPEG with EXIF does; `mark` makes them another picture. */
const jpeg = (mark: number, length = 400) => {
  const bytes = new Uint8Array(length).fill(mark)
  bytes.set([0xff, 0xd8, 0xff, 0xe1, 0, 16, 0x45, 0x78, 0x69, 0x66])
  return bytes
}

async function aReport(name: string) {
  const round = await aRound(stage, [await aProject(stage, { name })])
  return { round, id: round.reports[name]!, address: `/api/reports/${round.reports[name]}/photos` }
}

test('a photograph comes back byte for byte, shown in place, with its own type', async () => {
  const { id, address } = await aReport('照片一')
  const added = await stage.as('reporter').upload(address, '现场 一.jpg', jpeg(1))
  expect(added.status).toBe(200)
  expect(added.body.photoList).toMatchObject([{ name: '现场 一.jpg', size: 400 }])
  const file = await stage.as('leader').get(`/api/files/${added.body.photoList[0].fileId}`)
  expect([file.status, file.headers['content-type']]).toEqual([200, 'image/jpeg'])
  expect(file.headers['content-disposition']).toMatch(/^inline;/)
  expect(Buffer.compare(file.bytes, Buffer.from(jpeg(1)))).toBe(0)
  expect((await recorded(stage, 'report', id))[0]).toMatchObject({
    action: 'photo.added',
    after: { name: '现场 一.jpg', size: 400 },
  })
})

test('the same picture twice is refused', async () => {
  const { address } = await aReport('照片两次')
  await stage.as('reporter').upload(address, 'a.jpg', jpeg(2))
  const again = await stage.as('reporter').upload(address, 'b.jpg', jpeg(2))
  expect([again.status, again.body.code]).toEqual([409, 'photo_already_added'])
})

test('what is no picture is refused whatever its name', async () => {
  const { address } = await aReport('照片假')
  const script = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>')
  const refused = await stage.as('reporter').upload(address, '现场.jpg', script)
  expect([refused.status, refused.body.code]).toEqual([400, 'photo_kind'])
})

test('15 MB are taken, one byte more is not', async () => {
  const { address } = await aReport('照片大')
  const most = 15 * 1024 * 1024
  expect((await stage.as('reporter').upload(address, '大.jpg', jpeg(3, most))).status).toBe(200)
  const refused = await stage.as('reporter').upload(address, '更大.jpg', jpeg(4, most + 1))
  expect([refused.status, refused.body.code]).toEqual([413, 'file_too_large'])
})

test('only within scope: neither added, nor seen, nor removed from another county', async () => {
  const { address } = await aReport('照片界')
  expect((await stage.as('otherReporter').upload(address, 'a.jpg', jpeg(5))).status).toBe(404)
  expect((await stage.as('leader').upload(address, 'a.jpg', jpeg(5))).status).toBe(403)
  const { body } = await stage.as('reporter').upload(address, 'a.jpg', jpeg(5))
  const { fileId } = body.photoList[0]
  expect((await stage.as('otherReporter').get(`/api/files/${fileId}`)).status).toBe(404)
  expect((await stage.as('townReporter').get(`/api/files/${fileId}`)).status).toBe(200)
  expect((await stage.as(null).get(`/api/files/${fileId}`)).status).toBe(401)
  expect((await stage.as('otherReporter').delete(`${address}/${fileId}`)).status).toBe(404)
})

test('removed with its bytes, once, and only from its own report', async () => {
  const [mine, other] = [await aReport('照片删'), await aReport('照片别')]
  const { body } = await stage.as('reporter').upload(mine.address, 'a.jpg', jpeg(6))
  const { fileId } = body.photoList[0]
  expect((await stage.as('reporter').delete(`${other.address}/${fileId}`)).status).toBe(404)
  const removed = await stage.as('townReporter').delete(`${mine.address}/${fileId}`)
  expect([removed.status, removed.body.photoList]).toEqual([200, []])
  const { rows } = await sql<{
    files: number
  }>`select count(*)::int as files from stored_file where id = ${fileId}`.execute(stage.owner)
  expect(rows[0]!.files).toBe(0)
  expect((await recorded(stage, 'report', mine.id))[0]).toMatchObject({
    action: 'photo.removed',
    before: { name: 'a.jpg' },
  })
  expect((await stage.as('reporter').delete(`${mine.address}/${fileId}`)).status).toBe(404)
})

test('after acceptance photographs stay as they were reviewed', async () => {
  const { round, id, address } = await aReport('照片审')
  const { body } = await stage.as('reporter').upload(address, 'a.jpg', jpeg(7))
  await settle(stage, round, id, { completedCurrent: '800' })
  const refused = [
    await stage.as('reporter').delete(`${address}/${body.photoList[0].fileId}`),
    await stage.as('reporter').upload(address, 'b.jpg', jpeg(8)),
  ]
  expect(refused.map((answer) => [answer.status, answer.body.code])).toEqual([
    [409, 'report_accepted'],
    [409, 'report_accepted'],
  ])
})

test('the latest photographs of projects are found across their reports, within scope, so many of each', async () => {
  const first = await aReport('照片集一')
  const second = await aReport('照片集二')
  for (const mark of [11, 12, 13]) await stage.as('reporter').upload(first.address, `${mark}.jpg`, jpeg(mark))
  await stage.as('reporter').upload(second.address, '21.jpg', jpeg(21))
  const ids = await Promise.all(
    [first, second].map(async ({ id }) => (await stage.as('office').get(`/api/reports/${id}`)).body.projectId),
  )
  const asked = `/api/project-photos?projects=${ids.join(',')}&each=2`
  const { body } = await stage.as('leader').get(asked)
  expect(body.items.map(({ name }: { name: string }) => name)).toEqual(['13.jpg', '12.jpg', '21.jpg'])
  expect(body.items[0]).toMatchObject({ projectId: ids[0], month: '2026-10', uploadedBy: '东县填报员' })
  expect((await stage.as('otherReporter').get(asked)).body.items).toEqual([])
  expect((await stage.as('admin').get(asked)).status).toBe(403)
  expect((await stage.as('leader').get('/api/project-photos?projects=x')).status).toBe(400)
})
