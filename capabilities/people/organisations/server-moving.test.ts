import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { enterProjects, fillRound, openRound } from '#capabilities/race/sample-round.ts'
import { type Caller, callerOf, openStage, type Stage, signIn } from '#tests/harness/product.ts'
import { PATH_COPIES } from './restructure-store.ts'
import { aCountyAdmin, change, unitOf } from './sample-units.ts'

let stage: Stage
let eastAdmin: Caller
let projectIds: number[]
beforeAll(async () => {
  stage = await openStage()
  await aCountyAdmin(stage.owner, 'eastAdmin', stage.orgs.east)
  eastAdmin = callerOf(stage.product, await signIn(stage.product, 'eastAdmin'))
  projectIds = await enterProjects(stage.as('office'), [
    { name: '镇上项目', orgId: stage.orgs.eastTown, plan: '100', done: '60', fields: { totalInvestment: '1000' } },
    { name: '县里项目', orgId: stage.orgs.east, plan: '50', done: '10', fields: { totalInvestment: '500' } },
    { name: '西镇项目', orgId: stage.orgs.westTown, plan: '30', done: '30', fields: { totalInvestment: '300' } },
  ])
  const roundId = await openRound(stage.as('office'), '2026-10', projectIds)
  await fillRound(stage.as('office'), roundId, new Map(projectIds.map((id, at) => [id, ['60', '10', '30'][at]!])))
})
afterAll(async () => await stage?.close())

const admin = () => stage.as('admin')
const move = (caller: Caller, id: number, targetId: number, more = {}) =>
  change(caller, id, { kind: 'moved', targetId, ...more })

async function byCounty() {
  const { body } = await stage.as('leader').get('/api/roll-ups?by=county')
  const line = (name: string) => body.items.find((row: { name: string }) => row.name === name)
  const sums = (row: { projects: number; totalInvestment: string } | undefined) => [
    row?.projects ?? 0,
    Number(row?.totalInvestment ?? 0),
  ]
  return { city: sums(body.total), east: sums(line('东县')), west: sums(line('西县')) }
}

const names = async (caller: Caller, query = '') =>
  (await caller.get(`/api/projects${query}`)).body.items.map(({ name }: { name: string }) => name).sort()

/** As the database role of a request limited to a path, without any predicate of the query. */
async function seenBehind(path: string): Promise<string[]> {
  return await stage.owner.transaction().execute(async (tx) => {
    await sql
      .raw(`set local role guatu_scoped; set local guatu.scope = '${path}'; set local guatu.assignees = ''`)
      .execute(tx)
    const { rows } = await sql<{ name: string }>`select p.name from project p order by p.name`.execute(tx)
    return rows.map(({ name }) => name)
  })
}

async function entriesOf(action: string, id: number) {
  const { rows } = await sql<{ actor: string; reason: string; before: unknown; after: unknown; path: string }>`
    select r.actor, r.reason, r.before, r.after, r.org_path::text as path from record_entry r
    where r.action = ${action} and r.subject_type = 'organisation' and r.subject_id = ${String(id)} order by r.id`.execute(
    stage.owner,
  )
  return rows
}

beforeEach(async () => {
  const town = await unitOf(admin(), stage.orgs.eastTown)
  if (town.parentId !== stage.orgs.east) await move(admin(), stage.orgs.eastTown, stage.orgs.east)
})

