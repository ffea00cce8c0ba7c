import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { openStage, type Stage } from '#tests/harness/product.ts'
import { roundRows } from './public.ts'
import { accept, aProject, aRound, BEFORE_DEADLINE, ledgerMonth, recorded, submit } from './sample-round.ts'

let stage: Stage
beforeAll(async () => {
  stage = await openStage()
})
beforeEach(() => stage.setNow(BEFORE_DEADLINE))
afterAll(async () => await stage.close())

describe('locking a round', () => {
  test('refused while reports wait, by whoever may not, and twice', async () => {
    const round = await aRound(stage, [
      await aProject(stage, { name: '锁一' }),
      await aProject(stage, { name: '锁二' }),
    ])
    await submit(stage, 'reporter', round.reports.锁一!, { completedCurrent: '800' })
    const lock = (who: 'office' | 'countyOffice' | 'reporter', body: object = {}) =>
      stage.as(who).post(`/api/rounds/${round.id}/lock`, body)
    const waiting = await lock('office')
    expect([
      waiting.status,
      waiting.body.code,
      waiting.body.details.submitted,
      waiting.body.details.notStarted,
    ]).toEqual([409, 'reports_waiting', 1, 1])
    expect((await lock('reporter')).status).toBe(403)
    expect((await lock('countyOffice')).body.code).toBe('round_of_higher_office')
    const locked = await lock('office', { leaveUnfinished: true })
    expect([locked.status, locked.body.counts.locked, locked.body.lockedBy, locked.body.mayLock]).toEqual([
      200,
      2,
      '项目办',
      false,
    ])
    const again = await lock('office')
    expect([again.status, again.body.code]).toEqual([409, 'round_locked'])
    const [entry] = await recorded(stage, 'round', round.id)
    expect([entry!.action, entry!.before.counts.submitted, entry!.after.leaveUnfinished]).toEqual([
      'round.locked',
      1,
      true,
    ])
  })

  test('the lock keeps who had reported: not what was returned and left so, nor what was never sent', async () => {
    const names = ['通过的', '待审的', '退回的', '退回又报的', '没动的']
    const round = await aRound(stage, await Promise.all(names.map((name) => aProject(stage, { name }))))
    const sent = await Promise.all(
      names.slice(0, 4).map((name) => submit(stage, 'reporter', round.reports[name]!, { completedCurrent: '800' })),
    )
    const versions = sent.map(({ body }) => ({ id: body.id, version: body.version }))
    await accept(stage, round.id, versions.slice(0, 1))
    for (const { id, version } of versions.slice(2)) {
      await stage.as('office').post(`/api/reports/${id}/return`, { version, reason: '与现场不符' })
    }
    await submit(stage, 'reporter', round.reports.退回又报的!, { completedCurrent: '700' })
    const read = async () => (await stage.as('office').get(`/api/rounds/${round.id}`)).body.counts
    expect(await read()).toMatchObject({ reported: 3, accepted: 1, submitted: 2, returned: 1, notStarted: 1 })
    await stage.as('office').post(`/api/rounds/${round.id}/lock`, { leaveUnfinished: true })
    expect(await read()).toMatchObject({ reported: 3, locked: 5, total: 5 })
    const rows = await stage.owner.transaction().execute(async (tx) => await roundRows(tx, round.id))
    const reported = rows.filter((row) => row.isReported).map((row) => row.projectName)
    expect(reported.toSorted()).toEqual(['通过的', '待审的', '退回又报的'].toSorted())
  })

  test('keeps lights and figures, moves the region on, leaves unreported figures as they were, and closes every report', async () => {
    const [done, silent] = [await aProject(stage, { name: '报了' }), await aProject(stage, { name: '没报' })]
    const round = await aRound(stage, [done, silent], { month: '2026-10' })
    const { body } = await submit(stage, 'reporter', round.reports.报了!, {
      completedCurrent: '1200',
      completedYtd: '7200',
      explanation: '集中到货',
    })
    await accept(stage, round.id, [{ id: body.id, version: body.version }])
    await stage.as('office').post(`/api/rounds/${round.id}/lock`, {})
    const { rows } = await sql<{ month: string }>`select as_of_month as month from region`.execute(stage.owner)
    expect(rows[0]!.month).toBe('2026-10')
    // 7200 of 12000 are 60 %, ten of twelve months 83.3 %: 23 points behind is yellow
    expect(await ledgerMonth(stage, done, '2026-10')).toMatchObject({ current: '1200', ytd: '7200', light: 'yellow' })
    // the cumulative of September stands: 50 % is 33 points behind
    expect(await ledgerMonth(stage, silent, '2026-10')).toMatchObject({ ytd: null, light: 'red' })
    for (const change of [
      await submit(stage, 'reporter', round.reports.没报!, { completedCurrent: '1' }),
      await stage.as('reporter').delete(`/api/reports/${round.reports.报了}/submission`),
      await accept(stage, round.id, [{ id: body.id, version: body.version }]),
      await stage
        .as('office')
        .put(`/api/rounds/${round.id}/deadline`, { deadline: '2026-11-14T10:00:00Z', reason: '原因' }),
    ]) {
      expect([change.status, change.body.code]).toEqual([409, 'round_locked'])
      expect(change.body.message).toContain('核增、核减')
    }
  })
})

// last: it moves the region's month ahead of all others
test('a small round does not move the region on while another of the month is still being filled', async () => {
  const [few, many] = [await aProject(stage, { name: '少数' }), await aProject(stage, { name: '多数' })]
  const february = { month: '2027-02', cutoffOn: '2027-02-25', deadline: '2027-02-28T18:00:00+08:00' }
  const small = await aRound(stage, [few], february)
  const large = await aRound(stage, [many], february)
  const asOf = async () =>
    (await sql<{ month: string | null }>`select as_of_month as month from region`.execute(stage.owner)).rows[0]!.month
  const before = await asOf()
  await stage.as('office').post(`/api/rounds/${small.id}/lock`, { leaveUnfinished: true })
  expect(await asOf()).toBe(before)
  await stage.as('office').post(`/api/rounds/${large.id}/lock`, { leaveUnfinished: true })
  const open = await sql`select id from round where kind = 'month' and month < '2027-02' and locked_at is null`.execute(
    stage.owner,
  )
  expect(await asOf()).toBe(open.rows.length > 0 ? before : '2027-02')
})
