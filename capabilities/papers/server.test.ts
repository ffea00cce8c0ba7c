import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openStage, type Stage } from '#tests/harness/product.ts'
import { aJpeg, aPdf } from './sample-files.ts'

let stage: Stage
beforeAll(async () => {
  stage = await openStage()
})
afterAll(async () => await stage.close())

async function aProject(name: string, fields: object = {}): Promise<number> {
  const { body } = await stage.as('office').post('/api/projects', { name, orgId: stage.orgs.eastTown, ...fields })
  return body.id
}

async function recorded(type: string, id: number) {
  const { rows } = await sql<{ action: string; before: object; after: object; reason: string }>`
    select action, before, after, reason from record_entry where subject_type = ${type} and subject_id = ${String(id)} order by id desc`.execute(
    stage.owner,
  )
  return rows
}

const ENERGY = {
  kind: 'approval',
  approvalKind: 'energy',
  title: '节能审查意见',
  number: '云发改能〔2026〕8号',
  issuer: '云川市发展改革委',
  issuedOn: '2026-03-18',
} as const

describe('a file', () => {
  test('comes back byte for byte, as an attachment that may do nothing', async () => {
    const id = await aProject('附件一')
    const pdf = aPdf('Reply')
    const added = await stage.as('reporter').upload(`/api/projects/${id}/paper-files`, '关于环评的批复.pdf', pdf)
    expect(added.status, added.text).toBe(200)
    expect(added.body.paper).toMatchObject({
      kind: 'approval',
      approvalKind: 'environment',
      title: '关于环评的批复',
      isMine: true,
      files: [{ number: 1, format: 'pdf', pages: 1, size: pdf.length, lookedAt: 'text' }],
    })
    const file = await stage.as('leader').get(`/api/papers/${added.body.paper.id}/file`)
    expect(Buffer.compare(file.bytes, pdf)).toBe(0)
    expect(file.headers['content-disposition']).toBe(
      `attachment; filename*=UTF-8''${encodeURIComponent('关于环评的批复.pdf')}`,
    )
    expect(file.headers['x-content-type-options']).toBe('nosniff')
    expect(file.headers['content-security-policy']).toMatch(/default-src 'none'.*sandbox/)
    expect(file.headers['content-length']).toBe(String(pdf.length))
    expect((await recorded('paper', added.body.paper.id))[0]).toMatchObject({
      action: 'paper.added',
      after: { title: '关于环评的批复', size: pdf.length },
    })
  })

  test('of many megabytes is kept in pieces and comes back whole', async () => {
    const id = await aProject('附件大')
    const large = Buffer.from(aJpeg(7, 3_500_001))
    const added = await stage.as('office').upload(`/api/projects/${id}/paper-files`, '全景.jpg', large)
    expect(added.body.paper.kind).toBe('photograph')
    const file = await stage.as('office').get(`/api/papers/${added.body.paper.id}/file`)
    expect(Buffer.compare(file.bytes, large)).toBe(0)
    const { rows } = await sql<{ pieces: number }>`select count(*)::int as pieces from paper_chunk c
      join paper_content k on k.id = c.content_id where k.project_id = ${id}`.execute(stage.owner)
    expect(rows[0]!.pieces).toBe(4)
  })

  test('twice on one project is said; under another heading it is taken and kept once', async () => {
    const id = await aProject('附件两次')
    const office = stage.as('office')
    await office.upload(`/api/projects/${id}/paper-files`, '环评批复.pdf', aPdf('one'))
    const again = await office.upload(`/api/projects/${id}/paper-files`, '别名.pdf', aPdf('one'))
    expect([again.status, again.body.code]).toEqual([409, 'paper_already_there'])
    expect(again.body.message).toContain('环评批复')
    const other = await office.upload(
      `/api/projects/${id}/paper-files?kind=approval&approvalKind=energy`,
      '别名.pdf',
      aPdf('one'),
    )
    expect([other.status, other.body.sameAs?.title]).toEqual([200, '环评批复'])
    const { rows } = await sql<{ contents: number }>`select count(*)::int as contents from paper_content
      where project_id = ${id}`.execute(stage.owner)
    expect(rows[0]!.contents).toBe(1)
    const elsewhere = await aProject('附件别处')
    expect((await office.upload(`/api/projects/${elsewhere}/paper-files`, 'a.pdf', aPdf('one'))).status).toBe(200)
  })

  test('with another ending than its content is kept under what it is', async () => {
    const id = await aProject('附件改名')
    const { body } = await stage.as('office').upload(`/api/projects/${id}/paper-files`, '现场.pdf', aJpeg(9))
    expect(body.notices).toContain('renamed')
    expect(body.paper.files[0]).toMatchObject({ fileName: '现场.pdf.jpg', format: 'jpeg' })
    const file = await stage.as('office').get(`/api/papers/${body.paper.id}/file?look=true`)
    expect([file.headers['content-type'], file.headers['content-disposition']]).toEqual([
      'image/jpeg',
      expect.stringMatching(/^inline;/),
    ])
  })

  test('a newer one stands before the older, which can still be had; the same again is refused', async () => {
    const id = await aProject('附件版本')
    const office = stage.as('office')
    const { body } = await office.upload(`/api/projects/${id}/paper-files`, '合同.pdf', aPdf('first'))
    const address = `/api/papers/${body.paper.id}`
    const newer = await office.upload(`${address}/versions`, '合同修订.pdf', aPdf('second'))
    expect(newer.body.paper.files.map((file: { number: number }) => file.number)).toEqual([2, 1])
    expect(Buffer.compare((await office.get(`${address}/file`)).bytes, aPdf('second'))).toBe(0)
    expect(Buffer.compare((await office.get(`${address}/file?version=1`)).bytes, aPdf('first'))).toBe(0)
    const same = await office.upload(`${address}/versions`, '合同.pdf', aPdf('second'))
    expect([same.status, same.body.code]).toEqual([409, 'paper_version_same'])
    expect((await recorded('paper', body.paper.id))[0]).toMatchObject({
      action: 'paper.renewed',
      after: { version: 2 },
    })
  })

  test('beyond 50 MB is refused', async () => {
    const id = await aProject('附件超大')
    const refused = await stage
      .as('office')
      .upload(`/api/projects/${id}/paper-files`, '大.jpg', aJpeg(1, 50 * 1024 * 1024 + 1))
    expect([refused.status, refused.body.code]).toEqual([413, 'file_too_large'])
  })
})