describe('a town that goes to another county', () => {
  test('takes its projects along: the city has what it had, one county less, the other more', async () => {
    expect(await byCounty()).toEqual({ city: [3, 1800], east: [2, 1500], west: [1, 300] })
    const answer = await move(admin(), stage.orgs.eastTown, stage.orgs.west, { document: '测政〔2026〕3号' })
    expect([answer.status, answer.body.kind]).toEqual([200, 'moved'])
    expect(answer.body.appliedAt).not.toBeNull()
    expect(await byCounty()).toEqual({ city: [3, 1800], east: [1, 500], west: [2, 1300] })
    const town = await unitOf(admin(), stage.orgs.eastTown)
    const west = await unitOf(admin(), stage.orgs.west)
    expect(town).toMatchObject({ parentId: west.id, path: `${west.path}.o${town.id}` })
  })

  test('is seen by its new county, and no longer by the old one, also behind the queries', async () => {
    expect(await names(stage.as('countyOffice'))).toEqual(['县里项目', '镇上项目'])
    const east = await unitOf(admin(), stage.orgs.east)
    const west = await unitOf(admin(), stage.orgs.west)
    await move(admin(), stage.orgs.eastTown, stage.orgs.west)
    expect(await names(stage.as('countyOffice'))).toEqual(['县里项目'])
    expect(await names(stage.as('otherReporter'))).toEqual(['西镇项目', '镇上项目'])
    expect(await names(stage.as('office'), `?county=${west.id}`)).toEqual(['西镇项目', '镇上项目'])
    expect(await names(stage.as('townReporter'))).toEqual(['镇上项目'])
    expect(await seenBehind(east.path)).toEqual(['县里项目'])
    expect(await seenBehind(west.path)).toEqual(['西镇项目', '镇上项目'])
  })

  test('every copy of its path goes along, except in the record', async () => {
    const { rows } = await sql<{ name: string }>`
      select c.relname as name from pg_attribute a join pg_class c on c.oid = a.attrelid
      where a.attname = 'org_path' and c.relkind = 'r' and c.relnamespace = 'public'::regnamespace order by 1`.execute(
      stage.owner,
    )
    expect(rows.map(({ name }) => name).filter((name) => name !== 'record_entry')).toEqual([...PATH_COPIES].sort())
    await sql`insert into stored_file (sha256, name, media_type, size, bytes, org_path, uploaded_by)
      select sha256('x'), '照片.png', 'image/png', 1, 'x', o.path, ${stage.accounts.reporter} from organisation o
      where o.id = ${stage.orgs.eastTown}`.execute(stage.owner)
    const before = await unitOf(admin(), stage.orgs.eastTown)
    await move(admin(), stage.orgs.eastTown, stage.orgs.west)
    const after = await unitOf(admin(), stage.orgs.eastTown)
    for (const table of ['project', 'progress_report', 'stored_file']) {
      const { rows: left } = await sql<{ old: number; here: number }>`
        select count(*) filter (where org_path <@ ${before.path}::ltree)::int as old,
          count(*) filter (where org_path = ${after.path}::ltree)::int as here from ${sql.table(table)}`.execute(
        stage.owner,
      )
      expect([table, left[0]!.old, left[0]!.here]).toEqual([table, 0, 1])
    }
    const { rows: lines } = await sql<{ count: number }>`
      select count(*)::int as count from record_entry where org_path <@ ${before.path}::ltree`.execute(stage.owner)
    expect(lines[0]!.count).toBeGreaterThan(0)
  })

  test('stands in the record of both counties, with what went along', async () => {
    const from = (await unitOf(admin(), stage.orgs.eastTown)).path
    await move(admin(), stage.orgs.eastTown, stage.orgs.west, { document: '测政〔2026〕4号' })
    const moved = (await entriesOf('organisation.moved', stage.orgs.eastTown)).at(-1)!
    expect(moved).toMatchObject({
      actor: 'admin',
      reason: '区划调整',
      before: { parent: '东县' },
      after: { parent: '西县', projects: 1, accounts: 1, effectiveOn: '2026-11-10', document: '测政〔2026〕4号' },
    })
    expect(moved.path).toBe((await unitOf(admin(), stage.orgs.eastTown)).path)
    expect((await entriesOf('organisation.left', stage.orgs.eastTown)).at(-1)!.path).toBe(from)
    const { body } = await stage.as('auditor').get('/api/record/verification')
    expect(body.ok).toBe(true)
  })

  test('is not pulled over by the administrator of a county alone, nor pushed away', async () => {
    const pulled = await move(eastAdmin, stage.orgs.westTown, stage.orgs.east)
    const pushed = await move(eastAdmin, stage.orgs.eastTown, stage.orgs.west)
    expect([pulled.status, pushed.status]).toEqual([404, 404])
    const kept = [await unitOf(admin(), stage.orgs.westTown), await unitOf(admin(), stage.orgs.eastTown)]
    expect(kept.map(({ parentId }) => parentId)).toEqual([stage.orgs.west, stage.orgs.east])
    expect(await names(stage.as('countyOffice'))).toEqual(['县里项目', '镇上项目'])
  })

  test('only who keeps organisations may', async () => {
    for (const who of ['office', 'security', 'leader', 'reporter', 'auditor'] as const)
      expect([who, (await move(stage.as(who), stage.orgs.eastTown, stage.orgs.west)).status]).toEqual([who, 403])
  })

  test('two administrators at the same moment: one moves it, the other is told to look again', async () => {
    const { version } = await unitOf(admin(), stage.orgs.eastPark)
    const body = (targetId: number) => ({ kind: 'moved', targetId, version, effectiveOn: '2026-11-10', reason: '调整' })
    const url = `/api/organisations/${stage.orgs.eastPark}/changes`
    const answers = await Promise.all([
      admin().post(url, body(stage.orgs.west)),
      admin().post(url, body(stage.orgs.city)),
    ])
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409])
    expect(answers.find(({ status }) => status === 409)!.body.code).toBe('organisation_changed')
    const park = await unitOf(admin(), stage.orgs.eastPark)
    const winner = answers[0]!.status === 200 ? stage.orgs.west : stage.orgs.city
    expect(park.parentId).toBe(winner)
    await move(admin(), stage.orgs.eastPark, stage.orgs.east)
  })

  test('a project entered while its town moves is never left behind', async () => {
    const asked = [
      move(admin(), stage.orgs.eastTown, stage.orgs.west),
      ...Array.from({ length: 6 }, (_, at) =>
        stage.as('office').post('/api/projects', { name: `同时${at}`, orgId: stage.orgs.eastTown, stage: 'planning' }),
      ),
    ]
    const answers = await Promise.all(asked)
    expect(answers[0]!.status).toBe(200)
    for (const { status } of answers) expect([200, 409]).toContain(status)
    const { rows } = await sql<{ stray: number }>`
      select count(*)::int as stray from project p join organisation o on o.id = p.org_id where p.org_path <> o.path`.execute(
      stage.owner,
    )
    expect(rows[0]!.stray).toBe(0)
    await sql`delete from project where name like '同时%'`.execute(stage.owner)
  })
})

