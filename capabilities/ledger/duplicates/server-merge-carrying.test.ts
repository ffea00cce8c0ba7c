import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openStage, type Stage } from '#tests/harness/product.ts'
import { mergingOn } from './merging-on.ts'

let stage: Stage
let two: ReturnType<typeof mergingOn>
beforeAll(async () => {
  stage = await openStage()
  two = mergingOn(stage)
})
afterAll(async () => await stage?.close())

describe('what an entry stands on and has in hand', () => {
  let one: number
  let other: number
  const office = () => stage.as('office')
  const done = async (answer: Promise<{ status: number; body: any; text: string }>) => {
    const { status, body, text } = await answer
    if (status >= 300) throw new Error(text)
    return body
  }
  /** Numbers of the projects that stand on each thing now. */
  const standing = async () => {
    const { rows } = await sql<{ part: string; ids: number[] }>`
      select part, array_agg(project_id order by project_id) as ids from (
        select 'roster' as part, project_id from roster_member where left_on is null
        union all select 'cohort', project_id from cohort_member where left_on is null
        union all select 'jointStart', project_id from joint_start_project where removed_at is null
        union all select 'preparation', project_id from project_preparation
        union all select 'check', project_id from check_item
        union all select 'form', project_id from one_off_form_project
        union all select 'approval', project_id from approval_state
        union all select 'paper', project_id from paper
        union all select 'content', project_id from paper_content) as parts
      where project_id in (${one}, ${other}) group by part`.execute(stage.owner)
    return Object.fromEntries(rows.map(({ part, ids }) => [part, ids]))
  }
  beforeAll(async () => {
    // both of one county, whose own office merges them; the lists are kept by the city above
    one = await two.add('热电联产', { owner: '戊公司' })
    other = await two.add('热电联产项目', { owner: '戊公司' })
    const { city, east } = stage.orgs
    const by = stage.accounts.office
    const rosters = await sql<{ id: number }>`insert into roster (name, kind, level, org_id, owner, valid_from) values
      ('省重点', 'key', 'province', ${city}, '省发改委', '2026-01-01'), ('市重点', 'key', 'city', ${city}, '市发改委', '2026-01-01') returning id`.execute(
      stage.owner,
    )
    const [province, ofCity] = rosters.rows.map(({ id }) => id)
    await sql`insert into roster_member (roster_id, project_id, joined_on, added_by) values
      (${province}, ${one}, '2026-01-01', ${by}), (${province}, ${other}, '2026-02-01', ${by}), (${ofCity}, ${other}, '2026-03-01', ${by})`.execute(
      stage.owner,
    )
    await sql`with made as (insert into cohort (org_id, number, name, starts_on, ends_on, created_by)
        values (${city}, 9, '第九期', '2026-07-01', '2026-09-30', ${by}) returning id)
      insert into cohort_member (cohort_id, project_id, batch, joined_on, added_by) select id, ${other}, 'signed', '2026-07-01', ${by} from made`.execute(
      stage.owner,
    )
    await sql`with made as (insert into joint_start (org_id, name, held_on, main_venue, required_items, created_by)
        values (${east}, '三季度集中开工', '2026-09-01', '园区', '{}', ${by}) returning id)
      insert into joint_start_project (joint_start_id, project_id, listed_by) select id, ${other}, ${by} from made`.execute(
      stage.owner,
    )
    await sql`insert into project_preparation (project_id, item, done_on, recorded_by) values
      (${one}, 'land', '2026-01-01', ${by}), (${other}, 'land', '2026-02-01', ${by}), (${other}, 'design', '2026-02-01', ${by})`.execute(
      stage.owner,
    )
    await sql`insert into check_item (project_id, kind, title) values (${other}, 'land', '土地证')`.execute(stage.owner)
    await sql`with made as (insert into one_off_form (title, org_id, due_on, created_by, created_at)
        values ('防汛排查', ${city}, '2026-12-01', ${by}, now()) returning id)
      insert into one_off_form_project (form_id, project_id) select id, ${other} from made`.execute(stage.owner)
    await sql`insert into approval_state (project_id, approval_kind, state, changed_by) values (${other}, 'landUse', 'inProgress', ${by})`.execute(
      stage.owner,
    )
    const paper = async (projectId: number, mark: string) =>
      await sql`with kept as (insert into paper_content (project_id, sha256, format, size, looked_at)
          values (${projectId}, decode(repeat(${mark}, 32), 'hex'), 'pdf', 1, 'name') returning id),
        made as (insert into paper (project_id, kind, title, created_by) values (${projectId}, 'minutes', ${`纪要${mark}`}, ${by}) returning id)
        insert into paper_version (paper_id, number, content_id, file_name, uploaded_by)
        select made.id, 1, kept.id, 'a.pdf', ${by} from made, kept`.execute(stage.owner)
    await paper(one, 'aa')
    await paper(other, 'aa')
    await paper(other, 'bb')
  })

  test('the plan says what comes along; what the survivor has already is not counted', async () => {
    expect((await two.planned(one, other)).carried).toEqual([
      { part: 'roster_member', count: 1 },
      { part: 'cohort_member', count: 1 },
      { part: 'joint_start_project', count: 1 },
      { part: 'project_preparation', count: 1 },
      { part: 'check_item', count: 1 },
      { part: 'one_off_form_project', count: 1 },
      { part: 'approval_state', count: 1 },
      { part: 'paper', count: 1 },
    ])
  })

  test('a move that waits for a decision comes first', async () => {
    await sql`insert into project_move (batch, project_id, kind, source, from_library, to_library, reason, effective_on, proposed_by) values
      (999, ${other}, 'promotion', 'proposal', 'reserve', 'construction', '条件具备', '2026-11-01', ${stage.accounts.office})`.execute(
      stage.owner,
    )
    const refused = await two.merge(one, other, {}, 'countyOffice')
    expect([refused.status, refused.body.code, refused.body.message.includes('热电联产项目')]).toEqual([
      409,
      'merge_move_waiting',
      true,
    ])
    await sql`delete from project_move where batch = 999`.execute(stage.owner)
  })

  test('merged by the county’s office they come along, lists of the city included; taken back they return', async () => {
    const before = await standing()
    const { mergeId } = await done(two.merge(one, other, {}, 'countyOffice'))
    expect(await standing()).toEqual({
      roster: [one, one, other],
      cohort: [one],
      jointStart: [one],
      preparation: [one, one, other],
      check: [one],
      form: [one],
      approval: [one],
      paper: [one, one, other],
      content: [one, one, other],
    })
    const papers = await done(office().get(`/api/projects/${one}/papers`))
    expect(JSON.stringify(papers)).toContain('纪要bb')
    await done(stage.as('countyOffice').post(`/api/project-merges/${mergeId}/undoing`, { reason: '误并' }))
    expect(await standing()).toEqual(before)
  })

  test('nobody carries between entries that are not merged, or beyond the scope', async () => {
    const asScoped = async (scope: string, statement: ReturnType<typeof sql>) =>
      await stage.owner.transaction().execute(async (tx) => {
        await sql`set local role guatu_scoped`.execute(tx)
        await sql`select set_config('guatu.scope', ${scope}, true)`.execute(tx)
        await statement.execute(tx)
      })
    const { rows } = await sql<{ path: string }>`
      select path::text as path from organisation where id in (${stage.orgs.east}, ${stage.orgs.west}) order by id`.execute(
      stage.owner,
    )
    await expect(asScoped(rows[0]!.path, sql`select project_merge_carry(${other})`)).rejects.toThrow(/was not merged/)
    await expect(asScoped(rows[1]!.path, sql`select project_merge_counts(${one}, ${other})`)).rejects.toThrow(/scope/)
  })
})
