import { addMonths, type Month } from '#kernel/period.ts'
import { bySize } from './by-size.ts'
import type { CheckItem } from './library-rows.ts'
import type { Random } from './random.ts'
import type { DemoRegion, Project } from './region.ts'

type Step = { kind: CheckItem['kind']; title: string; owner: string; done: readonly string[]; due: number }
const BEGUN = [
  'started',
  'underConstruction',
  'suspended',
  'completed',
  'inProduction',
  'atCapacity',
  'returnsAchieved',
]

/** The usual steps of a project; `due` counts months from the anchor. */
const STEPS: readonly Step[] = [
  { kind: 'approval', title: '立项批复（备案）', owner: '发展改革局', done: [...BEGUN, 'preparation'], due: -8 },
  { kind: 'approval', title: '环评批复', owner: '生态环境局', done: BEGUN, due: -3 },
  { kind: 'approval', title: '施工许可', owner: '住房城乡建设局', done: BEGUN, due: 1 },
  { kind: 'land', title: '土地供应', owner: '自然资源局', done: BEGUN, due: -2 },
  { kind: 'funds', title: '建设资金落实', owner: '项目单位', done: [], due: 0 },
  { kind: 'construction', title: '主体工程完工', owner: '施工单位', done: [], due: 3 },
  { kind: 'construction', title: '竣工验收', owner: '住房城乡建设局', done: [], due: 9 },
]

/** Check lists of the larger key projects: early steps done, some late, the rest to come. */
export function checkLists(random: Random, { anchor, projects }: Pick<DemoRegion, 'anchor' | 'projects'>): CheckItem[] {
  const key = projects.filter(({ isPriority, library }) => isPriority && library !== 'completed')
  return bySize(key)
    .slice(0, 36)
    .flatMap((project) => STEPS.map((step) => itemOf(random, project, step, anchor)))
}

function itemOf(random: Random, project: Project, { kind, title, owner, done, due }: Step, anchor: Month): CheckItem {
  const month = addMonths(anchor, due + random.whole(-1, 1))
  const isDone = done.includes(project.stage) || (kind === 'funds' && random.chance(0.6))
  return {
    projectId: project.id,
    kind,
    title,
    owner,
    dueOn: `${month}-20`,
    doneOn: isDone
      ? `${addMonths(month < anchor ? month : anchor, random.chance(0.8) ? -1 : 0)}-${random.pick(['08', '16', '19'])}`
      : null,
  }
}
