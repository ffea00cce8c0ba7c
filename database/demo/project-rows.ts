import type { Light } from '#capabilities/ledger/vocabulary.ts'
import { addMonths, type Month, monthsBetween, monthText, yearOf } from '#kernel/period.ts'
import { floorTo, fromWan, toWan } from './amounts.ts'
import type { Draft } from './drafts.ts'
import type { History } from './figures.ts'
import { officeOf } from './organisations.ts'
import { namesFrom, phoneFrom } from './people.ts'
import { type Random, randomFor } from './random.ts'
import type { AnnualPlan, Organisation, Project, ProjectMonth, Stage } from './region.ts'
import { writeReport } from './texts.ts'

/** The projects as they stand in the ledger at the anchor. */
export function projectRows(
  seed: number,
  anchor: Month,
  histories: History[],
  organisations: readonly Organisation[],
): Project[] {
  const random = randomFor(seed, 'project rows')
  const nextName = namesFrom(random)
  const cityLeaders = Array.from({ length: 7 }, nextName)
  const counties = organisations.filter(({ kind }) => kind === 'county' || kind === 'zone')
  const countyLeaders = new Map(counties.map(({ id }) => [id, Array.from({ length: 5 }, nextName)]))
  const serials = random.shuffled(histories.map((_, position) => 100_000 + position * 1487))
  return histories.map((history, position) => {
    const { draft } = history
    const isPriority = draft.total >= fromWan(30_000) && random.chance(0.75)
    return {
      ...identityColumns(draft, random, serials[position]!),
      ...standingColumns(history, anchor, random),
      ...peopleColumns(draft, random, nextName),
      ...wordColumns(seed, history, anchor),
      isPriority,
      tier: isPriority || random.chance(0.6) ? 1 : 2,
      sponsor: random.pick(isPriority && random.chance(0.4) ? cityLeaders : countyLeaders.get(draft.county.id)!),
    }
  })
}

/** The months of the ledger: twelve for every year a project was on the list. */
export function monthRows(
  histories: History[],
  lights: Map<number, Map<Month, Light>>,
  reported: (projectId: number, month: Month) => boolean,
): ProjectMonth[] {
  return histories.flatMap(({ draft, months }) =>
    [...months].map(([month, { planned, reported: amount, correction, ytd, physical }]) => ({
      projectId: draft.id,
      month,
      plannedCurrent: planned === null ? null : toWan(planned),
      reportedCurrent: amount === null ? null : toWan(amount),
      correction: toWan(correction),
      completedYtd: ytd === null ? null : toWan(ytd),
      physicalProgress: physical,
      light: lights.get(draft.id)!.get(month) ?? null,
      source: reported(draft.id, month) ? 'report' : 'demo',
    })),
  )
}

export function planRows(histories: History[]): AnnualPlan[] {
  return histories.flatMap(({ draft, plans }) =>
    [...plans.values()]
      .filter(({ isIssued }) => isIssued)
      .map(({ year, amount, initial, adjustedReason }) => ({
        projectId: draft.id,
        year,
        initialAmount: toWan(initial),
        adjustedAmount: adjustedReason === null ? null : toWan(amount),
        adjustedReason,
      })),
  )
}

function identityColumns(draft: Draft, random: Random, serial: number) {
  const { identity, home, county, isMunicipal, field } = draft
  const isEnterprise = field === '工业' || identity.owner.endsWith('农业发展有限公司')
  const [longitude, latitude] = draft.place
  return {
    id: draft.id,
    code: draft.lacksCode || random.chance(0.04) ? null : approvalCode(draft, isEnterprise, serial),
    name: identity.name,
    orgId: home.id,
    orgPath: home.path,
    countyId: isMunicipal ? null : county.id,
    parkId: home.kind === 'park' ? home.id : null,
    owner: identity.owner,
    site: home === county || isMunicipal ? `${county.name}境内` : `${county.name}${home.name}`,
    longitude,
    latitude,
    industry: identity.industry,
    field,
    constructionNature: identity.constructionNature,
    approvalKind: isEnterprise ? '备案' : draft.total > fromWan(50_000) ? '核准' : '审批',
    fundKind: isEnterprise ? '企业投资' : random.pick(['政府投资', '政府投资', '专项债券', '中央预算内投资']),
    scale: scaleText(draft, random),
    totalInvestment: toWan(draft.total),
    totalInvestmentBasis: isEnterprise ? '备案' : random.pick(['估算', '概算']),
    responsibleOrg: officeOf(home),
    leadOrg: isMunicipal ? officeOf(home) : officeOf(county),
    competentOrg: COMPETENT[field],
  }
}

