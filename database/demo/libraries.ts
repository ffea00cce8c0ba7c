import { addMonths, type Month, yearOf } from '#kernel/period.ts'
import { checkLists } from './check-lists.ts'
import type { Libraries, Move } from './library-rows.ts'
import { type Random, randomFor } from './random.ts'
import type { Account, DemoRegion, Organisation, Project } from './region.ts'
import { listRosters } from './rosters.ts'

type Known = Pick<DemoRegion, 'anchor' | 'organisations' | 'accounts' | 'projects'>

/** How each project came into its library, what waits to be decided, the lists projects are on, and check lists of key projects. */
export function fillLibraries(seed: number, known: Known): Libraries {
  const desk = deskOf(known)
  const settled = known.projects.flatMap((project) =>
    settledMoves(randomFor(seed, `moves ${project.id}`), project, { ...known, desk }),
  )
  const open = openMoves(randomFor(seed, 'open moves'), known, desk)
  return {
    moves: [...settled, ...open].map((move, index) => ({ ...move, batch: move.batch || index + 2 })),
    ...listRosters(seed, known),
    checks: checkLists(randomFor(seed, 'check lists'), known),
  }
}

type Desk = { city: Account; of: (project: Project) => Account }
/** Without its batch: those of one kind entered together at the beginning share the first. */
type Drafted = Omit<Move, 'batch'> & { batch: number }

function deskOf({ accounts, organisations }: Known): Desk {
  const city = accounts.find(({ username }) => username === 'office')!
  const officeAt = (id: number) =>
    accounts.find(({ role, organisationId }) => role === 'dispatchOffice' && organisationId === id)
  const root: Organisation = organisations[0]!
  return { city, of: ({ countyId }) => officeAt(countyId ?? root.id) ?? city }
}

type Scene = Known & { desk: Desk }

/** Entry, and what happened to it since: completion, suspension, priority; each decided. */
function settledMoves(random: Random, project: Project, { anchor, desk }: Scene): Drafted[] {
  const year = yearOf(anchor)
  const entered = isEarly(project) ? dayOf(addMonths(anchor, -random.whole(1, 11)), 12) : `${year - 2}-12-18`
  const library = project.library === 'reserve' ? 'reserve' : 'construction'
  const stage = project.library === 'reserve' ? project.stage : 'preparation'
  const moves: Drafted[] = [
    {
      ...blank(project, desk.city),
      batch: 1,
      kind: 'entry',
      source: 'import',
      toLibrary: library,
      toStage: stage,
      reason: '年度项目台账导入',
      effectiveOn: entered,
      ...decided(desk.city, entered),
    },
  ]
  const from = { fromLibrary: library, toLibrary: library, fromStage: project.stage, toStage: project.stage }
  if (project.library === 'completed') {
    const on = dayOf(addMonths(anchor, -random.whole(2, 9)), 20)
    const reason = '竣工验收合格，办理出库'
    moves.push({
      ...done(project, desk, on),
      ...from,
      kind: 'completion',
      toLibrary: 'completed',
      fromStage: 'underConstruction',
      reason,
    })
  }
  if (project.stage === 'suspended') {
    const on = dayOf(addMonths(anchor, -random.whole(4, 6)), 8)
    moves.push({
      ...done(project, desk, on),
      ...from,
      kind: 'suspension',
      fromStage: 'underConstruction',
      reason: '建设资金未到位，现场停工',
    })
  }
  if (project.isPriority && project.library !== 'completed') {
    const on = `${year}-01-15`
    const paper = {
      documentNumber: `云政办〔${year}〕3号`,
      documentDate: `${year}-01-12`,
      decidingBody: '市重点项目建设领导小组',
    }
    moves.push({
      ...done(project, desk, on),
      ...from,
      ...paper,
      kind: 'priorityOn',
      toPriority: true,
      reason: '列入年度重点项目',
    })
  }
  return moves
}

