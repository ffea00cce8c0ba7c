import { strictFold } from './text.ts'

export type PlanState = 'new' | 'continuing'
export const CONSTRUCTION_NATURES = [
  'new',
  'expansion',
  'reconstruction',
  'technicalUpgrade',
  'relocation',
  'restoration',
] as const
export type ConstructionNature = (typeof CONSTRUCTION_NATURES)[number]

/**
 * What a cell says under 建设性质, 项目性质 or 新开工/续建. 续建, 结转 and 新开工 are of the annual plan wherever they stand; 扩建, 改建, 技改, 迁建 are
 * the construction nature; 新建 belongs to whichever of the two the column is about.
 */
export function readNature(
  text: string,
  column: 'planState' | 'constructionNature',
): { planState?: PlanState; constructionNature?: ConstructionNature } | null {
  const folded = strictFold(text).replace(/项目|工程|[类型]$/g, '')
  if (/^(续建|结转|在建|跨年|延续|接续)/.test(folded)) return { planState: 'continuing' }
  if (/^(新开工|拟开工|计划新开工|本年新开工|新开|拟新开工|计划开工|新建开工)/.test(folded)) return { planState: 'new' }
  if (/技改|技术改造|技术升级|智改|设备更新/.test(folded)) return { constructionNature: 'technicalUpgrade' }
  if (/^(改扩建|扩建|扩能|增资扩产|新改扩)/.test(folded)) return { constructionNature: 'expansion' }
  if (/^(改建|改造|改良)/.test(folded)) return { constructionNature: 'reconstruction' }
  if (/^(迁建|搬迁|异地迁)/.test(folded)) return { constructionNature: 'relocation' }
  if (/^(恢复|重建)/.test(folded)) return { constructionNature: 'restoration' }
  if (/^新建/.test(folded)) return column === 'planState' ? { planState: 'new' } : { constructionNature: 'new' }
  return null
}

/** True when a column of natures is about the annual plan: 续建 or 新开工 stands in it. */
export function speaksOfPlan(values: string[]): boolean {
  return values.some((value) => /续建|结转|新开工|跨年/.test(value))
}
