import { expect, test } from 'vitest'
import { finalDayOf } from '#capabilities/stages/rules/days.ts'
import { isCertainlyBefore, LINE } from '#capabilities/stages/rules/line.ts'
import { lastDayOf } from '#kernel/period.ts'
import { generateRegion } from './generate.ts'

test.each(['2026-01', '2026-06', '2026-10', '2026-12'])(
  'stage lines, rounds and joint starts agree with the ledger at %s',
  (anchor) => {
    const region = generateRegion({ anchor })
    const projects = new Map(region.projects.map((project) => [project.id, project]))
    const bySteps = Map.groupBy(region.stageSteps, ({ projectId }) => projectId)
    expect(bySteps.size).toBeGreaterThan(400)
    for (const [projectId, steps] of bySteps) {
      const onLine = steps.filter(({ stage }) => LINE.includes(stage))
      for (const [at, step] of onLine.entries()) {
        const next = onLine[at + 1]
        expect(next && isCertainlyBefore(next.reachedOn, step.reachedOn), `${projectId} ${step.stage}`).toBeFalsy()
        expect(step.reachedBy <= lastDayOf(anchor) && step.reachedBy <= finalDayOf(step.reachedOn)).toBe(true)
        expect(step.stage === 'started' ? step.startWorks : 'excavation').not.toBeNull()
      }
      const project = projects.get(projectId)!
      expect(steps.at(-1)!.stage, `${projectId}`).toBe(project.stage)
      const start = steps.find(({ stage }) => stage === 'started')
      if (start) expect(start.reachedOn).toBe(project.startDate)
    }
    expect(region.cohorts.map(({ number }) => number)).toEqual([1, 2, 3, 4, 5])
    const once = region.cohortMembers.map(({ cohortId, projectId }) => `${cohortId} ${projectId}`)
    expect(new Set(once).size).toBe(once.length)
    expect(region.cohortMembers.length).toBeGreaterThan(50)
    expect(region.jointStarts).toHaveLength(3)
    const listed = region.jointStartProjects.map(({ jointStartId, projectId }) => `${jointStartId} ${projectId}`)
    expect(new Set(listed).size).toBe(listed.length)
    expect(
      region.jointStartProjects.every(
        ({ missingItems, overrideReason }) => missingItems.length === 0 || overrideReason !== null,
      ),
    ).toBe(true)
  },
  // a second alone; other tests share the machine
  30_000,
)
