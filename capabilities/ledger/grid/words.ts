import { NATURE_WORDS, PLAN_STATE_WORDS, STAGE_WORDS } from '../wording.ts'
import type { GridFieldName } from './fields.ts'

export const EMPTY_LABEL = '未填写'

const YES_NO: Record<string, string> = { true: '是', false: '否' }

/** Official words of the closed vocabularies, by column: labels of groups, and what a pasted cell may say instead of the code. */
export const CODE_WORDS: Partial<Record<GridFieldName, Readonly<Record<string, string>>>> = {
  stage: STAGE_WORDS,
  planState: PLAN_STATE_WORDS,
  constructionNature: NATURE_WORDS,
  library: { reserve: '储备库', construction: '建设库', completed: '竣工库' },
  light: { green: '绿灯', yellow: '黄灯', red: '红灯', grey: '灰灯' },
  tier: { '1': '第一梯队', '2': '第二梯队' },
  isPriority: YES_NO,
}

/** `stage`, `underConstruction` → 在建; a text is its own label, nothing is 未填写. */
export function labelOf(field: string, value: string): string {
  if (value === '') return EMPTY_LABEL
  return CODE_WORDS[field as GridFieldName]?.[value] ?? value
}