describe('an approval', () => {
  test('is there by its number alone and counts; the project’s history names it', async () => {
    const id = await aProject('手续一')
    const added = await stage.as('reporter').post(`/api/projects/${id}/papers`, ENERGY)
    expect(added.status, added.text).toBe(200)
    expect(added.body.files).toEqual([])
    const { body } = await stage.as('leader').get(`/api/projects/${id}/papers`)
    expect(body.board.counts).toEqual({ obtained: 1, total: 8, inProgress: 0, todo: 7, notNeeded: 0 })
    expect([body.mayAdd, body.mayWrite]).toEqual([false, false])
    const history = await stage.as('leader').get(`/api/projects/${id}/history?field=paper`)
    expect(history.body.items[0]).toMatchObject({ old: null, new: '节能审查意见 云发改能〔2026〕8号' })
  })

  test('one number is entered once, however its brackets are written', async () => {
    const id = await aProject('手续两次')
    await stage.as('office').post(`/api/projects/${id}/papers`, ENERGY)
    const again = await stage
      .as('office')
      .post(`/api/projects/${id}/papers`, { ...ENERGY, number: '云发改能[2026]8号' })
    expect([again.status, again.body.code]).toEqual([409, 'approval_number_taken'])
  })

  test.each([
    ['of no kind', { approvalKind: null }, 'approval_kind_missing'],
    ['issued tomorrow', { issuedOn: '2026-11-11' }, 'issued_in_future'],
    ['that ends before it begins', { expiresOn: '2025' }, 'expires_before_issued'],
    ['of which nothing is known', { number: null, issuedOn: null }, 'paper_empty'],
    ['on a day that is none', { issuedOn: '2026-02-30' }, 'invalid_input'],
    ['that is no approval', { kind: 'minutes', approvalKind: null }, 'paper_file_needed'],
  ])('%s is refused', async (_, change, code) => {
    const id = await aProject(`手续错${code}`)
    const refused = await stage.as('office').post(`/api/projects/${id}/papers`, { ...ENERGY, ...change })
    expect([refused.status, refused.body.code]).toEqual([400, code])
  })

  test('under way, not needed, to do: by who may change the project, and not against a paper', async () => {
    const id = await aProject('手续状态', { stage: 'underConstruction' })
    const address = `/api/projects/${id}/approvals`
    expect((await stage.as('reporter').put(`${address}/energy`, { state: 'notNeeded' })).status).toBe(403)
    const office = stage.as('countyOffice')
    await office.put(`${address}/energy`, { state: 'notNeeded', note: '年综合能耗不足1000吨标准煤' })
    const said = await office.put(`${address}/constructionPermit`, { state: 'inProgress', expectedOn: '2026-11-01' })
    expect(said.body.counts).toEqual({ obtained: 0, total: 7, inProgress: 1, todo: 6, notNeeded: 1 })
    expect(said.body.warnings).toEqual([
      { code: 'startedWithoutPermit', approvalKind: 'constructionPermit', date: null },
      { code: 'overdue', approvalKind: 'constructionPermit', date: '2026-11-01' },
    ])
    expect((await recorded('project', id))[0]).toMatchObject({
      action: 'approval.said',
      after: { state: 'inProgress' },
    })
    await office.post(`/api/projects/${id}/papers`, { ...ENERGY, approvalKind: 'constructionPermit' })
    const against = await office.put(`${address}/constructionPermit`, { state: 'notNeeded' })
    expect([against.status, against.body.code]).toEqual([409, 'approval_obtained'])
    expect((await office.put(`${address}/nothing`, { state: 'todo' })).status).toBe(400)
  })

  test('counts of several projects, those in scope alone', async () => {
    const [east, west] = [
      await aProject('手续甲'),
      await stage.as('office').post('/api/projects', { name: '手续乙', orgId: stage.orgs.west }),
    ]
    const { body } = await stage.as('countyOffice').get(`/api/approval-counts?projects=${east},${west.body.id}`)
    expect(body.items.map((item: { projectId: number }) => item.projectId)).toEqual([east])
  })
})

