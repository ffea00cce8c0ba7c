import { lastDayOf } from '#kernel/period.ts'
import type { WholeProject } from '../store/whole.ts'
import type { NATURES, Stage } from '../vocabulary.ts'

/** What of a project is published. */
export type PublishedProject = Omit<WholeProject, 'sponsor' | 'steward' | 'contact'>

/** projectStatus codelist. What is suspended is still to be delivered; in production the asset is run. */
const STATUS: Record<Stage, string> = {
  planning: 'identification',
  signed: 'preparation',
  preparation: 'preparation',
  started: 'implementation',
  underConstruction: 'implementation',
  suspended: 'implementation',
  completed: 'completion',
  inProduction: 'maintenance',
  atCapacity: 'maintenance',
  returnsAchieved: 'maintenance',
  withdrawn: 'cancelled',
}

/** projectType codelist. */
const TYPE: Record<(typeof NATURES)[number], string> = {
  newBuild: 'construction',
  expansion: 'expansion',
  reconstruction: 'rehabilitation',
  technicalUpgrade: 'rehabilitation',
  restoration: 'rehabilitation',
  relocation: 'replacement',
}

/**
 * One project in the standard's words (OC4IDS 0.9.5, project-schema.json). `prefix` stands before the id, as the standard asks for a
 * registered one. People's names and telephone numbers do not leave; what the ledger does not know is absent, never guessed: free-text
 * industries go out as additional classifications and not as the standard's sectors.
 */
export function toOc4ids(project: PublishedProject, { prefix, region }: { prefix: string; region: string }): object {
  return withoutEmpty({
    id: `${prefix}-${project.id}`,
    updated: project.updatedAt,
    language: 'zh',
    identifiers: project.code ? [{ scheme: '投资项目统一代码', id: project.code }] : [],
    title: project.name,
    description: project.scale,
    status: project.stage && STATUS[project.stage],
    type: project.constructionNature && TYPE[project.constructionNature],
    period: periodOf(project.startDate ?? project.plannedStart, project.finishDate),
    additionalClassifications: classificationsOf(project),
    locations: locationsOf(project, region),
    budget: budgetOf(project),
    ...partiesOf(project),
    forecasts: forecastsOf(project),
    metrics: metricsOf(project),
  })
}

/** The span a date as written covers: 2026-03 begins with its first and ends with its last day, China's time. */
export function periodOf(start: string | null, end: string | null): object | null {
  const period = { startDate: start && firstInstant(start), endDate: end && lastInstant(end) }
  return period.startDate || period.endDate ? period : null
}

function firstInstant(date: string): string {
  return `${`${date}-01-01`.slice(0, 10)}T00:00:00+08:00`
}

function lastInstant(date: string): string {
  if (date.length === 4) return `${date}-12-31T23:59:59+08:00`
  return `${date.length === 7 ? lastDayOf(date) : date}T23:59:59+08:00`
}

/** Yuan as a number: 万元 have four decimals, so that every amount is whole. */
function yuan(wan: string): { amount: number; currency: 'CNY' } {
  const [whole = '0', fraction = ''] = wan.split('.')
  return { amount: Number(`${whole}${fraction.padEnd(4, '0').slice(0, 4)}`), currency: 'CNY' }
}

function classificationsOf({ industry, field }: PublishedProject): object[] {
  return [
    ...(industry ? [{ scheme: '所属行业', id: industry, description: industry }] : []),
    ...(field ? [{ scheme: '项目类别', id: field, description: field }] : []),
  ]
}

function locationsOf({ site, county, longitude, latitude }: PublishedProject, region: string): object[] {
  const isPlaced = longitude !== null && latitude !== null
  if (!site && !county && !isPlaced) return []
  return [
    {
      id: '1',
      description: site,
      geometry: isPlaced ? { type: 'Point', coordinates: [Number(longitude), Number(latitude)] } : null,
      address: { streetAddress: site, locality: county, region, countryName: '中国' },
    },
  ]
}

function budgetOf({ totalInvestment, totalInvestmentBasis }: PublishedProject): object | null {
  if (totalInvestment === null) return null
  return { description: totalInvestmentBasis, amount: yuan(totalInvestment) }
}

/** Organisations by name, each once with all its roles; who answers for the project is the public authority. */
function partiesOf({ owner, responsibleOrg, leadOrg, competentOrg }: PublishedProject): object {
  const roles = new Map<string, string[]>()
  const add = (name: string | null, role: string) => {
    if (name) roles.set(name, [...new Set([...(roles.get(name) ?? []), role])])
  }
  add(responsibleOrg, 'publicAuthority')
  add(owner, 'procuringEntity')
  add(leadOrg, 'administrativeEntity')
  add(competentOrg, 'reviewBody')
  const parties = [...roles].map(([name, own], at) => ({ id: String(at + 1), name, roles: own }))
  const authority = parties.find(({ name }) => name === responsibleOrg)
  return { parties, publicAuthority: authority ? { id: authority.id, name: authority.name } : null }
}

/** Each annual plan is what was to be spent in its year. */
function forecastsOf({ plans }: PublishedProject): object[] {
  const observations = plans.map(({ year, amount }) => ({
    id: String(year),
    period: periodOf(String(year), String(year)),
    value: yuan(amount),
  }))
  return observations.length > 0 ? [{ id: 'financialProgress', title: '年度计划投资', observations }] : []
}

/** What was completed since January, month by month; and the physical progress in per cent. */
function metricsOf({ months }: PublishedProject): object[] {
  const spent = months.flatMap(({ month, completedYtd }) =>
    completedYtd === null ? [] : [{ id: month, period: periodOf(month.slice(0, 4), month), value: yuan(completedYtd) }],
  )
  const built = months.flatMap(({ month, physicalProgress }) =>
    physicalProgress === null
      ? []
      : [{ id: month, period: periodOf(month, month), measure: physicalProgress, unit: { name: '%' } }],
  )
  return [
    ...(spent.length > 0 ? [{ id: 'financialProgress', title: '年初累计完成投资', observations: spent }] : []),
    ...(built.length > 0 ? [{ id: 'physicalProgress', title: '形象进度', observations: built }] : []),
  ]
}

/** The standard knows no empty text, list or object. */
function withoutEmpty<T>(value: T): T {
  if (Array.isArray(value)) return value.map(withoutEmpty) as T
  if (value === null || typeof value !== 'object') return value
  const kept = Object.entries(value)
    .map(([key, inner]) => [key, withoutEmpty(inner)] as const)
    .filter(([, inner]) => !isEmpty(inner))
  return Object.fromEntries(kept) as T
}

function isEmpty(value: unknown): boolean {
  if (value === null || value === undefined || value === '') return true
  if (Array.isArray(value)) return value.length === 0
  return typeof value === 'object' && Object.keys(value).length === 0
}
