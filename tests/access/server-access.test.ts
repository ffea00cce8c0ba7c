import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ROLES, type Role } from '#platform/access/permissions.ts'
import type { CastMember } from '#tests/harness/product.ts'
import { callerOf } from '#tests/harness/product.ts'
import { OPEN } from './access-document.ts'
import { ALL_ROUTES } from './all-routes.ts'
import { call } from './sample-input.ts'
import { type Counties, numbersOf, openTwoCounties } from './two-counties.ts'

// Who is not signed in is told so at every route but a few. What each role may ask about whom: server-access-walk.test.ts.

let counties: Counties
beforeAll(async () => {
  counties = await openTwoCounties()
})
afterAll(async () => await counties?.stage.close())

const SIGNED_IN_ONLY = ALL_ROUTES.filter(({ needs }) => !OPEN.includes(needs))
const CAST: Record<Role, CastMember> = {
  leader: 'leader',
  dispatchOffice: 'office',
  reporter: 'reporter',
  steward: 'steward',
  systemAdministrator: 'admin',
  securityAdministrator: 'security',
  auditor: 'auditor',
}

describe('not signed in', () => {
  test.each(SIGNED_IN_ONLY.map((route) => [route.name, route] as const))('%s asks to sign in', async (_, route) => {
    const answer = await call(counties.stage.as(null), route, numbersOf(counties.east, counties.openRoundId))
    expect([answer.status, answer.body.code]).toEqual([401, 'sign_in_needed'])
    expect(answer.body.message).toContain('请先登录')
  })

  test.each(['guatu_session=forged', 'guatu_session=', `guatu_session=${'a'.repeat(43)}`])(
    'a forged cookie %s is none',
    async (cookie) => {
      const answer = await callerOf(counties.stage.product, cookie).get('/api/me')
      expect(answer.status).toBe(401)
    },
  )

  test('nobody but these routes may be asked without signing in', () => {
    const names = ALL_ROUTES.filter(({ needs }) => OPEN.includes(needs)).map(({ name }) => name)
    expect(names).toEqual(['readState', 'firstRun', 'signIn', 'startOidc', 'finishOidc', 'finishOidcWithCode'])
  })
})

describe('people of the whole region', () => {
  test('read every route with an answer, so that the walks prove something', async () => {
    // of a draft there are no revisions
    const publish = `/api/rounds/${counties.lockedRoundId}/bulletin`
    await counties.stage.as('office').post(publish, { withoutConfirmation: '已电话核对' })
    const answered = new Set<string>()
    const reading = SIGNED_IN_ONLY.filter(({ method }) => method === 'GET')
    for (const role of ROLES) {
      for (const route of reading) {
        const caller = counties.stage.as(CAST[role])
        const { status } = await call(caller, route, numbersOf(counties.west, counties.lockedRoundId))
        if (status === 200) answered.add(route.name)
      }
    }
    expect(reading.map(({ name }) => name).filter((name) => !answered.has(name))).toEqual([])
  })
})