/** What lies on the desk of the city's office, and what it refused lately. */
function openMoves(random: Random, { projects, organisations }: Known, desk: Desk): Drafted[] {
  const reserve = random.shuffled(
    projects.filter(({ library, countyId }) => library === 'reserve' && countyId !== null),
  )
  const building = random.shuffled(
    projects.filter(
      ({ stage, library, countyId }) =>
        stage === 'underConstruction' && library === 'construction' && countyId !== null,
    ),
  )
  const plain = building.filter(({ isPriority }) => !isPriority)
  const at = ({ library, stage, isPriority }: Project) => ({
    fromLibrary: library,
    toLibrary: library,
    fromStage: stage,
    toStage: stage,
    fromPriority: isPriority,
    toPriority: isPriority,
  })
  const ask = (project: Project, kind: Move['kind'], reason: string, more: Partial<Move> = {}): Drafted => ({
    ...blank(project, desk.of(project)),
    batch: 0,
    ...at(project),
    kind,
    source: 'proposal',
    reason,
    proposedMinutesAgo: random.whole(90, 6 * 1440),
    ...more,
  })
  const refused = (decisionRemark: string): Partial<Move> => ({
    state: 'refused',
    decidedBy: desk.city.id,
    decidedMinutesAgo: 60 + random.whole(0, 20),
    decisionRemark,
  })
  return [
    ...reserve
      .slice(0, 4)
      .map((project) => ask(project, 'promotion', '用地和资金已落实，具备开工条件', { toLibrary: 'construction' })),
    ...reserve
      .slice(4, 6)
      .map((project) =>
        ask(project, 'withdrawal', '投资方已放弃，项目不再推进', { toStage: 'withdrawn', toPriority: false }),
      ),
    ...plain.slice(0, 2).map((project) => ask(project, 'priorityOn', '投资规模大、带动作用强', { toPriority: true })),
    ...building
      .slice(-1)
      .map((project) => ask(project, 'suspension', '施工单位更换，暂停施工', { toStage: 'suspended' })),
    ask(reserve[6]!, 'promotion', '计划下月开工', {
      toLibrary: 'construction',
      ...refused('用地预审尚未取得，取得后再提'),
    }),
    ask(plain[2]!, 'priorityOn', '争取列入重点', { toPriority: true, ...refused('总投资不足，暂不列入') }),
    proposedEntry(organisations, desk, random),
  ]
}

/** A project that is not in the ledger yet, proposed by 南屏县. */
function proposedEntry(organisations: readonly Organisation[], desk: Desk, random: Random): Drafted {
  const county = organisations.find(({ name }) => name === '南屏县')!
  const by = desk.of({ countyId: county.id } as Project)
  const project = {
    name: '年产2万吨竹浆纸餐具新建项目',
    orgId: county.id,
    owner: '南屏青箬竹业有限公司',
    scale: '建设生产车间2.4万平方米，购置成型生产线12条，年产竹浆纸餐具2万吨',
    totalInvestment: '8600',
    responsibleOrg: '南屏县工业和信息化局',
  }
  return {
    ...blank(null, by),
    batch: 0,
    orgId: county.id,
    proposal: project,
    kind: 'entry',
    source: 'proposal',
    toLibrary: 'reserve',
    toStage: 'planning',
    reason: '竹产业链延链项目，已签订意向协议',
    proposedMinutesAgo: random.whole(200, 900),
  }
}

function blank(project: Project | null, by: Account): Omit<Drafted, 'kind' | 'source' | 'toLibrary' | 'reason'> {
  return {
    batch: 0,
    projectId: project?.id ?? null,
    orgId: null,
    proposal: null,
    fromLibrary: null,
    fromStage: null,
    toStage: null,
    fromPriority: false,
    toPriority: false,
    effectiveOn: null,
    proposedBy: by.id,
    proposedOn: null,
    proposedMinutesAgo: null,
    state: 'waiting',
    decidedBy: null,
    decidedMinutesAgo: null,
    documentNumber: null,
    documentDate: null,
    decidingBody: null,
    decisionRemark: null,
  }
}

/** Proposed by the county a few days before, approved by the city. */
function done(project: Project, desk: Desk, on: string): Omit<Drafted, 'kind' | 'reason' | 'toLibrary'> {
  const by = desk.of(project)
  const paper =
    by === desk.city
      ? {
          documentNumber: `云重点纪要〔${on.slice(0, 4)}〕2号`,
          documentDate: on,
          decidingBody: '市重点项目建设领导小组',
        }
      : {}
  return {
    ...blank(project, by),
    source: by === desk.city ? 'paper' : 'proposal',
    fromPriority: false,
    toPriority: false,
    effectiveOn: on,
    ...decided(desk.city, on),
    ...paper,
  }
}

function decided(by: Account, on: string): Pick<Move, 'state' | 'decidedBy' | 'proposedOn'> {
  return { state: 'approved', decidedBy: by.id, proposedOn: on }
}

/** Not begun: it came into its library within the last year. */
function isEarly({ stage }: Project): boolean {
  return stage === 'planning' || stage === 'signed' || stage === 'preparation'
}

function dayOf(month: Month, day: number): string {
  return `${month}-${String(day).padStart(2, '0')}`
}
