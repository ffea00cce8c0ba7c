import { addMonths, lastDayOf, type Month, monthsBetween } from '#kernel/period.ts'
import type { Draft } from './drafts.ts'
import { type Random, randomFor } from './random.ts'
import type { Account, Project, Stage } from './region.ts'
import type { StageChange, StageStep } from './region-stages.ts'

type Known = {
  anchor: Month
  projects: ReadonlyMap<number, Project>
  officeOf: (draft: Draft) => Account
  /** Changed by hand in the last days: their stage stands without a date, to be completed. */
  changedByHand: ReadonlySet<number>
}
type Milestone = { stage: Stage; on: string; proof?: { document?: string; witness?: string; note?: string } }

/**
 * When the projects reached their stages. Most were recorded with their evidence; of some the ledger's history alone tells (an import
 * of years ago), and of some nothing proves the start: as it is in an office that has just begun to write them down.
 */
export function recordStages(
  seed: number,
  drafts: Draft[],
  known: Known,
): { steps: StageStep[]; changes: StageChange[] } {
  const random = randomFor(seed, 'stages')
  const steps: StageStep[] = []
  const changes: StageChange[] = []
  for (const draft of drafts) {
    const project = known.projects.get(draft.id)!
    const miles = milestonesOf(draft, project, known.anchor, random)
    const recordedBy = known.officeOf(draft).id
    const isRecorded = random.chance(0.86)
    if (known.changedByHand.has(draft.id)) continue
    if (isRecorded) steps.push(...miles.map((mile) => stepOf(mile, { draft, recordedBy, anchor: known.anchor })))
    else changes.push(...changesOf(miles, draft, recordedBy))
  }
  return { steps, changes }
}

/** What happened to a project, in order of time, none of it after the anchor; the last is where it stands. */
function milestonesOf(draft: Draft, project: Project, anchor: Month, random: Random): Milestone[] {
  const { plannedStart, start, finish, stoppedAfter } = draft
  const begins = addMonths(earlier(plannedStart, start ?? plannedStart), -random.whole(6, 11))
  // who is planned for next year has signed by now all the same
  const signed = earlier(begins, addMonths(anchor, -random.whole(3, 5)))
  const day = () => String(random.whole(2, 27)).padStart(2, '0')
  const serial = random.whole(101, 989)
  const miles: Milestone[] = []
  const add = (stage: Stage, month: Month, proof: Milestone['proof'] = {}) =>
    month <= anchor && miles.push({ stage, on: random.chance(0.7) ? `${month}-${day()}` : month, proof })
  const stage = project.stage
  if (stage === 'planning') return miles
  add('signed', signed, { document: `投资协议（${signed.slice(0, 4)}）${serial}号` })
  if (stage === 'signed') return miles
  add('preparation', addMonths(signed, random.whole(1, 3)), { note: '选址、立项手续办理' })
  if (!start || !project.startDate) return miles
  miles.push({ stage: 'started', on: project.startDate, proof: proofOfStart(start, serial, random) })
  const built = earlier(anchor, addMonths(start, random.whole(1, 2)))
  const ends = stage === 'suspended' ? stoppedAfter! : finish
  if (stage !== 'started' && built < ends)
    miles.push({
      stage: 'underConstruction',
      on: built === start ? built : `${built}-${day()}`,
      proof: { note: '主体施工' },
    })
  if (stage === 'suspended') add('suspended', addMonths(stoppedAfter!, 1), { document: '停工报告', note: '资金未到位' })
  if (!['completed', 'inProduction', 'atCapacity', 'returnsAchieved'].includes(stage)) return miles
  add('completed', finish, { document: `竣工验收备案表${serial}`, witness: '市住建局' })
  const age = monthsBetween(finish, anchor)
  const produces = addMonths(finish, Math.min(age, 1))
  if (stage !== 'completed') add('inProduction', produces, { note: '生产线带料试车合格' })
  if (stage === 'atCapacity' || stage === 'returnsAchieved')
    add('atCapacity', addMonths(finish, 8), { document: '达产核验表' })
  if (stage === 'returnsAchieved') add('returnsAchieved', addMonths(finish, 12), { document: '达效核验表' })
  return miles
}

/** Most starts are proven by a permit and a witness; of some there is but a remark. */
function proofOfStart(start: Month, serial: number, random: Random): NonNullable<Milestone['proof']> {
  if (random.chance(0.14)) return { note: '乡镇口头报告，未见施工许可' }
  return {
    document: `施工许可证〔${start.slice(0, 4)}〕${serial}号`,
    witness: random.pick(['监理单位', '市住建局质安站', '县项目办']),
  }
}

function stepOf(
  { stage, on, proof = {} }: Milestone,
  { draft, recordedBy, anchor }: { draft: Draft; recordedBy: number; anchor: Month },
): StageStep {
  const last = on.length === 7 ? lastDayOf(on) : on
  const end = lastDayOf(anchor)
  const reachedBy = last < end ? last : end
  return {
    projectId: draft.id,
    stage,
    reachedOn: on,
    reachedBy,
    startWorks: stage === 'started' ? (draft.id % 4 === 0 ? 'pile' : 'excavation') : null,
    document: proof.document ?? null,
    witness: proof.witness ?? null,
    note: proof.note ?? null,
    recordedAt: `${reachedBy}T08:30:00.000Z`,
    recordedBy,
  }
}

/** The same told by the history of the field alone: it moved when somebody edited or imported it. */
function changesOf(miles: Milestone[], draft: Draft, accountId: number): StageChange[] {
  return miles.map(({ stage, on }, at) => ({
    projectId: draft.id,
    old: miles[at - 1]?.stage ?? null,
    new: stage,
    at: `${on.length === 7 ? lastDayOf(on) : on}T09:00:00.000Z`,
    accountId,
    source: at === miles.length - 1 ? 'edit' : 'import',
  }))
}

function earlier(a: Month, b: Month): Month {
  return a < b ? a : b
}
