import { CITY, COUNTIES, DEPARTMENTS, STORY_PLACES } from './places.ts'
import type { Random } from './random.ts'
import type { Account, Organisation, Role } from './region.ts'

const SURNAMES = [...'周林沈陆顾秦温程邵莫章戚柏苗骆荀裴褚冉阮简卞单屈邬祝茅靳霍蒲']
const GIVEN = [
  ...'知远 景行 怀瑾 明徽 书衡 之恒 望舒 思齐 敬之 若水 承砚 允中 致和 清越 延昭 亦安 子衿 维桢 长庚 念慈'.split(' '),
  ...'守拙 秉文 时雨 采薇 云帆 嘉树 惟一 观澜 予怀 修竹 照野 晓棠 见微 南乔 听松 季白 识君 行简 青禾 疏影'.split(' '),
]

/** Invented names, no two alike: the same surname meets the same given name only once. */
export function namesFrom(random: Random): () => string {
  const names = random.shuffled(SURNAMES.flatMap((surname) => GIVEN.map((given) => surname + given)))
  let next = 0
  return () => names[next++ % names.length]!
}

/** Looks like a mobile number and cannot be one: no number in China begins with 100. */
export function phoneFrom(random: Random): string {
  return `100${String(random.whole(0, 99_999_999)).padStart(8, '0')}`
}

/** One account for each part in the play; every county, park, late town and project-running department has its reporter. */
export function castAccounts(random: Random, organisations: readonly Organisation[]): Account[] {
  const nextName = namesFrom(random)
  const accounts: Account[] = []
  const add = (username: string, role: Role, organisation: Organisation, post: string) =>
    accounts.push({
      id: accounts.length + 1,
      username,
      displayName: nextName(),
      phone: phoneFrom(random),
      organisationId: organisation.id,
      role,
      post,
    })
  const city = organisations[0]!
  add('admin', 'systemAdministrator', city, '系统管理员')
  add('security', 'securityAdministrator', city, '安全管理员')
  add('leader', 'leader', city, `${CITY.name}领导`)
  add('office', 'dispatchOffice', city, CITY.issuer)
  add('auditor', 'auditor', city, '审计员')
  for (const { label, name } of COUNTIES) {
    const county = organisations.find((organisation) => organisation.name === name)!
    add(label, 'dispatchOffice', county, `${name}项目办`)
  }
  const nanping = organisations.find((organisation) => organisation.name === '南屏县')!
  add('nanping-leader', 'leader', nanping, '南屏县领导')
  reportingOrganisations(organisations).forEach((organisation, position) => {
    add(`reporter${position + 1}`, 'reporter', organisation, `填报员 · ${placeText(organisation, organisations)}`)
  })
  return accounts
}

/** Counties first (reporter1 to reporter7), then parks, the towns that have someone, and departments with projects of their own. */
function reportingOrganisations(organisations: readonly Organisation[]): Organisation[] {
  const counties = organisations.filter(({ kind }) => kind === 'county' || kind === 'zone')
  const parks = organisations.filter(({ kind }) => kind === 'park')
  const towns = counties.flatMap((county) =>
    organisations
      .filter(
        ({ kind, parentId, name }) => kind === 'town' && parentId === county.id && name !== STORY_PLACES.townFilledFor,
      )
      .slice(0, 2),
  )
  const withProjects = DEPARTMENTS.filter(({ projects }) => projects).map(({ name }) => name)
  const departments = organisations.filter(({ kind, name }) => kind === 'department' && withProjects.includes(name))
  return [...counties, ...parks, ...towns, ...departments]
}

function placeText(organisation: Organisation, organisations: readonly Organisation[]): string {
  const parent = organisations.find(({ id }) => id === organisation.parentId)
  return parent && parent.kind !== 'city' ? `${parent.name}${organisation.name}` : organisation.name
}
