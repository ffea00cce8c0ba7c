import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { freshDatabase, type TestDatabase } from '#tests/harness/cluster.ts'
import { generateRegion } from './generate.ts'
import { type DemoSummary, loadDemo } from './load.ts'

const NOW = new Date('2026-11-20T01:00:00Z')
const region = generateRegion({ anchor: '2026-10' })
let database: TestDatabase
let client: pg.Client
let summary: DemoSummary
let took: number

beforeAll(async () => {
  database = await freshDatabase()
  client = new pg.Client({ connectionString: database.ownerUrl })
  await client.connect()
  await client.query('begin')
  const begun = performance.now()
  summary = await loadDemo(client, { anchor: '2026-10', passwordHash: 'not-a-hash', now: NOW })
  took = performance.now() - begun
  await client.query('commit')
})

afterAll(async () => {
  await client.end()
  await database.drop()
})

const one = async <T>(query: string, values: unknown[] = []): Promise<T> => (await client.query(query, values)).rows[0]

test('it loads within seconds and says what it loaded', async () => {
  // about 2 s alone; other tests share the machine
  expect(took).toBeLessThan(25_000)
  expect(summary.counts).toMatchObject({ projects: 600, rounds: 19, organisations: 87 })
  expect(summary.accounts.map(({ username }) => username)).toEqual(
    expect.arrayContaining(['admin', 'leader', 'office', 'auditor', 'reporter1']),
  )
  const counts = await one<Record<string, number>>(`select (select count(*)::int from project) as projects,
    (select count(*)::int from project_month) as months, (select count(*)::int from progress_report) as reports,
    (select count(*)::int from account) as accounts`)
  const { projects, months, reports, accounts } = summary.counts
  expect(counts).toEqual({ projects, months, reports, accounts })
})

test('the region says that it is a demonstration, its outlines that they are generated', async () => {
  expect(await one('select name, is_demo, as_of_month from region')).toEqual({
    name: '云川市',
    is_demo: true,
    as_of_month: '2026-10',
  })
  expect(
    await one('select count(*)::int as drawn, bool_and(is_generated) as generated from organisation_boundary'),
  ).toEqual({ drawn: 7, generated: true })
})

test('late is what came after the deadline', async () => {
  const { wrong, late } = await one<{ wrong: number; late: number }>(`select
    count(*) filter (where r.is_late <> coalesce(r.submitted_at > o.deadline, false))::int as wrong, count(*) filter (where r.is_late)::int as late
    from progress_report r join round o on o.id = r.round_id`)
  expect(wrong).toBe(0)
  expect(late).toBeGreaterThan(18)
})

test('every locked report was submitted and accepted, in that order, some after a return', async () => {
  const { broken } = await one<{ broken: number }>(`select count(*)::int as broken from (
    select r.id, array_agg(s.step order by s.id) as steps from progress_report r left join report_step s on s.report_id = r.id
    where r.state = 'locked' group by r.id) t
    where steps <> array['submitted', 'accepted'] and steps <> array['submitted', 'returned', 'submitted', 'accepted']`)
  expect(broken).toBe(0)
})

test('nothing happens after now, and the open round is open', async () => {
  const { late } = await one<{ late: number }>(
    `select (select count(*) from report_step where at > $1)::int + (select count(*) from field_change where at > $1)::int
      + (select count(*) from project where updated_at > $1)::int as late`,
    [NOW],
  )
  expect(late).toBe(0)
  expect(await one('select count(*)::int as open, min(month) as month from round where locked_at is null')).toEqual({
    open: 1,
    month: '2026-11',
  })
})

test('identities go on after the ids that were given', async () => {
  await client.query('begin')
  const { id } = await one<{
    id: number
  }>(`insert into project (name, folded_name, org_id, org_path) select '新项目', '新项目', id, path from organisation
    where parent_id is null returning id`)
  await client.query('rollback')
  expect(id).toBe(601)
})

test('projects are found by pinyin initials, former names and folded names', async () => {
  const former = region.formerNames[0]!
  const found = await one<{ id: number }>('select id from project where search_text like $1', [
    `%${former.name.toLowerCase().replaceAll('（', '(').replaceAll('）', ')')}%`,
  ])
  expect(found.id).toBe(former.projectId)
})

test('pictures are PNG files of at most 20 kB, each on a report', async () => {
  const { files, largest, png, attached } = await one<
    Record<string, number | boolean>
  >(`select count(*)::int as files, max(size) as largest,
    bool_and(substring(bytes from 1 for 4) = '\\x89504e47') and bool_and(octet_length(bytes) = size) as png,
    (select count(*)::int from report_photo) as attached from stored_file`)
  expect(files).toBe(24)
  expect(attached).toBe(24)
  expect(largest).toBeLessThanOrEqual(20_000)
  expect(png).toBe(true)
})

test('a database that already has organisations is refused', async () => {
  await client.query('begin')
  await expect(loadDemo(client, { anchor: '2026-10', passwordHash: 'x', now: NOW })).rejects.toThrow()
  await client.query('rollback')
})
