import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { insertAccount, insertGrant } from '#capabilities/people/public.ts'
import { makeDueDigests } from '#capabilities/record/public.ts'
import { hashPassword } from '#platform/access/password.ts'
import { openWorkbook } from '#platform/excel/open-workbook.ts'
import { verifyFile } from '#platform/record/verify-file.ts'
import { must } from '#tests/access/two-counties.ts'
import { type Caller, callerOf, openStage, PASSWORD, type Stage, signIn } from '#tests/harness/product.ts'
import { bytesOf } from '#tests/record/sample-record.ts'

let stage: Stage
let auditor: Caller
let eastAuditor: Caller
let projectId: number
const FORMULA = '=1+1'

beforeAll(async () => {
  stage = await openStage()
  auditor = stage.as('auditor')
  const office = stage.as('office')
  const add = async (name: string, orgId: number) =>
    (
      await must(
        office.post('/api/projects', { name, orgId, owner: '甲公司', stage: 'planning', totalInvestment: '100' }),
      )
    ).body.id
  projectId = await add('东县项目', stage.orgs.eastTown)
  await add('西县项目', stage.orgs.west)
  await must(office.put(`/api/projects/${projectId}/plans/2026`, { amount: '10' }))
  await must(office.put(`/api/projects/${projectId}/plans/2026`, { amount: '20', reason: FORMULA }))
  eastAuditor = await addEastAuditor()
  await makeDueDigests(stage.owner, new Date('2026-11-10T16:30:00Z'))
})
afterAll(async () => await stage?.close())

/** An auditor limited to 东县. */
async function addEastAuditor(): Promise<Caller> {
  const passwordHash = await hashPassword(PASSWORD)
  await stage.owner.transaction().execute(async (tx) => {
    const account = { username: 'eastAuditor', displayName: '东县审计', passwordHash, mustChangePassword: false }
    const accountId = await insertAccount(tx, { ...account, organisationId: stage.orgs.east })
    await insertGrant(tx, {
      accountId,
      role: 'auditor',
      organisationId: stage.orgs.east,
      reason: '测试',
      grantedBy: null,
    })
  })
  return callerOf(stage.product, await signIn(stage.product, 'eastAuditor'))
}

const list = async (query: string, caller = auditor) => (await must(caller.get(`/api/record?${query}`))).body.items
const actions = (items: { action: string }[]) => items.map(({ action }) => action)

describe('the list', () => {
  test('finds by person, object, field, action, day, unit and reason, newest first', async () => {
    expect(actions(await list(`subjectType=project&subjectId=${projectId}`))).toEqual([
      'plan.set',
      'plan.set',
      'project.created',
    ])
    expect(actions(await list('field=amount'))).toEqual(['plan.set', 'plan.set'])
    expect(actions(await list('field=totalInvestment,nothing'))).toEqual(['project.created', 'project.created'])
    expect(await list('field=nothing')).toEqual([])
    expect(actions(await list('action=plan.set'))).toEqual(['plan.set', 'plan.set'])
    expect(actions(await list(`account=${stage.accounts.office}&action=project.created`))).toHaveLength(2)
    expect(await list(`account=${stage.accounts.reporter}&action=project.created`)).toEqual([])
    expect(actions(await list('reason=1%2B1'))).toEqual(['plan.set'])
    expect(actions(await list(`unit=${stage.orgs.west}`))).toContain('project.created')
    expect(actions(await list(`unit=${stage.orgs.west}`))).not.toContain('plan.set')
    // the stage's clock stands at 2026-11-10 10:00 in China
    expect(await list('from=2026-11-10&to=2026-11-10&action=plan.set')).toHaveLength(2)
    expect(await list('to=2026-11-09')).toEqual([])
    expect(await list('from=2026-11-11')).toEqual([])
  })

  test('shows before and after, who by name, and the place in the chain', async () => {
    const [entry] = await list('field=amount&limit=1')
    expect(entry).toMatchObject({ actor: 'office', actorName: '项目办', reason: FORMULA, after: { amount: '20' } })
    expect(entry.hash).toMatch(/^[0-9a-f]{64}$/)
    expect(entry.previousHash).not.toBe(entry.hash)
  })

  test('pages by keyset, also where a field is rare', async () => {
    for (const query of ['', '&field=amount']) {
      const first = (await must(auditor.get(`/api/record?limit=1${query}`))).body
      const second = (await must(auditor.get(`/api/record?limit=1&before=${first.next}${query}`))).body
      expect(second.items[0].id).toBeLessThan(first.items[0].id)
    }
  })

  test('an auditor of a county sees the county’s entries', async () => {
    const paths = new Set((await list('limit=200', eastAuditor)).map(({ chain }: { chain: string }) => chain))
    expect(paths.size).toBe(1)
    expect(actions(await list('field=totalInvestment', eastAuditor))).toEqual(['project.created'])
  })

  test('refuses what is no filter, with a sentence', async () => {
    for (const query of ['field=a%27b', 'from=2026-13-01', 'account=x', 'action=a%20b', 'unit=0', 'limit=1000'])
      expect([query, (await auditor.get(`/api/record?${query}`)).status]).toEqual([query, 400])
  })

  test('only auditors read it', async () => {
    for (const path of [
      '',
      '/authors',
      '/digests',
      '/verification',
      '/verification-plan',
      '/export',
      '/entries-export',
    ])
      for (const who of ['admin', 'security', 'office'] as const)
        expect([path, who, (await stage.as(who).get(`/api/record${path}`)).status]).toEqual([path, who, 403])
  })
})

