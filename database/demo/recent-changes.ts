import type { Light } from '#capabilities/ledger/vocabulary.ts'
import { addMonths, type Month } from '#kernel/period.ts'
import type { Draft } from './drafts.ts'
import type { Period } from './figures.ts'
import { namesFrom, phoneFrom } from './people.ts'
import { type Random, randomFor } from './random.ts'
import type { Account, FieldChange, Project, Report, Round } from './region.ts'

type Known = {
  projects: Project[]
  reports: Report[]
  rounds: Round[]
  officeOf: (draft: Draft) => Account
  period: Period
  lights: Map<number, Map<Month, Light>>
}

/** What changed in the last three days, so that the wall has something to say: starts, dates, contacts, and accepted figures. */
export function recentChanges(seed: number, drafts: Draft[], known: Known): FieldChange[] {
  const random = randomFor(seed, 'changes')
  const nextName = namesFrom(random)
  const projects = new Map(known.projects.map((project) => [project.id, project]))
  const change = (draft: Draft, field: string, old: string | null, current: string | null): FieldChange => ({
    projectId: draft.id,
    field,
    old,
    new: current,
    // starts are today's news
    minutesAgo: random.whole(20, field === 'stage' ? 1200 : 3 * 1440),
    accountId: known.officeOf(draft).id,
  })
  const started = drafts.filter(({ id }) => projects.get(id)!.stage === 'started').slice(0, 6)
  const running = random.shuffled(drafts.filter(({ id }) => projects.get(id)!.stage === 'underConstruction'))
  return [
    ...started.map((draft) => change(draft, 'stage', 'preparation', 'started')),
    ...running
      .slice(0, 5)
      .map((draft) => change(draft, 'finishDate', addMonths(draft.finish, -random.whole(1, 4)), draft.finish)),
    ...running
      .slice(5, 9)
      .map((draft) => change(draft, 'contact', `${nextName()} ${phoneFrom(random)}`, projects.get(draft.id)!.contact)),
    ...running.slice(9, 12).map((draft) => change(draft, 'sponsor', nextName(), projects.get(draft.id)!.sponsor)),
    ...acceptedFigures(random, known),
    ...turnedLights(random, known),
  ].sort((a, b) => b.minutesAgo - a.minutesAgo)
}

function acceptedFigures(random: Random, { reports, rounds, period }: Known): FieldChange[] {
  const accepted = reports.filter(({ roundId, state }) => roundId === rounds.length && state === 'accepted')
  return random
    .shuffled(accepted)
    .slice(0, 12)
    .map(({ projectId, completedYtd, reviewedMinutesAgo, reviewedBy }) => ({
      projectId,
      field: 'completedYtd',
      old: null,
      // as the ledger writes it: the month before the amount
      new: `${period.openMonth} ${completedYtd}`,
      minutesAgo: reviewedMinutesAgo!,
      accountId: reviewedBy!,
    }))
}

/** Lights that turned with the last locked month, some of each colour, noticed by the system within the last day. */
function turnedLights(random: Random, { lights, period }: Known): FieldChange[] {
  const turned = [...lights].flatMap(([projectId, byMonth]) => {
    const old = byMonth.get(addMonths(period.anchor, -1))
    const current = byMonth.get(period.anchor)
    return old && current && old !== current && old !== 'grey' && current !== 'grey'
      ? [{ projectId, old, current }]
      : []
  })
  const some = (['red', 'yellow', 'green'] as const).flatMap((light) =>
    random.shuffled(turned.filter(({ current }) => current === light)).slice(0, 4),
  )
  return some.map(({ projectId, old, current }) => ({
    projectId,
    field: 'light',
    old,
    new: current,
    minutesAgo: random.whole(15, 1200),
    accountId: null,
  }))
}
