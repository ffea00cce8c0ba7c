import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openStage, type Stage } from '#tests/harness/product.ts'

let stage: Stage
beforeAll(async () => {
  stage = await openStage()
})
afterAll(async () => await stage.close())

const reason = '按市委文件'

async function create(name: string) {
  const { body } = await stage
    .as('admin')
    .post('/api/dictionaries', { name, meaning: '文件原文', source: '云发〔2026〕3号', reason })
  return body
}
async function addTerm(id: number, label: string) {
  return await stage.as('admin').post(`/api/dictionaries/${id}/terms`, { label, validFrom: '2026-01-01', reason })
}
async function entries(action: string) {
  const { rows } = await sql<{ before: any; after: any; reason: string }>`
    select before, after, reason from record_entry where action = ${action} order by id`.execute(stage.owner)
  return rows
}

test('a new region has the names that documents leave open, without guessing what they mean', async () => {
  const { body } = await stage.as('reporter').get('/api/dictionaries')
  expect(body.items.slice(0, 4).map(({ name, meaning, terms }: any) => [name, meaning, terms])).toEqual(
    ['四化', '四保', '四项对接', '三个一批'].map((name) => [name, '', []]),
  )
})

describe('a dictionary', () => {
  test('is added, explained, recorded', async () => {
    const made = await create('六个一')
    expect(made).toMatchObject({ name: '六个一', meaning: '文件原文', isExample: false, terms: [] })
    const url = `/api/dictionaries/${made.id}`
    const edited = await stage.as('admin').patch(url, { version: made.version, meaning: '六项保障', reason })
    expect([edited.status, edited.body.meaning]).toEqual([200, '六项保障'])
    expect(await entries('dictionary.edited')).toEqual([
      { before: { meaning: '文件原文' }, after: { meaning: '六项保障' }, reason },
    ])
    const stale = await stage.as('admin').patch(url, { version: made.version, meaning: '别的', reason })
    expect([stale.status, stale.body.code]).toEqual([409, 'edit_conflict'])
    const same = await stage.as('admin').patch(url, { version: edited.body.version, meaning: '六项保障', reason })
    expect([same.status, same.body.code]).toEqual([400, 'nothing_changed'])
  })

  test('an example that is edited becomes the office’s own', async () => {
    const made = await create('示例字典')
    await sql`update dictionary set is_example = true where id = ${made.id}`.execute(stage.owner)
    const { body } = await stage
      .as('admin')
      .patch(`/api/dictionaries/${made.id}`, { version: made.version, reason: '核对无误' })
    expect(body.isExample).toBe(false)
  })

  test('names are not given twice', async () => {
    const { status, body } = await stage.as('admin').post('/api/dictionaries', { name: '四化', reason })
    expect([status, body.code]).toEqual([409, 'dictionary_exists'])
  })

  test.each([[{ name: ' ', reason }], [{ name: '无因' }], [{ name: '字'.repeat(41), reason }]])(
    '%o is refused',
    async (body) => {
      expect((await stage.as('admin').post('/api/dictionaries', body)).status).toBe(400)
    },
  )
})

describe('its terms', () => {
  test('stand in the order they were added; a label once', async () => {
    const { id } = await create('三项行动')
    await addTerm(id, '第一项')
    const { body } = await addTerm(id, '第二项')
    expect(body.terms.map(({ label, validFrom, validTo }: any) => [label, validFrom, validTo])).toEqual([
      ['第一项', '2026-01-01', null],
      ['第二项', '2026-01-01', null],
    ])
    const twice = await addTerm(id, '第一项')
    expect([twice.status, twice.body.code]).toEqual([409, 'term_exists'])
  })

  test('are retired on a day, stay, and can be taken up again', async () => {
    const { id } = await create('两张清单')
    const { body } = await addTerm(id, '清单一')
    const url = `/api/dictionary-terms/${body.terms[0].id}`
    const retired = await stage.as('admin').patch(url, { validTo: '2026-11-10', reason: '文件废止' })
    expect(retired.body.terms).toMatchObject([{ label: '清单一', validTo: '2026-11-10' }])
    expect((await entries('dictionary.termRetired')).at(-1)).toMatchObject({
      before: { dictionary: '两张清单', validTo: null },
      after: { validTo: '2026-11-10' },
      reason: '文件废止',
    })
    const early = await stage.as('admin').patch(url, { validTo: '2025-12-31', reason })
    expect([early.status, early.body.code]).toEqual([400, 'term_span'])
    expect((await stage.as('admin').patch(url, { validTo: null, reason })).body.terms[0].validTo).toBeNull()
    expect((await stage.as('admin').patch(url, { validTo: null, reason })).body.code).toBe('nothing_changed')
  })

  test('are never deleted, not even by the mask of the whole region', async () => {
    const deleting = stage.owner.transaction().execute(async (tx) => {
      await sql`set local role guatu_all`.execute(tx)
      await sql`delete from dictionary_term`.execute(tx)
    })
    await expect(deleting).rejects.toMatchObject({ code: '42501' })
  })

  test('of nothing are not found', async () => {
    expect((await addTerm(99_999, '无')).status).toBe(404)
    expect((await stage.as('admin').patch('/api/dictionary-terms/99999', { label: '无', reason })).status).toBe(404)
  })
})

test('only the region’s system administrator writes; everybody who works here reads', async () => {
  for (const who of ['office', 'leader', 'reporter', 'security', 'auditor', 'countyOffice'] as const) {
    expect((await stage.as(who).get('/api/dictionaries')).status).toBe(200)
    expect((await stage.as(who).post('/api/dictionaries', { name: '越权', reason })).status).toBe(403)
    expect((await stage.as(who).patch('/api/dictionary-terms/1', { label: '越权', reason })).status).toBe(403)
  }
})

test('the page of settings says how things stand, and pushes only to who keeps them', async () => {
  const office = (await stage.as('office').get('/api/settings')).body
  expect(office.calendarYears).toContain(2026)
  expect(office.webhooks).toBeNull()
  expect(office.dictionaries.unexplained).toBe(4)
  expect((await stage.as('admin').get('/api/settings')).body.webhooks).toEqual({
    active: 0,
    paused: 0,
    lastDeliveredAt: null,
  })
})
