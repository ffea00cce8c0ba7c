import type { Stage } from '#capabilities/ledger/contract.ts'
import { type Day, firstDayOf, type PartialDate } from './days.ts'
import { type Entry, isCertainlyBefore, isOnLine, rankOf, type Step } from './line.ts'

export type NewStep = { stage: Stage; reachedOn: PartialDate }
/** Why a step cannot be recorded; `other` is the entry that stands in the way. */
export type Fault = { kind: 'future' } | { kind: 'order' | 'twice'; other: Pick<Step, 'stage' | 'reachedOn'> }

/**
 * A step lies not in the future and between its neighbours on the line. A stage is reached once; again only after the project was
 * suspended or withdrawn in between.
 */
export function faultOf(step: NewStep, others: readonly Step[], today: Day): Fault | null {
  if (firstDayOf(step.reachedOn) > today) return { kind: 'future' }
  if (!isOnLine(step.stage)) {
    const same = others.find((other) => other.stage === step.stage && other.reachedOn === step.reachedOn)
    return same ? { kind: 'twice', other: same } : null
  }
  const onLine = others.filter((other) => isOnLine(other.stage))
  const twin = onLine.find((other) => other.stage === step.stage && !isInterrupted(step, other, others))
  if (twin) return { kind: 'twice', other: twin }
  const wrong = onLine.find((other) => {
    const ranks = rankOf(other.stage) - rankOf(step.stage)
    if (ranks < 0) return isCertainlyBefore(step.reachedOn, other.reachedOn) && !isInterrupted(step, other, others)
    return ranks > 0 && isCertainlyBefore(other.reachedOn, step.reachedOn)
  })
  return wrong ? { kind: 'order', other: wrong } : null
}

/** Whether the project stood beside the line between the two. */
function isInterrupted(step: NewStep, other: Step, all: readonly Step[]): boolean {
  return all.some(
    ({ stage, reachedOn }) =>
      !isOnLine(stage) &&
      ((!isCertainlyBefore(reachedOn, other.reachedOn) && !isCertainlyBefore(step.reachedOn, reachedOn)) ||
        (!isCertainlyBefore(reachedOn, step.reachedOn) && !isCertainlyBefore(other.reachedOn, reachedOn))),
  )
}

/**
 * Whether a step just recorded moves the project to its stage: forward along the line; beside it, if nothing later is recorded; from
 * beside it back, if that came no later. An earlier step is history and moves nothing.
 */
export function movesProject(step: Step, current: Stage | null, line: readonly Entry[]): boolean {
  if (current === step.stage) return false
  if (!isOnLine(step.stage))
    return !line.some((entry) => entry.step && entry.step.id !== step.id && entry.by > step.reachedBy)
  if (current === null) return true
  if (isOnLine(current)) return rankOf(step.stage) > rankOf(current)
  const left = line.filter((entry) => entry.stage === current).at(-1)
  return !left || left.by <= step.reachedBy
}

/** Where a project goes back to when the step that moved it is withdrawn: where it stood, or further if more is recorded by now. */
export function stageWithout(step: Step, before: Stage | null, others: readonly Step[]): Stage | null {
  const known = others
    .filter((other) => isOnLine(other.stage) && !isCertainlyBefore(step.reachedOn, other.reachedOn))
    .map((other) => other.stage)
  if (before !== null && !isOnLine(before)) return before
  const stages = [...known, ...(before ? [before] : [])].sort((a, b) => rankOf(a) - rankOf(b))
  return stages.at(-1) ?? null
}
