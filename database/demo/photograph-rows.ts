import { type Random, randomFor } from './random.ts'
import type { Field, Photograph, Project, Report, Round, Scene } from './region.ts'

const SCENES: Record<Field, Scene[]> = {
  工业: ['workshop', 'foundation'],
  农业: ['greenhouse'],
  基础设施: ['road', 'foundation'],
  民生: ['housing'],
}

/** Pictures for some priority projects: of the last locked round and of what has come in since. */
export function photographReports(seed: number, reports: Report[], projects: Project[], rounds: Round[]): Photograph[] {
  const random = randomFor(seed, 'photographs')
  const byId = new Map(projects.map((project) => [project.id, project]))
  const candidates = reports.filter(
    ({ roundId, projectId, submittedBy, state }) =>
      roundId >= rounds.length - 1 &&
      submittedBy !== null &&
      state !== 'draft' &&
      byId.get(projectId)!.startDate !== null &&
      byId.get(projectId)!.isPriority,
  )
  return random
    .shuffled(candidates)
    .slice(0, 24)
    .sort((a, b) => a.id - b.id)
    .map((report, position) => picture(random, report, byId.get(report.projectId)!, position + 1))
}

function picture(random: Random, report: Report, project: Project, id: number): Photograph {
  const scene = random.pick(SCENES[project.field])
  return {
    id,
    reportId: report.id,
    scene,
    variant: random.whole(0, 5),
    name: `现场示意图${id}.png`,
    uploadedBy: report.submittedBy!,
  }
}
