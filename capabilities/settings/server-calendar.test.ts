import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { prepareRegion } from '#app/region.ts'
import { NOW, openStage, type Stage } from '#tests/harness/product.ts'
import { calendarOf } from './public.ts'

let stage: Stage
beforeAll(async () => {
  stage = await openStage()
})
afterAll(async () => await stage.close())

const SOURCE = '国办发明电〔2026〕9号'
const newYear = { date: '2027-01-01', kind: 'holiday', name: '元旦' }
const ordinary = { kind: 'ordinary', source: SOURCE, reason: '按文件更正' }

async function lastEntry(action: string) {
  const { rows } = await sql<{
    subject: string
    before: unknown
    after: unknown
    reason: string | null
    actor: string
  }>`
    select subject_id as subject, before, after, reason, actor from record_entry where action = ${action} order by id desc limit 1`.execute(
    stage.owner,
  )
  return rows[0]
}

describe('reading', () => {
  test('2026 is there as it was arranged; 2027, which nobody knows, is not', async () => {
    const { body } = await stage.as('reporter').get('/api/calendar?year=2026')
    expect(body.isKept).toBe(true)
    const kindOf = (date: string) => body.days.find((day: { date: string }) => day.date === date)?.kind
    expect(['2026-10-01', '2026-10-10', '2026-10-12'].map(kindOf)).toEqual(['holiday', 'makeup', undefined])
    const next = await stage.as('reporter').get('/api/calendar?year=2027')
    expect(next.body).toMatchObject({ isKept: false, days: [], source: null })
    expect(next.body.keptYears).toContain(2026)
  })

  test('a deadline in working days, and none in a year nobody keeps', async () => {
    const reporter = stage.as('reporter')
    const asked = (from: string, workdays: number) =>
      reporter.get(`/api/calendar/deadline?from=${from}&workdays=${workdays}`)
    // National Day 2026 runs to Wednesday the 7th; Saturday the 10th is worked
    expect((await asked('2026-09-30', 3)).body).toEqual({ date: '2026-10-10' })
    const beyond = await asked('2026-12-31', 1)
    expect([beyond.status, beyond.body.code]).toEqual([400, 'calendar_missing'])
    expect(beyond.body.message).toContain('2027年的工作日历还没有维护')
  })

  test.each([['year=abc'], [''], ['year=1800']])('?%s is refused', async (query) => {
    expect((await stage.as('office').get(`/api/calendar?${query}`)).status).toBe(400)
  })

  test('an impossible date is refused', async () => {
    const { status, body } = await stage.as('office').get('/api/calendar/deadline?from=2026-02-30&workdays=1')
    expect([status, body.message]).toEqual([400, expect.stringContaining('没有这一天')])
  })
})

