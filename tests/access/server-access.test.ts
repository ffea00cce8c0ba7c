import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { PERMISSIONS_OF_ROLE, type Permission, ROLES, type Role } from '#platform/access/permissions.ts'
import type { Answered, CastMember } from '#tests/harness/product.ts'
import { callerOf } from '#tests/harness/product.ts'
import { ALL_ROUTES, type Named } from './all-routes.ts'
import { expectKept } from './kept-document.ts'
import { addressOf, call, type Numbers } from './sample-input.ts'
import { type Counties, numbersOf, openTwoCounties } from './two-counties.ts'

// Every route × every role: who is not signed in is told so, who has no grant for it is told so, nobody meets a defect.

let counties: Counties
beforeAll(async () => {
  counties = await openTwoCounties()
})
afterAll(async () => await counties?.stage.close())

/** What may be asked without signing in. */
const OPEN: string[] = ['public', 'doorway', 'founding']
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

/** Ending the session would sign the cast out: that route is asked in a session of its own. */
async function ask(route: Named, who: CastMember, numbers: Numbers): Promise<Answered> {
  const caller = route.name === 'signOut' ? await counties.signIn(who) : counties.stage.as(who)
  return await call(caller, route, numbers)
}

const isRefused = ({ status, body }: Answered) => status === 403 && body.code === 'not_permitted'

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
    expect(names).toEqual(['readState', 'firstRun', 'signIn'])
  })
})

describe('each route for each role', () => {
  test.each(ROLES)('%s: refused exactly where no grant carries the permission, and never a defect', async (role) => {
    const held = new Set<string>([...OPEN, 'signedIn', ...PERMISSIONS_OF_ROLE[role]])
    const wrong: string[] = []
    for (const route of ALL_ROUTES) {
      const answer = await ask(route, CAST[role], numbersOf(counties.east, counties.openRoundId))
      if (answer.status >= 500) wrong.push(`${route.name}: ${answer.status} ${answer.text}`)
      if (isRefused(answer) === held.has(route.needs)) wrong.push(`${route.name}: ${answer.status} ${answer.text}`)
      if (answer.status >= 400 && !/[\u4e00-\u9fff].*。/.test(answer.body?.message ?? ''))
        wrong.push(`${route.name}: no sentence in ${answer.text}`)
    }
    expect(wrong).toEqual([])
  })

  test('the cast reaches most routes with an answer, so that the walk above proves something', async () => {
    const answered = new Set<string>()
    for (const role of ROLES) {
      for (const route of ALL_ROUTES.filter(({ method }) => method === 'GET')) {
        const { status } = await ask(route, CAST[role], numbersOf(counties.west, counties.lockedRoundId))
        if (status === 200) answered.add(route.name)
      }
    }
    const silent = ALL_ROUTES.filter(({ method, name }) => method === 'GET' && !answered.has(name))
    expect(silent.map(({ name }) => name)).toEqual([])
  })
})

describe('the matrix', () => {
  test('docs/api/access-matrix.md says who may ask what', () => {
    const addresses = ALL_ROUTES.map((route) => `${route.method} ${addressOf(route, {})}`)
    expect(new Set(addresses).size).toBe(addresses.length)
    expectKept('docs/api/access-matrix.md', accessMatrix())
  })
})

const ROLE_WORDS: Record<Role, string> = {
  leader: '领导',
  dispatchOffice: '项目办',
  reporter: '填报员',
  steward: '项目管家',
  systemAdministrator: '系统管理员',
  securityAdministrator: '安全管理员',
  auditor: '审计员',
}

function accessMatrix(): string {
  const heads = ROLES.map((role) => `${ROLE_WORDS[role]}<br>${role}`)
  const lines = ALL_ROUTES.map((route) => {
    const marks = ROLES.map((role) => (mayAsk(role, route) ? 'yes' : '–'))
    return `| \`${route.method} ${route.path}\` | ${route.needs} | ${marks.join(' | ')} |`
  })
  return [
    '# Who may ask what',
    '',
    'Route × role. Generated and proved by `tests/access/server-access.test.ts` (`UPDATE=1` writes it anew); a role holds over the',
    'subtree of the organisation it was granted for, and a request reaches only what the grants that carry its permission cover.',
    '',
    `| route | needs | ${heads.join(' | ')} |`,
    `|---|---|${ROLES.map(() => ':-:').join('|')}|`,
    ...lines,
    '',
  ].join('\n')
}

function mayAsk(role: Role, { needs }: Named): boolean {
  return OPEN.includes(needs) || needs === 'signedIn' || PERMISSIONS_OF_ROLE[role].includes(needs as Permission)
}
