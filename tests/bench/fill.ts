import { sql } from 'kysely'
import { prepareRegion } from '#app/region.ts'
import { insertAccount, insertGrant, insertOrganisation, insertRegion } from '#capabilities/people/public.ts'
import { hashPassword } from '#platform/access/password.ts'
import { type Database, openKysely, openPool, type Transaction } from '#platform/database/pool.ts'
import { initialsOf } from '#platform/initials.ts'
import { asOwner } from '#platform/postgres/owner.ts'

export const PASSWORD = 'a-long-bench-password'
export const COUNTIES = 10
const TOWNS = 10
/** The region's month: figures stand from January to October, plans for all twelve. */
export const AS_OF = '2026-10'

export type Filled = { counties: { id: number; name: string }[]; projects: number; months: number; seconds: number }

/** A region of one city, ten counties and a hundred towns, with the accounts that ask; no projects yet. */
export async function fillRegion(ownerUrl: string): Promise<void> {
  await prepareRegion(ownerUrl, { demo: false, now: new Date() })
  await withOwner(ownerUrl, async (db) => {
    await db.transaction().execute(async (tx) => {
      await insertRegion(tx, '测量市', false)
      const { city, counties, town } = await fillOrganisations(tx)
      await sql`update region set as_of_month = ${AS_OF}`.execute(tx)
      const passwordHash = await hashPassword(PASSWORD)
      const people = [
        { username: 'office', displayName: '项目办', organisationId: city, role: 'dispatchOffice' },
        { username: 'county', displayName: '县填报员', organisationId: counties[0]!, role: 'reporter' },
        { username: 'town', displayName: '镇填报员', organisationId: town, role: 'reporter' },
      ] as const
      for (const { role, ...account } of people) {
        const accountId = await insertAccount(tx, { ...account, passwordHash, mustChangePassword: false })
        await insertGrant(tx, {
          accountId,
          role,
          organisationId: account.organisationId,
          reason: '测量',
          grantedBy: null,
        })
      }
    })
  })
}

/**
 * Projects with twelve months each, set by set: figures, standings and roll-ups agree as if they had been reported. `withMonths` false
 * where only lists are asked, which read none.
 */
export async function fillLedger(
  ownerUrl: string,
  projects: number,
  { withMonths } = { withMonths: true },
): Promise<Filled> {
  const began = performance.now()
  return await asOwner(ownerUrl, async (owner) => {
    await owner.query(PROJECTS, [projects, JSON.stringify(words())])
    await owner.query(PLANS)
    await owner.query(ASSIGNMENTS)
    const months = withMonths ? (await owner.query(MONTHS)).rowCount : 0
    await owner.query('vacuum (analyze)')
    await owner.query('checkpoint')
    const { rows: counties } = await owner.query<{ id: number; name: string }>(
      `select o.id, o.name from organisation o where o.kind = 'county' order by o.id`,
    )
    return { counties, projects, months: months ?? 0, seconds: (performance.now() - began) / 1000 }
  })
}

export async function withOwner<T>(ownerUrl: string, work: (db: Database) => Promise<T>): Promise<T> {
  const db = openKysely(openPool(ownerUrl, { max: 1, name: 'guatu bench', onError: () => undefined }))
  try {
    return await work(db)
  } finally {
    await db.destroy()
  }
}

/** Names of real counties, which the reader of ledgers knows; everything else here is invented. */
export const COUNTY_NAMES = [
  '长丰县',
  '肥东县',
  '肥西县',
  '庐江县',
  '怀宁县',
  '太湖县',
  '望江县',
  '岳西县',
  '霍邱县',
  '舒城县',
]
export const TOWN_NAMES = [
  '城关镇',
  '河口镇',
  '石桥镇',
  '柳林镇',
  '青山镇',
  '白塔镇',
  '红旗镇',
  '新店镇',
  '龙泉镇',
  '太平镇',
]