describe('keeping', () => {
  test('a year is entered, counts, and is recorded; entered again it stays unless replacing is asked with a reason', async () => {
    const admin = stage.as('admin')
    const body = { year: 2027, source: SOURCE, days: [newYear, { date: '2027-01-03', kind: 'makeup', name: '元旦' }] }
    const { status, body: kept } = await admin.post('/api/calendar-years', body)
    expect([status, kept.isKept, kept.days.length]).toEqual([200, true, 2])
    expect(await lastEntry('calendar.yearKept')).toMatchObject({
      subject: '2027',
      actor: 'admin',
      after: { source: SOURCE, days: ['2027-01-01 放假 元旦', '2027-01-03 上班 元旦'] },
    })
    const deadline = await stage.as('leader').get('/api/calendar/deadline?from=2026-12-31&workdays=1')
    expect(deadline.body).toEqual({ date: '2027-01-03' })
    const twice = await admin.post('/api/calendar-years', body)
    expect([twice.status, twice.body.code]).toEqual([409, 'calendar_year_kept'])
    const silent = await admin.post('/api/calendar-years', { ...body, replaces: true })
    expect([silent.status, silent.body.code]).toEqual([400, 'reason_needed'])
    const replaced = await admin.post('/api/calendar-years', {
      ...body,
      days: [newYear],
      replaces: true,
      reason: '文件更正',
    })
    expect(replaced.body.days.map(({ date }: { date: string }) => date)).toEqual(['2027-01-01'])
    expect((await lastEntry('calendar.yearKept'))?.reason).toBe('文件更正')
  })

  test.each([
    ['a day of another year', [{ ...newYear, date: '2029-01-01' }], 'calendar_other_year'],
    [
      'a day twice',
      [
        { ...newYear, date: '2028-01-01' },
        { ...newYear, date: '2028-01-01' },
      ],
      'calendar_day_twice',
    ],
    // 3 January 2028 is a Monday
    ['a weekday worked', [{ date: '2028-01-03', kind: 'makeup', name: '元旦' }], 'makeup_on_weekday'],
  ])('%s is refused and nothing is written', async (_, days, code) => {
    const { status, body } = await stage.as('admin').post('/api/calendar-years', { year: 2028, source: SOURCE, days })
    expect([status, body.code]).toEqual([400, code])
    expect((await stage.as('admin').get('/api/calendar?year=2028')).body.isKept).toBe(false)
  })

  test('one day: ordinary, a holiday again, each time recorded with what it was; nothing changed is said', async () => {
    const admin = stage.as('admin')
    const url = '/api/calendar-days/2026-10-10'
    expect((await admin.put(url, ordinary)).status).toBe(200)
    expect(await lastEntry('calendar.dayChanged')).toMatchObject({
      subject: '2026-10-10',
      before: { kind: 'makeup', name: '国庆节' },
      after: { kind: 'ordinary' },
      reason: '按文件更正',
    })
    const again = await admin.put(url, ordinary)
    expect([again.status, again.body.code]).toEqual([400, 'nothing_changed'])
    const { body } = await admin.put(url, { ...ordinary, kind: 'makeup', name: '国庆节' })
    const day = body.days.find(({ date }: { date: string }) => date === '2026-10-10')
    expect(day).toMatchObject({ kind: 'makeup', changedBy: '系统管理员', source: SOURCE })
  })

  test('a weekday cannot be worked instead, a year nobody keeps has no single days', async () => {
    const admin = stage.as('admin')
    const weekday = await admin.put('/api/calendar-days/2026-10-12', { ...ordinary, kind: 'makeup' })
    expect([weekday.status, weekday.body.code]).toEqual([400, 'makeup_on_weekday'])
    const unknown = await admin.put('/api/calendar-days/2031-05-01', { ...ordinary, kind: 'holiday' })
    expect([unknown.status, unknown.body.code]).toEqual([409, 'calendar_missing'])
    expect((await admin.put('/api/calendar-days/2026-02-30', ordinary)).status).toBe(400)
    expect((await admin.put('/api/calendar-days/2026-10-13', { ...ordinary, reason: ' ' })).status).toBe(400)
  })

  test('only by the region’s system administrator', async () => {
    for (const who of ['office', 'leader', 'reporter', 'security', 'auditor'] as const) {
      expect((await stage.as(who).put('/api/calendar-days/2026-10-13', ordinary)).status).toBe(403)
      expect((await stage.as(who).post('/api/calendar-years', { year: 2028, source: SOURCE, days: [] })).status).toBe(
        403,
      )
    }
    expect((await stage.as(null).get('/api/calendar?year=2026')).status).toBe(401)
  })
})

describe('starting again', () => {
  test('keeps what the office changed, and brings back nothing it replaced', async () => {
    const admin = stage.as('admin')
    await admin.put('/api/calendar-days/2026-05-09', ordinary)
    await admin.post('/api/calendar-years', { year: 2025, source: SOURCE, days: [], replaces: true, reason: '试验' })
    await prepareRegion(stage.ownerUrl, { demo: false, now: NOW })
    const { body } = await admin.get('/api/calendar?year=2026')
    expect(body.days.some(({ date }: { date: string }) => date === '2026-05-09')).toBe(false)
    expect((await admin.get('/api/calendar?year=2025')).body.days).toEqual([])
  })
})

test('other capabilities get the kept years and no others', async () => {
  const calendar = await stage.owner.transaction().execute((tx) => calendarOf(tx, [2026, 2040]))
  expect([...calendar.years]).toEqual([2026])
  expect(calendar.days.get('2026-10-01')).toBe('holiday')
})