describe('what cannot be', () => {
  test('a county below a town, a unit below itself, the root anywhere', async () => {
    const wrong = await move(admin(), stage.orgs.west, stage.orgs.eastTown)
    expect([wrong.status, wrong.body.code]).toEqual([409, 'organisation_change_refused'])
    expect(wrong.body.message).toContain('不能下设')
    expect((await move(admin(), stage.orgs.east, stage.orgs.east)).body.message).toContain('不能调整到本单位')
    expect((await move(admin(), stage.orgs.city, stage.orgs.east)).body.message).toContain('最上级单位')
  })

  test('a day that does not exist, a reason that is missing', async () => {
    const odd = await move(admin(), stage.orgs.eastTown, stage.orgs.west, { effectiveOn: '2026-02-30' })
    expect([odd.status, odd.body.code]).toEqual([400, 'day_odd'])
    expect((await move(admin(), stage.orgs.eastTown, stage.orgs.west, { reason: ' ' })).status).toBe(400)
    expect((await move(admin(), stage.orgs.eastTown, stage.orgs.west, { effectiveOn: '2099-01-01' })).status).toBe(400)
  })

  test('the same project twice in a county: the names are given, nothing moves', async () => {
    const twins = { name: '双胞胎项目', owner: '同一业主', stage: 'planning' }
    await stage.as('office').post('/api/projects', { ...twins, orgId: stage.orgs.eastTown })
    await stage.as('office').post('/api/projects', { ...twins, orgId: stage.orgs.westTown })
    const answer = await move(admin(), stage.orgs.eastTown, stage.orgs.west)
    expect([answer.status, answer.body.message]).toEqual([
      409,
      '目标县区已有同名、同建设单位的项目：“双胞胎项目”，请先核对处理。',
    ])
    expect((await unitOf(admin(), stage.orgs.eastTown)).parentId).toBe(stage.orgs.east)
  })
})