const COMPETENT: Record<Draft['field'], string> = {
  工业: '云川市工业和信息化局',
  农业: '云川市农业农村局',
  基础设施: '云川市发展和改革委员会',
  民生: '云川市住房和城乡建设局',
}

/** National form, with a division no province has: 2504-990123-04-01-123456. Middle part 01: enterprise, 02: government investment. */
function approvalCode({ plannedStart, county }: Draft, isEnterprise: boolean, serial: number): string {
  const registered = addMonths(plannedStart, -7).replace('-', '').slice(2)
  return `${registered}-${county.divisionCode}-04-0${isEnterprise ? 1 : 2}-${serial}`
}

function scaleText({ identity, total }: Draft, random: Random): string {
  const million = total / fromWan(100)
  const land = Math.max(6, Math.round(Math.sqrt(million) * random.between(6, 11)))
  const floor = Math.round((land * random.between(280, 620)) / 10) * 10
  return `项目占地约${land}亩，总建筑面积约${floor}平方米，主要建设${identity.works}，配套建设供排水、供配电、道路及绿化等附属设施。`
}

function standingColumns(history: History, anchor: Month, random: Random) {
  const { draft, bases, months } = history
  const year = yearOf(anchor)
  const base = bases.get(year)!
  const sinceStart = base + (months.get(anchor)?.ytd ?? 0)
  const lead = draft.standing === 'red' || draft.standing === 'suspended' ? 0.94 : random.between(1.02, 1.2)
  const day = String(random.whole(3, 27)).padStart(2, '0')
  return {
    planState: planStateOf(history, year),
    library: libraryOf(draft),
    stage: stageOf(history, anchor, random),
    startDate: draft.start && (random.chance(0.6) ? `${draft.start}-${day}` : draft.start),
    plannedStart: draft.plannedStart,
    finishDate: draft.finish,
    statisticalEntry: draft.start && draft.total >= fromWan(5000) && random.chance(0.8) ? '已入统' : '未入统',
    fundsInPlace: toWan(Math.min(draft.total, floorTo(sinceStart * lead, fromWan(1)))),
    completedToLastYearEnd: toWan(base),
    completedSinceStart: toWan(sinceStart),
  }
}

function planStateOf({ draft, plans }: History, year: number): Project['planState'] {
  if (!plans.has(year)) return null
  return draft.plannedStart >= monthText(year, 1) ? 'new' : 'continuing'
}

function libraryOf({ standing }: Draft): Project['library'] {
  if (standing === 'reserve') return 'reserve'
  return standing === 'done' || standing === 'doneBefore' ? 'completed' : 'construction'
}

function stageOf({ draft, months }: History, anchor: Month, random: Random): Stage {
  const { standing, start, finish, field } = draft
  if (standing === 'reserve') return random.pick(['planning', 'signed', 'preparation'])
  if (standing === 'suspended') return 'suspended'
  if (!start) return 'preparation'
  if (standing === 'done' || standing === 'doneBefore') {
    const age = monthsBetween(finish, anchor)
    if (field !== '工业' || age < 2) return 'completed'
    return age > 12 ? 'returnsAchieved' : age > 8 ? 'atCapacity' : 'inProduction'
  }
  return (months.get(anchor)?.physical ?? 0) < 8 && monthsBetween(start, anchor) < 3 ? 'started' : 'underConstruction'
}

function peopleColumns({ identity }: Draft, random: Random, nextName: () => string) {
  return {
    steward: `${nextName()} ${phoneFrom(random)}`,
    contact: `${nextName()}（${identity.owner.endsWith('公司') ? '项目经理' : '经办人'}）${phoneFrom(random)}`,
  }
}

function wordColumns(seed: number, history: History, anchor: Month) {
  const { draft } = history
  const lastMonth = draft.standing === 'doneBefore' ? monthText(yearOf(draft.finish), 12) : anchor
  const parts = draft.identity.works.split(/[、及]/)
  return {
    ...writeReport(seed, history, lastMonth),
    annualContent: history.plans.has(yearOf(anchor))
      ? `完成${parts.slice(0, 2).join('、')}${draft.standing === 'done' ? '并竣工验收' : '等主要工程量'}`
      : null,
  }
}