async function fillOrganisations(tx: Transaction): Promise<{ city: number; counties: number[]; town: number }> {
  const add = async (parentId: number | null, kind: string, name: string) =>
    (await insertOrganisation(tx, { parentId, kind, name, divisionCode: null })).id
  const city = await add(null, 'city', '测量市')
  const counties: number[] = []
  let town = 0
  for (const name of COUNTY_NAMES.slice(0, COUNTIES)) {
    const county = await add(city, 'county', name)
    counties.push(county)
    for (const one of TOWN_NAMES.slice(0, TOWNS)) town = await add(county, 'town', one)
  }
  return { city, counties, town }
}

/** Words of project names with their pinyin initials: 20 × 20 × 10 combinations, told apart by a number. */
function words() {
  const withInitials = (list: string[]) => list.map((word) => ({ word, initials: initialsOf(word) }))
  return { things: withInitials(THINGS), works: withInitials(WORKS), owners: OWNERS, sponsors: SPONSORS }
}

const THINGS = [
  ...[
    '粮食仓储',
    '污水处理',
    '新能源电池',
    '装备制造',
    '冷链物流',
    '高标准农田',
    '老旧小区',
    '乡村道路',
    '光伏发电',
    '中药材加工',
  ],
  ...[
    '智能家居',
    '汽车零部件',
    '生物医药',
    '食品加工',
    '职业教育',
    '人民医院',
    '防洪治理',
    '城乡供水',
    '数据中心',
    '文化旅游',
  ],
]
const WORKS = [
  ...['产业园', '生产线', '改造工程', '扩建工程', '一期', '二期', '基地', '配套设施', '提升工程', '示范区'],
  ...['综合体', '研发中心', '检测中心', '物流园', '标准厂房', '管网工程', '治理工程', '服务中心', '集聚区', '储备库'],
]
const OWNERS = [
  '建设投资集团有限公司',
  '城市发展有限公司',
  '水务有限公司',
  '交通建设有限公司',
  '新材料科技有限公司',
  '农业开发有限公司',
]
const SPONSORS = ['赵立新', '钱文博', '孙建国', '李晓明', '周海燕', '吴志强', '郑玉兰', '王德胜']

