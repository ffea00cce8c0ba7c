import { yearOf } from '#kernel/period.ts'
import { bySize } from './by-size.ts'
import type { Libraries, Roster, RosterMember } from './library-rows.ts'
import { randomFor } from './random.ts'
import type { DemoRegion, Project } from './region.ts'

type Known = Pick<DemoRegion, 'anchor' | 'organisations' | 'projects'>
type Rule = Omit<Roster, 'id' | 'orgId'> & { takes: Project[]; tier: (place: number) => string; county?: string }

/** A handful of lists whose members overlap; one of last year that ended. None of the documents exists. */
export function listRosters(seed: number, known: Known): Pick<Libraries, 'rosters' | 'members'> {
  const root = known.organisations[0]!.id
  const rosters: Roster[] = []
  const members: RosterMember[] = []
  for (const { takes, tier, county, ...roster } of rulesOf(seed, known)) {
    const id = rosters.length + 1
    const orgId = county ? known.organisations.find(({ name }) => name === county)!.id : root
    rosters.push({ ...roster, id, orgId })
    takes.forEach(({ id: projectId }, place) => {
      members.push({
        rosterId: id,
        projectId,
        joinedOn: roster.validFrom,
        joinDocument: roster.documentNumber,
        batch: place < Math.ceil(takes.length * 0.7) ? '第一批' : '第二批',
        tier: tier(place),
        ...leftOf(roster, place),
      })
    })
  }
  return { rosters, members }
}

/** Of a list that ended everybody left; of the city's one project went in the middle of the year. */
function leftOf({ validTo, level, kind, validFrom }: Omit<Roster, 'id' | 'orgId'>, place: number) {
  if (validTo) return { leftOn: validTo, leaveReason: '年度清单到期，重新申报' }
  if (level === 'city' && kind === 'key' && place === 30)
    return { leftOn: `${validFrom.slice(0, 4)}-07-20`, leaveReason: '年中调整，移出重点' }
  return { leftOn: null, leaveReason: null }
}

function rulesOf(seed: number, { anchor, projects }: Known): Rule[] {
  const year = yearOf(anchor)
  const random = randomFor(seed, 'rosters')
  const large = bySize(projects.filter(({ isPriority, library }) => isPriority && library !== 'completed'))
  const upgrades = bySize(
    projects.filter(({ constructionNature, field }) => constructionNature === 'technicalUpgrade' && field === '工业'),
  )
  const nanping = bySize(
    projects.filter(({ orgPath, stage }) => orgPath.includes('nanping') && stage === 'underConstruction'),
  )
  const from = `${year}-01-01`
  const none = () => ''
  const base = { note: '演示数据，没有这份文件', validTo: null, validFrom: from, year }
  const province = { level: 'province' as const, owner: '省发展和改革委员会' }
  const city = { level: 'city' as const, owner: '云川市人民政府' }
  return [
    {
      ...base,
      ...province,
      name: '省级重点项目',
      kind: 'key',
      documentNumber: `演发改〔${year}〕5号`,
      documentDate: `${year}-02-06`,
      takes: large.slice(0, 24),
      tier: (place) => (place < 10 ? '一类' : '二类'),
    },
    {
      ...base,
      ...province,
      name: '央地合作重大项目',
      kind: 'cooperation',
      documentNumber: `演发改〔${year}〕11号`,
      documentDate: `${year}-03-14`,
      takes: random.shuffled(large.slice(0, 40)).slice(0, 9),
      tier: none,
    },
    {
      ...base,
      ...city,
      name: '市级重点项目',
      kind: 'key',
      documentNumber: `云政办〔${year}〕3号`,
      documentDate: `${year}-01-12`,
      takes: large.slice(0, 48),
      tier: (place) => (place < 20 ? '第一梯队' : '第二梯队'),
    },
    {
      ...base,
      ...city,
      name: '工业“四化”改造升级项目',
      kind: 'upgrading',
      documentNumber: `云工信〔${year}〕8号`,
      documentDate: `${year}-02-28`,
      takes: upgrades.slice(0, 29),
      tier: none,
    },
    {
      ...base,
      level: 'county',
      owner: '南屏县人民政府',
      name: '要素保障白名单',
      kind: 'whitelist',
      documentNumber: `南政办〔${year}〕6号`,
      documentDate: `${year}-03-02`,
      takes: nanping.slice(0, 12),
      tier: none,
      county: '南屏县',
    },
    {
      ...base,
      ...province,
      name: '省级重点项目',
      kind: 'key',
      year: year - 1,
      validFrom: `${year - 1}-01-01`,
      validTo: `${year - 1}-12-31`,
      documentNumber: `演发改〔${year - 1}〕4号`,
      documentDate: `${year - 1}-02-10`,
      takes: large.slice(4, 20),
      tier: none,
    },
  ]
}
