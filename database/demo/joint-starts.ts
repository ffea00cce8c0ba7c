import { addMonths, type Month, yearOf } from '#kernel/period.ts'
import type { Draft } from './drafts.ts'
import { randomFor } from './random.ts'
import type { AnnualPlan, Project } from './region.ts'
import type { JointStart, JointStartProject, Preparation } from './region-stages.ts'

const REQUIRED = ['land', 'buildingPermit', 'contractor', 'machinery']
const ALL_ITEMS = ['filing', 'land', 'planningPermit', 'environment', 'design', 'tender', ...REQUIRED.slice(1)]
const EVENTS = [
  { back: 13, venue: '云川经济技术开发区', takes: 17 },
  { back: 7, venue: '南屏县青箬工业园', takes: 22 },
  { back: 2, venue: '清晏都市工业园', takes: 20 },
]
const SUB_VENUES = ['砚浦县分会场', '禾原县分会场', '松岚县分会场']

type Known = {
  anchor: Month
  projects: ReadonlyMap<number, Project>
  plans: AnnualPlan[]
  officeId: number
  cityId: number
}

/** Three joint starts, with projects that began around the day and two or three that did not, and what each had in hand. */
export function holdJointStarts(
  seed: number,
  drafts: Draft[],
  known: Known,
): { events: JointStart[]; listed: JointStartProject[]; preparations: Preparation[] } {
  const random = randomFor(seed, 'joint starts')
  const events: JointStart[] = []
  const listed: JointStartProject[] = []
  const prepared = new Map<string, Preparation>()
  EVENTS.forEach(({ back, venue, takes }, at) => {
    const month = addMonths(known.anchor, -back)
    const heldOn = `${month}-28`
    events.push({
      id: at + 1,
      orgId: known.cityId,
      name: `${month.slice(0, 4)}年${Number(month.slice(5))}月重大项目集中开工`,
      heldOn,
      mainVenue: venue,
      subVenues: SUB_VENUES,
      document: `云重调办〔${month.slice(0, 4)}〕${at * 7 + 5}号`,
      requiredItems: REQUIRED,
      createdBy: known.officeId,
      createdAt: `${month}-10T02:00:00.000Z`,
    })
    const present = new Set(listed.map(({ projectId }) => projectId))
    const begun = drafts.filter(
      ({ id, start, total }) =>
        !present.has(id) && start !== null && start >= month && start <= addMonths(month, 2) && total > 0,
    )
    const late = drafts.filter(
      ({ id, start, standing }) => !present.has(id) && start === null && ['lateLong', 'lateShort'].includes(standing),
    )
    const chosen = [...random.shuffled(begun).slice(0, takes - 3), ...random.shuffled(late).slice(0, back < 9 ? 3 : 0)]
    for (const draft of chosen) {
      const lacks = draft.start === null || random.chance(0.08)
      for (const item of REQUIRED)
        if (!(lacks && item === 'machinery'))
          prepare(prepared, { draft, item, doneOn: `${addMonths(month, -1)}-1${random.whole(0, 9)}` })
      listed.push(
        lineOf(draft, {
          eventId: at + 1,
          heldOn,
          lacks,
          venue: random.chance(0.55) ? null : random.pick(SUB_VENUES),
          known,
        }),
      )
    }
  })
  for (const draft of drafts.filter(({ start, standing }) => start === null && standing !== 'reserve')) {
    const isReady = random.chance(0.25)
    for (const item of ALL_ITEMS)
      if (isReady || random.chance(0.72))
        prepare(prepared, {
          draft,
          item,
          doneOn: `${addMonths(known.anchor, -random.whole(1, 8))}-1${random.whole(0, 9)}`,
        })
  }
  const preparations = [...prepared.values()].map((one) => ({ ...one, recordedBy: known.officeId }))
  return { events, listed, preparations }
}

function prepare(
  prepared: Map<string, Preparation>,
  { draft, item, doneOn }: { draft: Draft; item: string; doneOn: string },
): void {
  const key = `${draft.id} ${item}`
  if (prepared.has(key)) return
  prepared.set(key, {
    projectId: draft.id,
    item,
    doneOn,
    document: null,
    recordedBy: 0,
    recordedAt: `${doneOn}T08:00:00.000Z`,
  })
}

function lineOf(
  draft: Draft,
  given: { eventId: number; heldOn: string; lacks: boolean; venue: string | null; known: Known },
): JointStartProject {
  const { eventId, heldOn, lacks, venue, known } = given
  const plan = known.plans.find(({ projectId, year }) => projectId === draft.id && year === yearOf(heldOn.slice(0, 7)))
  return {
    jointStartId: eventId,
    projectId: draft.id,
    venue,
    totalInvestment: known.projects.get(draft.id)!.totalInvestment,
    annualPlan: plan?.initialAmount ?? null,
    missingItems: lacks ? ['machinery'] : [],
    overrideReason: lacks ? '施工单位承诺三日内机械进场' : null,
    listedAt: `${heldOn.slice(0, 7)}-20T02:00:00.000Z`,
    listedBy: known.officeId,
  }
}