describe('verification', () => {
  test('names the entry that was changed behind its back', async () => {
    expect((await must(auditor.get('/api/record/verification'))).body).toMatchObject({
      ok: true,
      digests: 1,
      firstBreak: null,
    })
    await sql`alter table record_entry disable trigger user`.execute(stage.owner)
    const { rows } = await sql<{ chain: string; seq: number }>`
      update record_entry set after = jsonb_set(after, '{name}', '"改了"') where action = 'project.created' and after ->> 'name' = '东县项目'
      returning chain, seq`.execute(stage.owner)
    const bad = (await must(auditor.get('/api/record/verification'))).body
    expect([bad.ok, bad.firstBreak]).toMatchObject([false, { chain: rows[0]!.chain, seq: rows[0]!.seq }])
    const slice = `/api/record/verification-slice?chain=${rows[0]!.chain}&until=${rows[0]!.seq}`
    expect((await must(auditor.get(slice))).body.firstBreak.seq).toBe(rows[0]!.seq)
    await sql`update record_entry set after = jsonb_set(after, '{name}', '"东县项目"') where chain = ${rows[0]!.chain} and seq = ${rows[0]!.seq}`.execute(
      stage.owner,
    )
    await sql`alter table record_entry enable always trigger record_entry_stays`.execute(stage.owner)
    expect((await must(auditor.get('/api/record/verification'))).body.ok).toBe(true)
  })

  test('part by part comes to the same end', async () => {
    const plan = (await must(auditor.get('/api/record/verification-plan'))).body
    expect(plan.last).toMatchObject({ day: '2026-11-10' })
    for (const { name, length, head } of plan.chains) {
      let [after, at] = [0, '']
      while (after < length) {
        const until = Math.min(length, after + 2)
        const { body } = await must(
          auditor.get(
            `/api/record/verification-slice?chain=${name}&after=${after}&until=${until}${at && `&head=${at}`}`,
          ),
        )
        expect([body.firstBreak, body.seq]).toEqual([null, until])
        ;[after, at] = [body.seq, body.head]
      }
      expect(at).toBe(head)
    }
    const wrong = `/api/record/verification-slice?chain=${plan.chains[0].name}&after=1&until=2&head=${'0'.repeat(64)}`
    expect((await must(auditor.get(wrong))).body.firstBreak).toMatchObject({ seq: 2 })
    const beyond = `/api/record/verification-slice?chain=${plan.chains[0].name}&until=100000`
    expect((await must(auditor.get(beyond))).body.firstBreak.what).toContain('缺少记录')
  })

  test('needs the whole region, and so does the export', async () => {
    for (const path of ['verification', 'verification-plan', 'verification-slice', 'export']) {
      const { status, body } = await eastAuditor.get(`/api/record/${path}`)
      expect([path, status, body.message]).toEqual([path, 403, expect.stringContaining('市级审计员')])
    }
  })
})

describe('the digests', () => {
  test('are listed newest first and found by their hash', async () => {
    const { items } = (await must(auditor.get('/api/record/digests'))).body
    expect(items[0]).toMatchObject({ day: '2026-11-10', since: null })
    const found = (await must(auditor.get(`/api/record/digests?hash=${items[0].hash}`))).body
    expect(found.items).toEqual([items[0]])
    expect((await must(auditor.get(`/api/record/digests?hash=${'0'.repeat(64)}`))).body.items).toEqual([])
    expect((await auditor.get('/api/record/digests?hash=abc')).status).toBe(400)
  })
})