describe('changing', () => {
  test('one’s own by a reporter, all by the office; an edit of another hand in between is not lost', async () => {
    const id = await aProject('材料改')
    const { body: mine } = await stage.as('reporter').post(`/api/projects/${id}/papers`, ENERGY)
    const { body: theirs } = await stage
      .as('office')
      .post(`/api/projects/${id}/papers`, { ...ENERGY, approvalKind: 'environment' })
    const edit = { version: 1, fields: { issuer: '市发改委' } }
    expect((await stage.as('reporter').patch(`/api/papers/${mine.id}`, edit)).body).toMatchObject({
      issuer: '市发改委',
      version: 2,
    })
    const refused = await stage.as('reporter').patch(`/api/papers/${theirs.id}`, edit)
    expect([refused.status, refused.body.code]).toEqual([403, 'paper_not_yours'])
    const late = await stage.as('countyOffice').patch(`/api/papers/${mine.id}`, edit)
    expect([late.status, late.body.code]).toEqual([409, 'paper_changed'])
    expect((await recorded('paper', mine.id))[0]).toMatchObject({
      action: 'paper.edited',
      before: { issuingBody: '云川市发展改革委' },
      after: { issuingBody: '市发改委' },
    })
  })

  test('an approval may become a contract, and forgets which approval it was', async () => {
    const id = await aProject('材料改类')
    const { body } = await stage.as('office').post(`/api/projects/${id}/papers`, ENERGY)
    const edited = await stage
      .as('office')
      .patch(`/api/papers/${body.id}`, { version: 1, fields: { kind: 'contract' } })
    expect([edited.status, edited.body.kind, edited.body.approvalKind]).toEqual([200, 'contract', null])
  })

  test('withdrawn with a reason it counts no more, stays on file, and may be restored', async () => {
    const id = await aProject('材料作废')
    const office = stage.as('office')
    const { body } = await office.upload(`/api/projects/${id}/paper-files`, '能评批复.pdf', aPdf('energy'))
    const address = `/api/papers/${body.paper.id}`
    expect((await office.post(`${address}/withdrawal`, { reason: '' })).status).toBe(400)
    const withdrawn = await office.post(`${address}/withdrawal`, { reason: '传错项目' })
    expect(withdrawn.body.withdrawn).toMatchObject({ by: '项目办', reason: '传错项目' })
    const again = await office.post(`${address}/withdrawal`, { reason: '传错项目' })
    expect([again.status, again.body.code]).toEqual([409, 'paper_withdrawn'])
    expect((await office.get(`/api/projects/${id}/papers`)).body.board.counts.obtained).toBe(0)
    expect((await office.get(`${address}/file`)).status).toBe(200)
    expect((await office.upload(`${address}/versions`, 'b.pdf', aPdf('b'))).body.code).toBe('paper_withdrawn')
    expect((await office.delete(`${address}/withdrawal`)).body.withdrawn).toBeNull()
    expect((await office.delete(`${address}/withdrawal`)).body.code).toBe('paper_not_withdrawn')
    expect((await recorded('paper', body.paper.id)).map(({ action }) => action)).toEqual([
      'paper.restored',
      'paper.withdrawn',
      'paper.added',
    ])
  })
})

test('nothing of another county is added, read, changed or counted', async () => {
  const id = await aProject('材料界')
  const { body } = await stage.as('office').upload(`/api/projects/${id}/paper-files`, 'a.txt', Buffer.from('批复正文'))
  const other = stage.as('otherReporter')
  const answers = [
    await other.get(`/api/projects/${id}/papers`),
    await other.get(`/api/papers/${body.paper.id}/file`),
    await other.get(`/api/papers/${body.paper.id}/preview`),
    await other.post(`/api/projects/${id}/papers`, ENERGY),
    await other.upload(`/api/projects/${id}/paper-files`, 'b.txt', Buffer.from('其他')),
    await other.upload(`/api/papers/${body.paper.id}/versions`, 'b.txt', Buffer.from('其他')),
    await other.patch(`/api/papers/${body.paper.id}`, { version: 1, fields: {} }),
    await other.post(`/api/papers/${body.paper.id}/withdrawal`, { reason: '试试' }),
  ]
  expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 404))
  expect(
    (await stage.as('leader').upload(`/api/projects/${id}/paper-files`, 'b.txt', Buffer.from('其他'))).status,
  ).toBe(403)
  expect((await stage.as(null).get(`/api/papers/${body.paper.id}/file`)).status).toBe(401)
})

test('an import is not undone over papers that hang on what it added', async () => {
  const id = await aProject('材料不可删')
  await stage.as('office').post(`/api/projects/${id}/papers`, ENERGY)
  await expect(sql`delete from project where id = ${id}`.execute(stage.owner)).rejects.toThrow(/paper_project/)
})
