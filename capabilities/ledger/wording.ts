import type { NATURES, PLAN_STATES, Stage } from './vocabulary.ts'

/** Official wording of the closed vocabularies, as documents and workbooks print it; the reader understands each of them again. */
export const STAGE_WORDS: Record<Stage, string> = {
  planning: '谋划',
  signed: '签约',
  preparation: '前期',
  started: '开工',
  underConstruction: '在建',
  completed: '竣工',
  inProduction: '投产',
  atCapacity: '达产',
  returnsAchieved: '达效',
  suspended: '停工',
  withdrawn: '退库',
}
export const PLAN_STATE_WORDS: Record<(typeof PLAN_STATES)[number], string> = { new: '新开工', continuing: '续建' }
export const NATURE_WORDS: Record<(typeof NATURES)[number], string> = {
  newBuild: '新建',
  expansion: '扩建',
  reconstruction: '改建',
  technicalUpgrade: '技改',
  relocation: '迁建',
  restoration: '恢复',
}

/** Terms of a project, dictionary by dictionary: `四化：绿色化、智能化；三个一批：开工一批`; null for none. */
export function termsText(terms: readonly { dictionary: string; label: string }[]): string | null {
  const labels = new Map<string, string[]>()
  for (const { dictionary, label } of terms) labels.set(dictionary, [...(labels.get(dictionary) ?? []), label])
  return [...labels].map(([dictionary, ones]) => `${dictionary}：${ones.join('、')}`).join('；') || null
}
