import { createHash } from 'node:crypto'
import { latestLockedRounds } from '#capabilities/dispatch/public.ts'
import { recomputeStandings } from '#capabilities/ledger/public.ts'
import { completeSearchTexts, findPerson } from '#capabilities/people/public.ts'
import { saveRanking } from '#capabilities/race/public.ts'
import { seedCalendar } from '#capabilities/settings/public.ts'
import { addMonths, type Month, monthInChina } from '#kernel/period.ts'
import { hashPassword } from '#platform/access/password.ts'
import { openKysely, openPool, type Transaction } from '#platform/database/pool.ts'
import { appendEntries } from '#platform/record/append.ts'
import type { Entry } from '#platform/record/chain.ts'
import { clientOf, demoAccounts, ensurePreset, holdPreparation, readCondition, setAsOf } from './region-store.ts'

/** Everybody's password in the demonstration region; printed at start, never used elsewhere. */
export const DEMO_PASSWORD = 'guatu-demo-2026'

type Options = { demo: boolean; now: Date; anchor?: Month }
export type Prepared = { lines: string[]; loadedDemo: boolean }

/** A new installation gets the light rules and the calendar of working days, and, unless told otherwise, the demonstration region. Answers lines worth printing. */
export async function prepareRegion(ownerUrl: string, options: Options): Promise<Prepared> {
  const db = openKysely(openPool(ownerUrl, { max: 1, name: 'guatu start', onError: () => undefined }))
  try {
    return await db.transaction().execute(async (tx) => {
      await holdPreparation(tx)
      await ensurePreset(tx)
      await seedCalendar(tx)
      const { empty, isDemo } = await readCondition(tx)
      if (empty && options.demo) await fillDemo(tx, options)
      await completeSearchTexts(tx)
      if ((empty && options.demo) || isDemo) return { lines: await demoLines(tx), loadedDemo: empty }
      return { lines: empty ? ['空白地区：请在浏览器中打开上面的地址，创建管理员。'] : [], loadedDemo: false }
    })
  } finally {
    await db.destroy()
  }
}

/** Generates and loads the fictitious region, judges it as of its last locked month, and records the load as one entry. */
async function fillDemo(tx: Transaction, { now, anchor }: Options): Promise<void> {
  const month = anchor ?? addMonths(monthInChina(now), -1)
  const passwordHash = await hashPassword(DEMO_PASSWORD)
  // fifty modules that nobody needs who has a region of their own
  const { loadDemo } = await import('#database/demo/load.ts')
  const summary = await loadDemo(clientOf(tx), { anchor: month, now, passwordHash })
  const orgPath = await setAsOf(tx, month)
  await recomputeStandings(tx)
  const rankings = await publishLatest(tx, 3)
  const digest = createHash('sha256').update(JSON.stringify(summary)).digest('hex')
  const entry = { action: 'demo.loaded', subject: { type: 'region', id: 1 }, orgPath, after: { anchor: month, digest } }
  await appendEntries(tx, { accountId: null, actor: 'console', origin: 'console', at: now }, [entry, ...rankings])
}

/** Rankings of the latest locked rounds, each published the day after its lock, so that the wall has places and their changes. */
async function publishLatest(tx: Transaction, count: number): Promise<Entry[]> {
  const office = (await findPerson(tx, 'office'))!
  const rounds = (await latestLockedRounds(tx, count)).reverse()
  for (const round of rounds) {
    const now = new Date(new Date(round.lockedAt!).getTime() + 86_400_000)
    await saveRanking(tx, round, { by: office.accountId, now })
  }
  return rounds.map((round) => ({
    action: 'ranking.published',
    subject: { type: 'round', id: round.id },
    orgPath: round.orgPath,
    after: { round: round.title },
  }))
}

const ROLE_TEXTS: Record<string, string> = {
  leader: '领导',
  dispatchOffice: '项目办',
  reporter: '填报员',
  steward: '项目管家',
  systemAdministrator: '系统管理员',
  securityAdministrator: '安全管理员',
  auditor: '审计员',
}

async function demoLines(tx: Transaction): Promise<string[]> {
  const accounts = await demoAccounts(tx)
  const lines = accounts.map(
    ({ username, displayName, roles }) =>
      `  ${username.padEnd(10)} ${displayName}（${roles.map((role) => ROLE_TEXTS[role] ?? role).join('、')}）`,
  )
  return [`演示地区（数据均为虚构）。演示账号，密码均为 ${DEMO_PASSWORD}：`, ...lines]
}
