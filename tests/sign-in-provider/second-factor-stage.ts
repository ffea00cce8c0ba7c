import { sql } from 'kysely'
import { generateSync } from 'otplib/functional'
import {
  type Answered,
  type Caller,
  callerOf,
  NOW,
  openStage,
  PASSWORD,
  type Stage,
  signIn,
} from '#tests/harness/product.ts'

export type Equipped = { caller: Caller; secret: string; recoveryCodes: string[] }
export type FactorStage = Awaited<ReturnType<typeof openFactorStage>>

/** A stage with telephones. The clock is the stage's: a code of a moment is generated for that moment. */
export async function openFactorStage() {
  const stage = await openStage()
  await stage.signInEverybody()
  let clock = NOW.getTime()
  /** Moves the product's clock on; half a minute makes the next code. */
  const wait = (seconds: number) => {
    clock += seconds * 1000
    stage.setNow(new Date(clock))
  }
  const codeOf = (secret: string, secondsAgo = 0) =>
    generateSync({ secret, epoch: Math.floor(clock / 1000) - secondsAgo })
  /** Signs somebody in anew and sets a second factor up. */
  const equip = async (who: string): Promise<Equipped> => {
    const caller = callerOf(stage.product, await signIn(stage.product, who))
    const begun = await caller.post('/api/me/second-factor')
    const confirmed = await caller.put('/api/me/second-factor', { code: codeOf(begun.body.secret) })
    if (confirmed.status !== 200) throw new Error(`second factor of ${who}: ${confirmed.text}`)
    wait(30)
    return { caller, secret: begun.body.secret, recoveryCodes: confirmed.body.recoveryCodes }
  }
  return {
    stage,
    now: () => new Date(clock),
    wait,
    codeOf,
    wrongCode: (secret: string) => String((Number(codeOf(secret)) + 1) % 1_000_000).padStart(6, '0'),
    equip,
    enter: async (username: string, code?: string, password = PASSWORD) =>
      await stage.as(null).post('/api/session', { username, password, ...(code ? { code } : {}) }),
    /** As if the security administrator had set it; setting it is tested with the other settings. */
    setPolicy: async (secondFactorFor: string) => await insertPolicy(stage, secondFactorFor),
    actionsAbout: async (accountId: number) => await actionsAbout(stage, accountId),
  }
}

export const told = ({ status, body }: Answered) => [status, body?.code]

export function cookieOf({ headers }: Answered): string | undefined {
  const cookies = [headers['set-cookie']].flat().map(String)
  return cookies.find((cookie) => cookie.startsWith('guatu_session='))?.split(';')[0]
}

async function insertPolicy({ owner }: Stage, secondFactorFor: string): Promise<void> {
  const settings = JSON.stringify({ secondFactorFor })
  await sql`insert into security_setting (settings, reason) values (${settings}::jsonb, '测试')`.execute(owner)
}

async function actionsAbout({ owner }: Stage, accountId: number): Promise<string[]> {
  const { rows } = await sql<{ action: string }>`select action from record_entry
    where subject_type = 'account' and subject_id = ${String(accountId)} order by id`.execute(owner)
  return rows.map(({ action }) => action)
}
