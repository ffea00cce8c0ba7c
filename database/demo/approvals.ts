import { addMonths, type Month, monthOf, yearOf } from '#kernel/period.ts'
import { type Random, randomFor } from './random.ts'
import type { Project } from './region.ts'

/** An approval by its number and date; the demonstration has no scanned files. */
export type Approval = {
  projectId: number
  approvalKind: string
  title: string
  number: string
  issuer: string
  issuedOn: string
}

/** In the order they are obtained: which kind, by which office, how many months before the start, and how often it is there. */
const STEPS = [
  { kind: 'initiation', title: '立项批复', office: '发展和改革局', mark: '发改审批', months: 11, share: 0.99 },
  {
    kind: 'landPreview',
    title: '建设项目用地预审意见',
    office: '自然资源局',
    mark: '自然资预审',
    months: 9,
    share: 0.96,
  },
  { kind: 'landPlanning', title: '建设用地规划许可证', office: '自然资源局', mark: '地字第', months: 6, share: 0.95 },
  { kind: 'environment', title: '环境影响报告表批复', office: '生态环境分局', mark: '环审', months: 5, share: 0.95 },
  { kind: 'worksPlanning', title: '建设工程规划许可证', office: '自然资源局', mark: '建字第', months: 3, share: 0.94 },
  {
    kind: 'constructionPermit',
    title: '建筑工程施工许可证',
    office: '住房和城乡建设局',
    mark: '施',
    months: 1,
    share: 0.95,
  },
] as const

const NOT_YET: ReadonlySet<string> = new Set(['planning', 'signed'])

/**
 * Approvals of projects that have come so far: those before the start are there in part, those of what was begun nearly all. One begun project
 * in twenty lacks its construction permit.
 */
export function approvalsOf(seed: number, anchor: Month, projects: readonly Project[]): Approval[] {
  const random = randomFor(seed, 'approvals')
  return projects.flatMap((project) => {
    const begins = (project.startDate ?? project.plannedStart ?? `${anchor}-15`).slice(0, 7)
    return STEPS.flatMap(({ kind, title, office, mark, months, share }) => {
      const isThere = random.chance(share)
      const month = addMonths(begins, -months)
      if (!isThere || NOT_YET.has(project.stage) || month > anchor) return []
      return [
        { projectId: project.id, approvalKind: kind, title, issuer: `县${office}`, ...numbered(random, mark, month) },
      ]
    })
  })
}

/** No scanned paper stands behind it: number and day alone, as offices enter the past. */
function numbered(random: Random, mark: string, month: Month): Pick<Approval, 'number' | 'issuedOn'> {
  const day = String(random.whole(1, 28)).padStart(2, '0')
  const serial = random.whole(3, 320)
  const year = yearOf(month)
  const isCertificate = mark.endsWith('第') || mark === '施'
  const number = isCertificate
    ? `${mark}${year}${String(monthOf(month)).padStart(2, '0')}${String(serial).padStart(3, '0')}号`
    : `${mark}〔${year}〕${serial}号`
  return { number, issuedOn: `${month}-${day}` }
}