describe('exports', () => {
  test('the whole record verifies offline, with the digest kept outside, and is recorded with its counts', async () => {
    const answer = await must(auditor.get('/api/record/export'))
    expect(answer.headers['content-type']).toBe('application/x-ndjson')
    const { hash } = (await must(auditor.get('/api/record/digests'))).body.items[0]
    const verdict = await verifyFile(bytesOf(answer.bytes, 1_000), [{ hash }])
    expect([verdict.ok, verdict.region, verdict.outside[0]!.day]).toEqual([true, '测试市', '2026-11-10'])
    const [entry] = await list('action=record.exported&limit=1')
    expect(entry.after).toEqual({ chains: verdict.chains.length, digests: 1, entries: verdict.entries })
  })

  test('the filtered view as a workbook: in words, nothing of it runs, and recorded', async () => {
    const { bytes } = await must(auditor.get('/api/record/entries-export?field=amount'))
    const [sheet] = (await openWorkbook(bytes)).sheets
    const rows = sheet!.rows.map((row) => row.map(String))
    expect(rows).toHaveLength(3)
    expect(rows[0]).toContain('改动后')
    expect(rows[1]!.join('|')).toContain('下达或调整年度计划')
    expect(rows[1]).toContain(FORMULA)
    const [entry] = await list('action=record.listed&limit=1')
    expect(entry.after).toEqual({ filter: { field: 'amount' }, format: 'xlsx', entries: 2 })
  })

  test('as CSV: what a spreadsheet would run is guarded', async () => {
    const { bytes } = await must(auditor.get('/api/record/entries-export?format=csv&reason=1%2B1'))
    const text = bytes.toString('utf8')
    expect(text).toContain(`,'${FORMULA},`)
    expect(
      text
        .trimEnd()
        .split('\r\n')
        .filter((line) => line.includes(FORMULA)),
    ).toHaveLength(1)
  })

  test('a county’s auditor takes the county’s entries', async () => {
    const { bytes } = await must(eastAuditor.get('/api/record/entries-export?format=csv'))
    expect(bytes.toString('utf8')).toContain('东县项目')
    expect(bytes.toString('utf8')).not.toContain('西县项目')
  })
})

describe('an object’s own history', () => {
  const history = async (who: Caller, kind: string, query: string) =>
    (await must(who.get(`/api/history/${kind}?${query}`))).body.items

  test('is shown to whoever has it in scope, without addresses', async () => {
    const items = await history(stage.as('townReporter'), 'work', `subjectType=project&subjectId=${projectId}`)
    expect(actions(items)).toEqual(['plan.set', 'plan.set', 'project.created'])
    expect(Object.keys(items[0]).sort()).toEqual([
      'action',
      'actor',
      'actorName',
      'after',
      'at',
      'before',
      'id',
      'reason',
    ])
    const about = await history(
      stage.as('townReporter'),
      'work',
      `subjectType=project&subjectId=${projectId}&about=plan`,
    )
    expect(actions(about)).toEqual(['plan.set', 'plan.set'])
  })

  test('and to nobody else', async () => {
    expect(await history(stage.as('otherReporter'), 'work', `subjectType=project&subjectId=${projectId}`)).toEqual([])
    expect((await stage.as('admin').get(`/api/history/work?subjectType=project&subjectId=${projectId}`)).status).toBe(
      403,
    )
    expect((await stage.as('reporter').get('/api/history/people?subjectType=account&subjectId=1')).status).toBe(403)
    expect((await stage.as('reporter').get('/api/history/imports?subjectType=import&subjectId=1')).status).toBe(403)
  })

  test('one list does not answer for another’s objects', async () => {
    const { status } = await stage.as('reporter').get('/api/history/work?subjectType=account&subjectId=1')
    expect(status).toBe(400)
  })

  test('of an account: what was done to it, not when its owner signed in', async () => {
    const items = await history(stage.as('leader'), 'people', `subjectType=account&subjectId=${stage.accounts.office}`)
    const all = await list(`subjectType=account&subjectId=${stage.accounts.office}`)
    expect(actions(all)).toContain('session.started')
    expect(actions(items).filter((action) => action.startsWith('session'))).toEqual([])
    const account = { username: 'newcomer', displayName: '新人', organisationId: stage.orgs.east, password: PASSWORD }
    const { body } = await must(stage.as('admin').post('/api/accounts', account))
    const made = await history(stage.as('leader'), 'people', `subjectType=account&subjectId=${body.id}`)
    expect(actions(made)).toContain('account.created')
  })
})