// f is how far a project keeps to its plan; at the end of October plans stand at 81 %, so 0.877 and 0.63 part green, yellow and red
const PROJECTS = `
  with town as (
    select t.id, t.path, c.id as county_id, c.name as county, row_number() over (order by t.id) - 1 as nth, count(*) over () as towns
    from organisation t join organisation c on c.id = t.parent_id where t.kind = 'town'
  ), drawn as (
    select n, $2::jsonb->'things'->(n * 7 % 20)->>'word' as thing, $2::jsonb->'things'->(n * 7 % 20)->>'initials' as thing_initials,
      $2::jsonb->'works'->(n / 20 % 20)->>'word' as work, $2::jsonb->'works'->(n / 20 % 20)->>'initials' as work_initials,
      $2::jsonb->'owners'->>(n * 5 % 6) as firm, $2::jsonb->'sponsors'->>(n * 3 % 8) as sponsor,
      hashint4(n) & 1048575 as h, ((hashint4(n) & 1048575) / 1048575.0) as r, ((hashint4(n + 5000000) & 1048575) / 1048575.0) as r2
    from generate_series(1, $1::int) as n
  ), figured as (
    select d.*, round((300 + 150000 * d.r * d.r * d.r)::numeric, 2) as total,
      round(((300 + 150000 * d.r * d.r * d.r) * 0.4)::numeric, 2) as annual, round((0.40 + 0.70 * sqrt(d.r2))::numeric, 4) as f,
      d.h / 100 % 20 as part
    from drawn d
  ), standing as (
    select g.*, round(g.annual * 0.81 * g.f, 4) as ytd, round(g.annual * 0.70 * g.f, 4) as ytd_before,
      round(round(g.annual * 0.81 * g.f, 4) * 100 / g.annual, 4) as rate
    from figured g
  )
  insert into project (code, name, folded_name, folded_owner, org_id, org_path, county_id, owner, sponsor, steward, contact, industry, site,
    construction_nature, plan_state, library, is_priority, stage, scale, total_investment, planned_start, responsible_org, progress_text,
    standing_month, annual_plan, completed_current, completed_ytd, completion_rate, pace, light, light_reason, search_text, updated_at)
  select '2605-' || lpad(s.n::text, 9, '0'), left(t.county, 2) || s.thing || s.work || s.n || '号项目',
    left(t.county, 2) || s.thing || s.work || s.n || '号项目', left(t.county, 2) || s.firm, t.id, t.path, t.county_id,
    left(t.county, 2) || s.firm, s.sponsor, '项目管家' || s.n % 500, '联系人' || s.n % 900, s.thing, '工业大道' || s.n % 300 || '号',
    (array['newBuild', 'expansion', 'technicalUpgrade'])[1 + s.n % 3], case when s.n % 3 = 0 then 'new' else 'continuing' end,
    case when s.part >= 18 then 'reserve' else 'construction' end, s.n % 10 = 0,
    case when s.part >= 18 then 'preparation' when s.part < 13 then 'underConstruction' when s.part < 16 then 'started' else 'completed' end,
    '新建厂房' || s.n % 90 + 10 || '亩，购置设备' || s.n % 200 || '台（套），配套建设道路、管网、绿化等设施。', s.total, '2026-03',
    t.county || '发展和改革局', '主体工程完成' || s.n % 100 || '%，正在进行设备安装。', '2026-10', s.annual, s.ytd - s.ytd_before, s.ytd, s.rate, 81,
    case when 81 - s.rate > 30 then 'red' when 81 - s.rate >= 10 then 'yellow' else 'green' end,
    jsonb_build_object('rule', 'behind', 'text', '完成年度计划的' || s.rate || '%，序时进度81%', 'presetId', 1),
    left(t.county, 2) || s.thing || s.work || s.n || '号项目 ' || left(t.county, 2) || s.firm || ' 2605-' || lpad(s.n::text, 9, '0') || ' '
      || s.thing_initials || s.work_initials || s.n || 'hxm',
    timestamptz '2026-10-01' + s.n * interval '20 seconds'
  from standing s join town t on t.nth = s.h % t.towns order by s.n`

const PLANS = `insert into annual_plan (project_id, year, initial_amount) select p.id, 2026, p.annual_plan from project p order by p.id`

/** The county's reporter answers for some projects by name: such a scope is the dearest to check. */
const ASSIGNMENTS = `insert into project_assignment (project_id, account_id)
  select p.id, a.id from account a join project p on p.org_path <@ (select o.path from organisation o where o.id = a.organisation_id)
  where a.username = 'county' order by p.id limit 200`

const MONTHS = `
  with share (month, planned, cumulative) as (values ('2026-01', 0.02, 0.02), ('2026-02', 0.04, 0.06), ('2026-03', 0.06, 0.12),
    ('2026-04', 0.08, 0.20), ('2026-05', 0.09, 0.29), ('2026-06', 0.10, 0.39), ('2026-07', 0.10, 0.49), ('2026-08', 0.10, 0.59),
    ('2026-09', 0.11, 0.70), ('2026-10', 0.11, 0.81), ('2026-11', 0.10, 0.91), ('2026-12', 0.09, 1.00)),
  kept as (select p.id, p.annual_plan, p.completed_ytd / (p.annual_plan * 0.81) as f from project p)
  insert into project_month (project_id, month, planned_current, reported_current, completed_ytd, physical_progress, source)
  select k.id, s.month, k.annual_plan * s.planned, case when s.month <= '2026-10' then round(k.annual_plan * s.planned * k.f, 4) end,
    case when s.month <= '2026-10' then round(k.annual_plan * s.cumulative * k.f, 4) end,
    case when s.month <= '2026-10' then round(least(100, 100 * s.cumulative * k.f), 2) end, 'report'
  from kept k cross join share s order by k.id, s.month`
