import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ALL_ROUTES } from '#tests/access/all-routes.ts'
import { openStage, type Stage } from '#tests/harness/product.ts'
import { fuzz } from './fuzz.ts'
import { faultsOf, openWatch, writtenBetween } from './fuzz-judge.ts'

// A thousand requests made from the contracts and spoilt; `npm run proof` sends twenty thousand. Another seed: GUATU_FUZZ_SEED=7.

const SEED = Number(process.env.GUATU_FUZZ_SEED ?? 20_261_110)

test('a thousand requests: no defect, nothing shown of the inside, nothing hangs, nothing written by a refused one', async () => {
  const met = await fuzz(1000, SEED, () => undefined)
  const summary = `seed ${SEED}: ${met.requests} requests, ${JSON.stringify(met.byStatus)}`
  expect(met.faults.join('\n\n'), summary).toBe('')
  // seven requests a route: chance may leave one or the other at the door, never many
  expect(met.untouched.length, `${summary}: nobody got past the door of ${met.untouched}`).toBeLessThan(
    ALL_ROUTES.length / 10,
  )
  const answered = Object.entries(met.byStatus).reduce((sum, [status, count]) => sum + (status < '3' ? count : 0), 0)
  // mostly spoilt requests that all fail at the door would prove nothing
  expect(answered / met.requests, summary).toBeGreaterThan(0.15)
}, 240_000)

describe('what the judge calls a fault', () => {
  const refusal = (message: string) => ({ status: 400, text: JSON.stringify({ code: 'x', message }), milliseconds: 1 })

  test('a plain refusal and a success are none', () => {
    expect(faultsOf(refusal('请检查。'), '')).toEqual([])
    expect(faultsOf({ status: 200, text: 'select a from b', milliseconds: 1 }, '')).toEqual([])
  })

  test.each([
    ['a defect', { status: 500, text: '{"code":"internal","message":"系统出错。"}', milliseconds: 1 }],
    ['an answer that came late', { status: 200, text: '', milliseconds: 10_001 }],
    ['a stack', refusal('请检查。\n    at handle (/srv/app/server.ts:10:3)')],
    ['SQL', refusal('select id from account where x。请检查。')],
    ['the database’s own words', refusal('duplicate key value violates unique constraint "a"。请检查。')],
    ['a refusal without a sentence', { status: 404, text: '{"error":"Not Found"}', milliseconds: 1 }],
    ['a refusal that is no JSON', { status: 400, text: 'Bad Request', milliseconds: 1 }],
  ])('%s', (_, heard) => expect(faultsOf(heard, '')).not.toEqual([]))

  test('words the client sent itself are no leak', () => {
    expect(faultsOf(refusal('“select a from b”不符合要求。'), 'select a from b')).toEqual([])
  })
})

describe('what was written', () => {
  let stage: Stage
  beforeAll(async () => {
    stage = await openStage()
  })
  afterAll(async () => await stage?.close())

  test('an update that leaves every count as it was is seen; one rolled back is not', async () => {
    const watch = await openWatch(stage.ownerUrl)
    const before = await watch.look()
    await stage.owner
      .transaction()
      .execute(async (tx) => {
        await tx.updateTable('region').set({ name: '别名' }).execute()
        throw new Error('undo')
      })
      .catch(() => undefined)
    const undone = await watch.look(before)
    expect(writtenBetween(before, undone)).toEqual([])
    await stage.owner.updateTable('region').set({ name: '新名' }).execute()
    expect(writtenBetween(undone, await watch.look(undone))).toEqual(['region'])
    await watch.close()
  })
})
